using System.CommandLine;
using Longhaul.Cli.Arguments;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Output;
using Longhaul.Execution.Files;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Spectre.Console;

namespace Longhaul.Cli.Commands;

/// <summary><c>longhaul clean</c>: removes what can be made again from runs nobody works on, and with <c>--older</c> whole runs.</summary>
internal sealed class CleanCommand : LonghaulCommand
{
    private readonly Option<string> _runs = CommonOptions.Runs();
    private readonly Option<TimeSpan?> _older = DurationOption.Create("--older", "Also remove whole runs that are older than this: 30d.");
    private readonly Option<bool> _yes = CommonOptions.Yes();
    private readonly Option<bool> _json = CommonOptions.Json();

    public CleanCommand(Session session)
        : base(session, "clean", "Make room: caches of runs, and with --older whole runs.", "longhaul clean --older 30d")
    {
        foreach (var option in (Option[])[_runs, _older, _yes, _json])
            Add(option);
    }

    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var found = Removable(arguments.GetRequiredValue(_runs), arguments.GetValue(_older)).ToList();
        foreach (var folder in found)
            Session.Error.WriteLine(folder.Path);
        if (found.Count > 0 && !arguments.GetValue(_yes) && !await ConfirmedAsync(found.Count, SizeOf(found), cancellationToken))
            found = [];
        var removed = found.Where(IsRemoved).ToList();
        var freed = SizeOf(removed);
        if (arguments.GetValue(_json))
            CliJson.Print(Session, new CleanResult([.. removed.Select(folder => folder.Path)], freed.Value), CliJson.Default.CleanResult);
        else
            Session.Out.WriteLine(removed.Count == 0 ? "Nothing was removed." : $"{removed.Count} folders removed, {freed} freed.");
        return removed.Count == found.Count ? 0 : 1;
    }

    /// <summary>Removes a folder; where it can't be, says why.</summary>
    private bool IsRemoved(Found folder)
    {
        // Someone may have taken the run up while a person was asked.
        if (RunLock.Owner(folder.Run) is { } process)
        {
            Session.Error.WriteLine($"{folder.Path}: stays, as process {process} works on the run now.");
            return false;
        }

        try
        {
            // What a link leads to is not ours.
            if (new DirectoryInfo(folder.Path).LinkTarget is not null)
                Directory.Delete(folder.Path);
            else
                FolderRemoval.Remove(folder.Path);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Session.Error.WriteLine($"{folder.Path}: can't be removed: {problem.Message}");
            return false;
        }
    }

    private IEnumerable<Found> Removable(string runs, TimeSpan? older)
    {
        foreach (var run in RunArgument.Below(runs).Where(run => RunLock.Owner(run) is null))
        {
            if (older is { } age && Session.Clock.GetUtcNow() - File.GetLastWriteTimeUtc(run.Journal) > age)
                yield return new Found(run, run.Root, Size(run.Root));
            else if (Directory.Exists(run.Cache))
                yield return new Found(run, run.Cache, Size(run.Cache));
        }
    }

    private async Task<bool> ConfirmedAsync(int count, Bytes size, CancellationToken cancellationToken)
    {
        if (!Session.Interactive)
            throw new UserErrorException($"{count} folders ({size}) would be removed: add --yes to do it.");
        return await Session.Screen(json: true).ConfirmAsync($"Remove these {count} folders ({size})?", defaultValue: false, cancellationToken);
    }

    private static Bytes SizeOf(IEnumerable<Found> folders) => new(folders.Sum(folder => folder.Size));

    private static long Size(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Sum(file => file.Length);

    /// <summary>A folder to remove, of a run.</summary>
    private sealed record Found(RunFolder Run, string Path, long Size);
}

/// <summary>What <c>clean --json</c> prints.</summary>
internal sealed record CleanResult(IReadOnlyList<string> Removed, long FreedBytes);
