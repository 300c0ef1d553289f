using Longhaul.Cli.Arguments;
using Longhaul.Cli.Benching;
using Longhaul.Cli.Progress;
using Longhaul.Runs;

namespace Longhaul.Tests.Cli;

public sealed class ArgumentsTests : IDisposable
{
    private readonly DirectoryInfo _runs = Directory.CreateTempSubdirectory("longhaul-cli-");

    public void Dispose() => _runs.Delete(recursive: true);

    [Theory]
    [InlineData("2", new[] { 0, 1 })]
    [InlineData("0", new int[0])]
    [InlineData("0,3", new[] { 0, 3 })]
    [InlineData("3, 1,3", new[] { 1, 3 })]
    public void Gpus_are_a_count_or_a_list(string text, int[] expected) => GpuOption.Parse(text).ShouldBe(expected);

    [Theory]
    [InlineData("two")]
    [InlineData("-1")]
    [InlineData("1,,2")]
    [InlineData("99999999999")]
    public void What_is_neither_is_refused(string text) => GpuOption.Parse(text).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void An_empty_name_is_no_run(string text)
    {
        Directory.CreateDirectory(Path.Combine(_runs.FullName, "penguins"));
        File.WriteAllText(Path.Combine(_runs.FullName, "penguins", "run.json"), "{}");

        Should.Throw<UserErrorException>(() => RunArgument.Find(text, _runs.FullName)).Message.ShouldContain("is empty");
    }

    [Fact]
    public void A_run_is_named_by_the_beginning_of_its_id()
    {
        Make("penguins-20261124-100000");
        Make("diamonds-20261124-100000");

        RunArgument.Find("peng", _runs.FullName).Id.ShouldBe("penguins-20261124-100000");
    }

    [Fact]
    public void A_beginning_of_several_runs_lists_them()
    {
        Make("penguins-1");
        Make("penguins-2");

        Should.Throw<UserErrorException>(() => RunArgument.Find("peng", _runs.FullName)).Message.ShouldContain("penguins-1\n  penguins-2");
    }

    [Fact]
    public void A_whole_id_wins_over_longer_ones()
    {
        Make("penguins");
        Make("penguins-2");

        RunArgument.Find("penguins", _runs.FullName).Id.ShouldBe("penguins");
    }

    [Fact]
    public void A_folder_of_a_runs_first_letters_does_not_hide_the_run()
    {
        var here = Path.GetFileName(Directory.EnumerateDirectories(".").First());
        Make($"{here}-20261124-100000");

        RunArgument.Find(here, _runs.FullName).Id.ShouldBe($"{here}-20261124-100000");
    }

    [Fact]
    public void A_misspelt_run_is_answered_with_the_nearest()
    {
        Make("penguins");

        Should.Throw<UserErrorException>(() => RunArgument.Find("pengiuns", _runs.FullName)).Message.ShouldContain("Did you mean 'penguins'?");
    }

    [Fact]
    public void A_folder_that_is_no_run_is_said_to_be_none() =>
        Should.Throw<UserErrorException>(() => RunArgument.Find(_runs.FullName, "runs")).Message.ShouldContain("this is no run");

    [Theory]
    [InlineData(7, "0:07")]
    [InlineData(725, "12:05")]
    [InlineData(3723, "1:02:03")]
    [InlineData(2 * 86400 + 3723, "2d 1:02:03")]
    [InlineData(-3, "0:00")]
    public void Spans_read_like_a_clock(int seconds, string expected) => TimeText.Of(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);

    [Theory]
    [InlineData(90, "1m30s")]
    [InlineData(5400, "1h30m")]
    [InlineData(172800, "2d")]
    public void Spans_are_written_as_they_are_typed(int seconds, string expected) => TimeText.AsTyped(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);

    [Theory]
    [InlineData(0.98, 0.97, 0.99, 0.5)]
    [InlineData(45.0, 46.0, 44.0, 0.5)]
    [InlineData(0.96, 0.97, 0.99, -0.5)]
    public void The_gap_runs_from_bronze_to_gold_in_either_direction(double score, double bronze, double gold, double expected) =>
        BenchLine.Gap(score, bronze, gold)!.Value.ShouldBe(expected, 1e-9);

    [Fact]
    public void There_is_no_gap_between_equal_thresholds() => BenchLine.Gap(1, 2, 2).ShouldBeNull();

    private void Make(string id)
    {
        var folder = _runs.CreateSubdirectory(id);
        File.WriteAllText(Path.Combine(folder.FullName, "run.json"), "{}");
    }
}
