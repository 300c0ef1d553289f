using Longhaul.Cli.Commands;
using Longhaul.Cli.Hosting;
using Longhaul.Tests.Reporting;

namespace Longhaul.Tests.Cli;

/// <summary>Options that would have no effect are refused.</summary>
public sealed class DroppedOptionsTests : IDisposable
{
    private readonly RunBuilder _run = new();
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public DroppedOptionsTests() => _run.Settings.Write(_run.Folder);

    public void Dispose()
    {
        _run.Dispose();
        _folder.Dispose();
        _out.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Judging_elsewhere_needs_the_models_name() => await RefusedAsync("--model", "grade", _run.Folder.Root, "--base-url", "http://localhost:1/v1");

    [Theory]
    [InlineData("--as-of", "2h")]
    [InlineData("--max-tokens", "5")]
    public async Task What_judging_a_run_takes_is_not_for_a_submission(string option, string value) =>
        await RefusedAsync($"{option}: only where", "grade", Path.Combine(Repository.Tasks, "penguins"), _folder.Write("submission.csv", "id\n"), option, value);

    [Theory]
    [InlineData("--seed", "1")]
    [InlineData("--gpus", "1")]
    [InlineData("--sandbox", "none")]
    [InlineData("--answer", "metric=rmse")]
    [InlineData("--out", "elsewhere")]
    public async Task A_run_keeps_what_it_was_made_with_when_something_is_tried(string option, string value) =>
        await RefusedAsync($"{option}: run keeps", "try", _run.Folder.Root, option, value, "--", "true");

    [Fact]
    public async Task A_paper_takes_no_pipeline()
    {
        _folder.Write("rice/paper.md", "# RICE\n");

        await RefusedAsync("--pipeline is for competitions", "run", _folder.At("rice"), "--model", $"mailbox:{_folder.At("box")}", "--pipeline", _folder.Write("p.yaml", ""), "--yes");
    }

    private async Task RefusedAsync(string message, params string[] arguments)
    {
        var session = new Session(TimeProvider.System, TextReader.Null, _out, _error, interactive: false);

        (await CommandLine.InvokeAsync(session, arguments, [new RunCommand(session), new GradeCommand(session), new TryCommand(session)])).ShouldBe(2, _error.ToString());

        _error.ToString().ShouldContain(message);
    }
}
