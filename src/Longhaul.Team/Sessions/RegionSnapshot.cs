using Longhaul.Execution.Files;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Search.Events;
using Longhaul.Team.Permissions;
using Longhaul.Team.Roles;

namespace Longhaul.Team.Sessions;

/// <summary>
/// A copy of a role's regions before a tool that may leave half of its work, to go back to when it is cut off (law 2). Where the regions are too large for
/// one with what the host fetched, fetched files are left out, since they can be fetched again: they stay where they are.
/// </summary>
/// <param name="downloads">What the host fetched for the run.</param>
internal sealed class RegionSnapshot(RunFolder run, Role role, IEnumerable<FileFetched> downloads)
{
    private const string Complete = "complete";
    private const string Aside = "aside";
    private const string Single = "single";
    private static readonly Bytes Largest = Bytes.FromGiB(4);

    // The history of the code is the host's: no role's tool can have changed it.
    private const string History = ".git";

    /// <summary>Copies the regions; a copy that is there already stays.</summary>
    /// <param name="only">The one file of the workspace that may change; null: all of the regions.</param>
    public void Take(string use, string? only = null)
    {
        var place = Place(use);
        if (File.Exists(Path.Combine(place, Complete)))
            return;
        if (Directory.Exists(place))
            Directory.Delete(place, recursive: true);
        if (string.IsNullOrEmpty(only))
            CopyRegions(place);
        else if (Permission.Locate(run, [], only, out _) is { } file && JobFiles.PlainLength(file) is not null)
            AtomicFile.Copy(file, Path.Combine(place, Single, only));
        AtomicFile.Write(Path.Combine(place, Complete), only ?? "");
    }

    private void CopyRegions(string place)
    {
        var left = Sum(Files()) > Largest.Value ? Fetched() : [];
        foreach (var region in role.Writes.Where(region => Directory.Exists(Path.Combine(run.Workspace, region))))
            Copy(Path.Combine(run.Workspace, region), Path.Combine(place, region), path => path.Split('/')[0] != History && !left.Contains($"{region}/{path}"));
    }

    /// <summary>Why the role's regions can't be kept as they are, so that nobody could go back to them; null: they can.</summary>
    public string? Fault()
    {
        try
        {
            var (files, fetched) = (Files(), Fetched());
            var sum = Sum(files.Where(file => !fetched.Contains(file.Path)));
            return sum > Largest.Value ? $"it left {new Bytes(sum)} in your regions, which may hold {Largest}"
                : files.Find(file => !JobFiles.CanBeRead(Path.Combine(run.Workspace, file.Path))) is { Path: { } odd } ? $"it left a file that can't be read, or whose name is no text: {Printable.Line(Path.GetFileName(odd), 100)}"
                : null;
        }
        catch (UntrustedFileException problem)
        {
            return problem.Message;
        }
    }

    /// <summary>Puts the regions back. Done twice it changes nothing.</summary>
    public void Restore(string use)
    {
        var place = Place(use);
        if (!File.Exists(Path.Combine(place, Complete)))
            return;
        if (File.ReadAllText(Path.Combine(place, Complete)) is { Length: > 0 } only)
            RestoreFile(Path.Combine(place, Single, only), only);
        else
            RestoreRegions(place);
    }

    private void RestoreFile(string copy, string path)
    {
        if (File.Exists(copy) && SafePath.Below(run.Workspace, path, out _) is { } place)
            AtomicFile.Copy(copy, place);
    }

    private void RestoreRegions(string place)
    {
        var aside = Path.Combine(place, Aside);
        foreach (var path in Fetched().Where(path => IsOwn(path) && !File.Exists(Path.Combine(place, path))))
            Move(Path.Combine(run.Workspace, path), Path.Combine(aside, path));
        foreach (var region in role.Writes)
        {
            var target = Path.Combine(run.Workspace, region);
            FolderRemoval.Clear(target, History);
            if (Directory.Exists(Path.Combine(place, region)))
                Copy(Path.Combine(place, region), target, _ => true);
        }

        foreach (var (path, _) in JobFiles.List(aside))
            Move(Path.Combine(aside, path), Path.Combine(run.Workspace, path));
    }

    /// <summary>Removes the copy.</summary>
    public void Forget(string use)
    {
        if (Directory.Exists(Place(use)))
            FolderRemoval.Remove(Place(use));
    }

    /// <summary>Fetched files that lie in their places at their length, by path below the workspace.</summary>
    private HashSet<string> Fetched()
    {
        var code = Path.GetRelativePath(run.Workspace, run.Code);
        return downloads.Where(file => SafePath.Below(run.Code, file.To, out _) is { } place && JobFiles.PlainLength(place)?.Value == file.Bytes)
            .Select(file => $"{code}/{file.To}").ToHashSet(StringComparer.Ordinal);
    }

    private List<(string Path, Bytes Length)> Files() =>
        [.. role.Writes.SelectMany(region => JobFiles.List(Path.Combine(run.Workspace, region)).Select(file => ($"{region}/{file.Path}", file.Length)))];

    private bool IsOwn(string path) => role.Writes.Any(region => path.StartsWith($"{region}/", StringComparison.Ordinal));

    private static long Sum(IEnumerable<(string Path, Bytes Length)> files) => files.Sum(file => file.Length.Value);

    // Links stay links to what they named, and are never followed.
    private static void Copy(string from, string to, Func<string, bool> keep)
    {
        foreach (var path in JobFiles.CopyFolder(from, to, keep).Where(keep))
        {
            if (new FileInfo(Path.Combine(from, path)).LinkTarget is not { } target)
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, path))!);
            File.CreateSymbolicLink(Path.Combine(to, path), target);
        }
    }

    private static void Move(string from, string to)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            if (!Path.Exists(to))
                File.Move(from, to);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Its folder has lost its rights, or something else has its name by now: it can be fetched again.
        }
    }

    private string Place(string use) => Path.Combine(run.Cache, "snapshots", use);
}
