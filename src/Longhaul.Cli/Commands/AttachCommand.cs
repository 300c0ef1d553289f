using System.CommandLine;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Progress;
using Longhaul.Runs.Folder;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Cli.Commands;

/// <summary><c>longhaul attach</c>: shows a run that another process works on, until it ends. Leaving it leaves it running.</summary>
internal sealed class AttachCommand(Session session) : RunNamingCommand(
    session, "attach", "Watch a run that works in the background; leaving leaves it running.", "longhaul attach penguins")
{
    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var folder = Folder(arguments);
        var json = Json(arguments);
        bool ended;
        try
        {
            ended = await new RunShow(Session, json) { Finishes = false }.WatchAsync(progress => new RunWatch(Session.Clock).UntilEndAsync(folder, progress, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            Session.Error.WriteLine($"Left; process {RunLock.Owner(folder)} goes on with {folder.Root}");
            return 0;
        }

        if (!ended)
            Session.Error.WriteLine($"Nobody works on it any more. Go on with: longhaul resume {folder.Root}");
        var result = RunHost.ResultOf(folder);
        ResultText.Print(Session, result, json);
        return result.ExitCode;
    }
}
