using System.Globalization;

namespace Longhaul.EndToEnd.Networks;

/// <summary>libtorch as a new machine gets it: restored by the first run that needs it, used in the sandbox, kept for the next one.</summary>
public sealed class LibTorchTests : IDisposable
{
    private const string Network = """
        version: 1
        columns:
          bill_length_mm: number
          bill_depth_mm: number
          island: category
        features:
          - step: numbers
            missing: median
          - step: ordinal
        model:
          kind: mlp
          params:
            epochs: 10
        """;

    private const string Images = """
        version: 1
        columns:
          image: image
        features:
          - step: image-array
        model:
          kind: cnn
          params:
            epochs: 12
            flip: none
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Slow: it loads 131 MB. libtorch also failed a check of its own once in some fifteen runs ("Expected false to be true"), not understood yet.
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task The_first_network_brings_libtorch_and_a_second_run_repeats_it_to_the_last_bit()
    {
        File.WriteAllText(_folder.At("net.yaml"), Network);
        (await LonghaulAsync("doctor")).Out.ShouldContain("restored when a run first needs it");

        var first = (await NetworkAsync("one")).ShouldEndWith(0);
        (await NetworkAsync("two")).ShouldEndWith(0);

        Journal("one").ShouldContain("restoring libtorch");
        Journal("two").ShouldNotContain("libtorch");
        (await LonghaulAsync("doctor")).Out.ShouldContain(Cache);
        first.Json.GetProperty("best").GetProperty("score").GetDouble().ShouldBeGreaterThan(0.8);
        foreach (var file in new[] { "oof.arrow", "test.arrow" })
            File.ReadAllBytes(Evidence("two", file)).ShouldBe(File.ReadAllBytes(Evidence("one", file)));
        await PredictsWithoutLonghaulAsync();
    }

    // Slow: it loads 131 MB.
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task One_network_learns_two_targets_of_images_and_goes_home_with_both()
    {
        WriteHandwriting(rows: 1200);
        File.WriteAllText(_folder.At("net.yaml"), Images);

        var outcome = (await LonghaulAsync("run", "digits", "--pipeline", "net.yaml", "--max-experiments", "1", "--seed", "3", "--out", "run", "--json", "--yes")).ShouldEndWith(0);
        (await LonghaulAsync("export", "run", "--out", "solution", "--json")).ShouldEndWith(0);
        (await LonghaulProgram.StartAsync(
            "/usr/bin/env", [$"XDG_CACHE_HOME={Cache}", _folder.At("solution", "predict"), _folder.At("digits", "public", "test.csv"), "predictions.csv"], _folder.Path)).ShouldEndWith(0);

        // Without having looked at an image: 1.7.
        outcome.Json.GetProperty("best").GetProperty("score").GetDouble().ShouldBeLessThan(1.2);
        outcome.Json.GetProperty("grade").GetProperty("score").GetDouble().ShouldBeLessThan(1.2);
        File.ReadAllText(_folder.At("predictions.csv")).ShouldBe(File.ReadAllText(_folder.At("run", "workspace", "submission", "best", "submission.csv")));
    }

    /// <summary>Real images of handwriting, with two numbers to tell: the digit, and 1 where it is even.</summary>
    private void WriteHandwriting(int rows)
    {
        var from = Path.Combine(LonghaulProgram.Task("handwriting"), "public");
        var lines = File.ReadAllLines(Path.Combine(from, "train.csv")).Skip(1).Take(rows).Select(line => line.Split(',')).ToArray();
        var test = lines[(rows * 3 / 4)..];
        string Targets(string[] line) => $"{line[0]},{line[2]},{(int.Parse(line[2], CultureInfo.InvariantCulture) + 1) % 2}";
        foreach (var part in new[] { "public/train", "private" })
            Directory.CreateDirectory(_folder.At("digits", part));
        foreach (var line in lines)
            File.Copy(Path.Combine(from, line[1]), _folder.At("digits", "public", line[1]));
        File.WriteAllLines(_folder.At("digits", "public", "train.csv"), ["id,image,digit,even", .. lines[..(rows * 3 / 4)].Select(line => $"{line[0]},{line[1]},{Targets(line)[(line[0].Length + 1)..]}")]);
        File.WriteAllLines(_folder.At("digits", "public", "test.csv"), ["id,image", .. test.Select(line => $"{line[0]},{line[1]}")]);
        File.WriteAllLines(_folder.At("digits", "public", "sample_submission.csv"), ["id,digit,even", .. test.Select(line => $"{line[0]},0,0")]);
        File.WriteAllLines(_folder.At("digits", "private", "answers.csv"), ["id,digit,even", .. test.Select(Targets)]);
        File.WriteAllText(_folder.At("digits", "task.yaml"), """
            id: digits
            track: mle
            metric: {name: mcrmse, direction: minimize}
            target: [digit, even]
            images: [image]
            submission: {file: submission.csv, id: [id], columns: [digit, even]}
            grader: {kind: metric, answers: private/answers.csv}
            """);
    }

    private async Task PredictsWithoutLonghaulAsync()
    {
        (await LonghaulAsync("export", "one", "--out", "solution", "--json")).ShouldEndWith(0);
        var test = File.ReadAllLines(Path.Combine(LonghaulProgram.Task("penguins"), "public", "test.csv"));
        File.WriteAllLines(_folder.At("new.csv"), [test[0], .. test.Skip(1).Reverse()]);

        (await LonghaulProgram.StartAsync("/usr/bin/env", [$"XDG_CACHE_HOME={Cache}", _folder.At("solution", "predict"), "new.csv", "predictions.csv"], _folder.Path)).ShouldEndWith(0);

        File.ReadAllLines(_folder.At("predictions.csv")).Skip(1).Select(line => line.Split(',')[0]).ShouldBe(test.Skip(1).Reverse().Select(line => line.Split(',')[0]));
    }

    private string Cache => _folder.At("cache");

    private Task<Outcome> NetworkAsync(string run) =>
        LonghaulAsync("run", LonghaulProgram.Task("penguins"), "--pipeline", "net.yaml", "--max-experiments", "1", "--seed", "3", "--out", run, "--json");

    private Task<Outcome> LonghaulAsync(params string[] arguments) =>
        LonghaulProgram.StartAsync("/usr/bin/env", [$"XDG_CACHE_HOME={Cache}", LonghaulProgram.Launcher, .. arguments], _folder.Path);

    private string Journal(string run) => File.ReadAllText(Path.Combine(_folder.Path, run, "journal.jsonl"));

    private string Evidence(string run, string file) => Path.Combine(_folder.Path, run, "workspace", "experiments", "e1", file);
}
