using System.CommandLine;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Progress;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Cli.Commands;

/// <summary><c>longhaul show</c>: a run as it stands: settings, candidates, result.</summary>
internal sealed class ShowCommand(Session session) : RunNamingCommand(
    session, "show", "A run as it stands: what was asked, what was tried, what came of it.", "longhaul show penguins")
{
    protected override Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var folder = Folder(arguments);
        var result = RunHost.ResultOf(folder);
        if (!Json(arguments))
        {
            var run = RunOnDisk.Read(folder);
            Session.Out.WriteLine($"asked       {Asked(run)}");
            Session.Screen().Write(LiveScreen.Of(run.Live(Session.Clock.GetUtcNow()), notice: null, width: 160));
        }

        ResultText.Print(Session, result, Json(arguments));
        return Task.FromResult(0);
    }

    private static string Asked(RunOnDisk run)
    {
        var settings = run.Settings;
        string?[] parts =
        [
            settings.BudgetSeconds is { } seconds ? $"--budget {TimeText.AsTyped(TimeSpan.FromSeconds(seconds))}" : null,
            settings.Deadline is { } deadline ? $"--deadline {deadline:yyyy-MM-ddTHH:mmzzz}" : null,
            settings.MaxExperiments is { } experiments ? $"--max-experiments {experiments}" : null,
            settings.HasTeam ? $"--model {settings.Model}" : null,
            settings.Rubric is { } rubric ? $"--rubric {rubric}" : null,
            $"--seed {settings.Seed}",
            settings.Sandbox == "bwrap" ? null : $"--sandbox {settings.Sandbox}",
        ];
        return $"{settings.TaskSource ?? settings.Task} {string.Join(' ', parts.OfType<string>())}, {settings.Threads} threads, {run.Status}";
    }
}
