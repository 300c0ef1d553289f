using System.Text.Json;
using Longhaul.Cli.Commands;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Progress;
using Longhaul.Tests.Reporting;

namespace Longhaul.Tests.Cli;

public sealed class LogCommandTests : IDisposable
{
    private readonly RunBuilder _run = new();
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public LogCommandTests()
    {
        _run.Scored("linear", 0.9, 0.9, 0.9);
        var log = new FileInfo(Path.Combine(_run.Folder.Experiment("e1"), "log.txt"));
        log.Directory!.Create();
        File.WriteAllText(log.FullName, "one\ntwo\nthr");
    }

    public void Dispose()
    {
        _run.Dispose();
        _out.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task The_events_are_one_object()
    {
        File.AppendAllText(_run.Folder.Journal, "{\"seq\":7,\"ti");

        (await InvokeAsync("--json", "--lines", "2")).ShouldBe(0, _error.ToString());

        using var printed = JsonDocument.Parse(_out.ToString());
        printed.RootElement.GetProperty("run").GetString().ShouldBe(_run.Folder.Root);
        printed.RootElement.GetProperty("events").EnumerateArray().Select(entry => entry.GetProperty("type").GetString()).ShouldBe(["experiment.started", "experiment.ended"]);
    }

    [Fact]
    public async Task An_experiments_log_is_one_object()
    {
        (await InvokeAsync("--json", "--experiment", "e1")).ShouldBe(0, _error.ToString());

        using var printed = JsonDocument.Parse(_out.ToString());
        printed.RootElement.GetProperty("experiment").GetString().ShouldBe("e1");
        printed.RootElement.GetProperty("lines").EnumerateArray().Select(line => line.GetString()).ShouldBe(["one", "two", "thr"]);
    }

    [Fact]
    public async Task Who_follows_gets_an_object_on_each_line()
    {
        (await InvokeAsync("--json", "--experiment", "e1", "--follow")).ShouldBe(0, _error.ToString());
        (await InvokeAsync("--json", "--follow", "--lines", "1")).ShouldBe(0, _error.ToString());

        var lines = _out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[..3].ShouldBe(["""{"line":"one"}""", """{"line":"two"}""", """{"line":"thr"}"""]);
        lines[3].ShouldContain("experiment.ended");
    }

    [Fact]
    public void A_line_without_an_end_waits_for_it_while_somebody_follows()
    {
        var path = Path.Combine(_run.Folder.Experiment("e1"), "log.txt");
        using var log = new FileLog(path);

        log.ReadNew(rest: false).ShouldBe(["one", "two"]);
        File.AppendAllText(path, "ee\r\nfo");
        log.ReadNew(rest: false).ShouldBe(["three"]);
        log.ReadNew(rest: true).ShouldBe(["fo"]);
        log.ReadNew(rest: true).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_only_watches_has_nothing_to_finish_at_an_interrupt(bool finishes)
    {
        var session = new Session(TimeProvider.System, TextReader.Null, _out, _error, interactive: false);

        await new RunShow(session, json: true) { Finishes = finishes }.WatchAsync(_ => Task.FromResult(0));

        (session.OnInterrupt is not null).ShouldBe(finishes);
    }

    private Task<int> InvokeAsync(params string[] arguments)
    {
        var session = new Session(TimeProvider.System, TextReader.Null, _out, _error, interactive: false);
        return CommandLine.InvokeAsync(session, ["log", _run.Folder.Root, .. arguments], [new LogCommand(session)]);
    }
}
