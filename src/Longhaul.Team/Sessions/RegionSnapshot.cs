using Longhaul.Execution.Files;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Team.Roles;

namespace Longhaul.Team.Sessions;

/// <summary>A copy of a role's regions before a tool that may leave half of its work, to go back to when it is cut off (law 2).</summary>
internal static class RegionSnapshot
{
    private const string Complete = "complete";
    private static readonly Bytes Largest = Bytes.FromGiB(4);

    // The history of the code is the host's: no role's tool can have changed it.
    private const string History = ".git";

    /// <summary>Copies the regions; a copy that is there already stays.</summary>
    public static void Take(RunFolder run, Role role, string use)
    {
        var place = Place(run, use);
        if (File.Exists(Path.Combine(place, Complete)))
            return;
        if (Directory.Exists(place))
            Directory.Delete(place, recursive: true);
        foreach (var region in role.Writes.Where(region => Directory.Exists(Path.Combine(run.Workspace, region))))
            JobFiles.CopyFolder(Path.Combine(run.Workspace, region), Path.Combine(place, region), IsRoles);
        AtomicFile.Write(Path.Combine(place, Complete), "");
    }

    /// <summary>Why the role's regions can't be kept as they are, so that nobody could go back to them; null: they can.</summary>
    public static string? Fault(RunFolder run, Role role)
    {
        try
        {
            var files = role.Writes.Select(region => Path.Combine(run.Workspace, region))
                .SelectMany(folder => JobFiles.List(folder).Select(file => (Path: Path.Combine(folder, file.Path), file.Length))).ToList();
            var sum = files.Sum(file => file.Length.Value);
            return sum > Largest.Value ? $"it left {new Bytes(sum)} in your regions, which may hold {Largest}"
                : files.Find(file => !JobFiles.CanBeRead(file.Path)) is { Path: { } odd } ? $"it left a file that can't be read, or whose name is no text: {Printable.Line(Path.GetFileName(odd), 100)}"
                : null;
        }
        catch (UntrustedFileException problem)
        {
            return problem.Message;
        }
    }

    /// <summary>Puts the regions back. Done twice it changes nothing.</summary>
    public static void Restore(RunFolder run, Role role, string use)
    {
        var place = Place(run, use);
        if (!File.Exists(Path.Combine(place, Complete)))
            return;
        foreach (var region in role.Writes)
        {
            var target = Path.Combine(run.Workspace, region);
            FolderRemoval.Clear(target, History);
            if (Directory.Exists(Path.Combine(place, region)))
                JobFiles.CopyFolder(Path.Combine(place, region), target);
        }
    }

    private static bool IsRoles(string path) => path.Split('/')[0] != History;

    /// <summary>Removes the copy.</summary>
    public static void Forget(RunFolder run, string use)
    {
        if (Directory.Exists(Place(run, use)))
            FolderRemoval.Remove(Place(run, use));
    }

    private static string Place(RunFolder run, string use) => Path.Combine(run.Cache, "snapshots", use);
}
