using System.Globalization;
using Longhaul.Runs.Folder;

namespace Longhaul.Cli.Requests;

/// <summary>Leaves commands for a run's owner.</summary>
internal static class Commander
{
    /// <summary>Leaves a command under an id that sorts by time and that no other process gives.</summary>
    /// <returns>What was left.</returns>
    public static InboxCommand Leave(TimeProvider clock, RunFolder folder, string what, string? value = null)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow():yyyyMMdd-HHmmss-fff}-{Environment.ProcessId}");
        var command = new InboxCommand(id, what, Environment.UserName, value);
        Inbox.Leave(folder, command);
        return command;
    }
}
