using System.CommandLine;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Output;
using Longhaul.Cli.Requests;
using Longhaul.Runs.Folder;

namespace Longhaul.Cli.Commands;

/// <summary><c>longhaul stop</c>: has the owner end the run; the best so far is its result.</summary>
internal sealed class StopCommand(Session session) : RunNamingCommand(
    session, "stop", "End a run now; the best so far is its result.", "longhaul stop penguins")
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var folder = Folder(arguments);
        var owned = RunLock.Owner(folder) is not null;
        var command = owned ? Commander.Leave(Session.Clock, folder, "stop") : null;
        if (owned)
            await UntilReleasedAsync(folder, cancellationToken);
        var stopped = RunLock.Owner(folder) is null;
        // What came too late for who worked then is not meant for who works next.
        if (stopped && command is not null)
            Inbox.Remove(folder, command);
        if (Json(arguments))
            CliJson.Print(Session, new StopResult(folder.Root, stopped), CliJson.Default.StopResult);
        else
            Session.Out.WriteLine(!owned ? $"Nobody works on {folder.Root}: there is nothing to stop."
                : stopped ? $"Stopped. The result: longhaul show {folder.Root}"
                : $"Asked to stop; it is still finishing{(RunSettings.Read(folder).Track == "paper" ? " (what is delivered is reproduced and judged; asked again, it leaves out what runs then)" : "")}. Watch it: longhaul attach {folder.Root}");
        return 0;
    }

    private async Task UntilReleasedAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        var asked = Session.Clock.GetTimestamp();
        while (RunLock.Owner(folder) is not null && Session.Clock.GetElapsedTime(asked) < Patience)
            await Task.Delay(Look, Session.Clock, cancellationToken);
    }
}

/// <summary>What <c>stop --json</c> prints.</summary>
internal sealed record StopResult(string Run, bool Stopped);
