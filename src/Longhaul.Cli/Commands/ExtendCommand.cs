using System.CommandLine;
using System.Globalization;
using Longhaul.Cli.Arguments;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Output;
using Longhaul.Cli.Progress;
using Longhaul.Cli.Requests;
using Longhaul.Runs;
using Longhaul.Runs.Folder;

namespace Longhaul.Cli.Commands;

/// <summary><c>longhaul extend</c>: gives a run more working time; for one that nobody works on, the next resume takes it.</summary>
internal sealed class ExtendCommand : RunNamingCommand
{
    private readonly Option<TimeSpan?> _budget = DurationOption.Create("--budget", "Working time to add: 90s, 30m, 1h30m.");

    public ExtendCommand(Session session)
        : base(session, "extend", "Give a run more working time.", "longhaul extend penguins --budget 30m")
    {
        _budget.Required = true;
        Add(_budget);
    }

    protected override Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var folder = Folder(arguments);
        var more = arguments.GetRequiredValue(_budget)!.Value;
        var settings = RunSettings.Read(folder);
        if (settings.BudgetSeconds is null)
            throw new UserErrorException($"{folder.Root}: this run has no limit of working time, so there is none to extend.");
        if (settings.Deadline is { } deadline && deadline <= Session.Clock.GetUtcNow())
            throw new UserErrorException($"{folder.Root}: this run's deadline, {deadline:yyyy-MM-ddTHH:mmzzz}, has passed, so more working time would be of no use. Start another with --like {folder.Id}.");
        if (File.Exists(folder.Grade))
            throw new UserErrorException($"{folder.Root}: this run was graded, and no research may follow a grade. Start another with --like {folder.Id}.");
        Commander.Leave(Session.Clock, folder, "extend", more.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        var owner = RunLock.Owner(folder);
        if (Json(arguments))
            CliJson.Print(Session, new ExtendResult(folder.Root, more.TotalSeconds, owner), CliJson.Default.ExtendResult);
        else
            Session.Out.WriteLine(owner is { } process
                ? $"{TimeText.AsTyped(more)} more, told process {process}."
                : $"{TimeText.AsTyped(more)} more, used when it goes on: longhaul resume {folder.Root}");
        return Task.FromResult(0);
    }
}

/// <summary>What <c>extend --json</c> prints; the owner is null where nobody works on the run.</summary>
internal sealed record ExtendResult(string Run, double AddedS, int? Owner);
