using CliWrap;
using Longhaul.Cli.Hosting;

namespace Longhaul.Cli.Testing;

/// <summary>The repository's tests: builds them and runs one project after the other.</summary>
internal sealed class TestSuite(Session session, string repository)
{
    // The unit tests first: they are quick, and what they find explains most of what the real binary then does wrong.
    private static readonly string[] Projects = ["Longhaul.Tests", "Longhaul.EndToEnd"];

    /// <summary>Runs the tests and gives the totals; a build or a project that breaks off counts as one failure.</summary>
    /// <param name="all">Also the slow ones: kills, soaks and benches.</param>
    /// <param name="limit">How long all of it may take.</param>
    public async Task<TestTotals> RunAsync(bool all, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, session.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var totals = TestTotals.None;
            foreach (var project in Projects)
                totals += await RunAsync(project, all, either.Token);
            return totals;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return Broken($"The tests did not end within {limit.TotalMinutes:0} minutes and were stopped.");
        }
    }

    private async Task<TestTotals> RunAsync(string project, bool all, CancellationToken cancellationToken)
    {
        session.Error.WriteLine($"Building {project} …");
        var build = await StartAsync("dotnet", ["build", Path.Combine("test", project), "-c", "Release", "-v", "quiet", "-nologo"], cancellationToken);
        if (build != 0)
            return Broken($"{project} doesn't build.");
        var report = Path.Combine(repository, "artifacts", "test", $"{project}.ctrf.json");
        Directory.CreateDirectory(Path.GetDirectoryName(report)!);
        File.Delete(report);
        session.Error.WriteLine($"Running {project} …");
        string[] selection = all ? [] : ["-trait-", "Speed=Slow"];
        var program = Path.Combine(repository, "artifacts", "bin", project, "release", project);
        var exit = await StartAsync(program, ["-noLogo", "-noColor", .. selection, "-result-ctrf", report], cancellationToken);
        if (TestTotals.Read(report) is not { } totals)
            return Broken($"{project} broke off with exit code {exit}.");
        // An error outside of any test (a fixture that can't be disposed of) shows in the exit code alone.
        return exit != 0 && totals.Failed == 0 ? totals + Broken($"{project} ended with exit code {exit} though no test failed.") : totals;
    }

    private TestTotals Broken(string message)
    {
        session.Error.WriteLine(message);
        return TestTotals.Failure(message);
    }

    private async Task<int> StartAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var output = PipeTarget.ToDelegate(session.Error.WriteLine);
        var result = await CliWrap.Cli.Wrap(program)
            .WithArguments(arguments)
            .WithWorkingDirectory(repository)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(output)
            .WithStandardErrorPipe(output)
            .ExecuteAsync(cancellationToken);
        return result.ExitCode;
    }
}
