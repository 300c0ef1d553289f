using Longhaul.Execution.Files;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Team.Permissions;
using Longhaul.Team.Roles;

namespace Longhaul.Team.Sessions;

/// <summary>A copy of a role's regions before a tool that may leave half of its work, to go back to when it is cut off (law 2).</summary>
internal static class RegionSnapshot
{
    private const string Complete = "complete";

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
        foreach (var region in Permission.WritableFolders(role).Where(region => Directory.Exists(Path.Combine(run.Workspace, region))))
            JobFiles.CopyFolder(Path.Combine(run.Workspace, region), Path.Combine(place, region), IsRoles);
        AtomicFile.Write(Path.Combine(place, Complete), "");
    }

    /// <summary>Puts the regions back. Done twice it changes nothing.</summary>
    public static void Restore(RunFolder run, Role role, string use)
    {
        var place = Place(run, use);
        if (!File.Exists(Path.Combine(place, Complete)))
            return;
        foreach (var region in Permission.WritableFolders(role))
        {
            var target = Path.Combine(run.Workspace, region);
            Empty(target);
            if (Directory.Exists(Path.Combine(place, region)))
                JobFiles.CopyFolder(Path.Combine(place, region), target);
        }
    }

    private static void Empty(string region)
    {
        foreach (var entry in Directory.Exists(region) ? new DirectoryInfo(region).GetFileSystemInfos() : [])
        {
            if (entry is DirectoryInfo { LinkTarget: null })
            {
                if (entry.Name != History)
                    FolderRemoval.Remove(entry.FullName);
            }
            else
            {
                entry.Delete();
            }
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
