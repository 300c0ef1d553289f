using System.Text;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Workspace;
using Longhaul.Team.Roles;

namespace Longhaul.Team.Permissions;

/// <summary>
/// What a role may do with a path of the workspace. The same table makes the mounts of its sandbox, so that a shell can do no more than the
/// file tools.
/// </summary>
public static class Permission
{
    private const int LongestPath = 1000;

    // A file is written beside its place first, under a longer name.
    private const int LongestName = 200;

    /// <summary>Whether the role may use the path so; else why not, in words that say what it may.</summary>
    public static bool Allows(Role role, string path, FileUse use, out string reason)
    {
        reason = "";
        var clean = Clean(path);
        if (use == FileUse.Read)
            return true;
        if (use == FileUse.Append && role.Appends.Contains(clean, StringComparer.Ordinal))
            return true;
        if (use == FileUse.Append && Regions.All.Any(region => region.Mode == RegionMode.AppendOnly && region.Path == clean))
        {
            reason = $"{clean} is another role's log. You may append to: {List(role.Appends)}.";
            return false;
        }

        if (clean.Split('/').Contains(".git", StringComparer.OrdinalIgnoreCase))
        {
            reason = $"{clean}: the history of the code is the host's; it commits each candidate.";
            return false;
        }

        if (clean == role.Notes || role.Writes.Any(region => clean.StartsWith(region + "/", StringComparison.Ordinal)))
            return true;
        reason = role.Appends.Contains(clean, StringComparer.Ordinal)
            ? $"{clean} is append-only: use the tool append."
            : $"{clean} is not yours to write. You may write below: {List([.. role.Writes.Select(region => region + "/"), role.Notes])}.";
        return false;
    }

    /// <summary>The absolute path of what the role names, or null with a reason: it leads out, or through a link.</summary>
    /// <param name="data">What a sandbox would see below <c>data/</c>: the file tools see the same.</param>
    public static string? Locate(RunFolder run, IReadOnlyList<Mount> data, string path, out string problem)
    {
        var clean = Clean(path);
        problem = "";
        if (clean is "" or ".")
            return run.Workspace;
        if (clean.Length > LongestPath || clean.Split('/').Any(part => Encoding.UTF8.GetByteCount(part) > LongestName))
        {
            problem = $"a path may have {LongestPath} characters, and each of its parts {LongestName} bytes";
            return null;
        }

        var mount = data.Where(place => clean == place.Target || clean.StartsWith(place.Target + "/", StringComparison.Ordinal)).MaxBy(place => place.Target.Length);
        if (mount is null)
            return SafePath.Below(run.Workspace, clean, out problem);
        var inside = clean[mount.Target.Length..].TrimStart('/');
        return inside.Length == 0 ? mount.Source : SafePath.Below(mount.Source, inside, out problem);
    }

    /// <summary>The path as the workspace names it: <c>./code//a.py</c> and <c>workspace/code/a.py</c> are <c>code/a.py</c>.</summary>
    public static string Clean(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToList();
        if (parts is ["workspace", ..])
            parts.RemoveAt(0);
        return (path.StartsWith('/') ? "/" : "") + string.Join('/', parts);
    }

    private static string List(IReadOnlyList<string> paths) => paths.Count == 0 ? "nothing" : string.Join(", ", paths);
}

/// <summary>What is done with a file.</summary>
public enum FileUse
{
    Read,
    Write,
    Append,
}
