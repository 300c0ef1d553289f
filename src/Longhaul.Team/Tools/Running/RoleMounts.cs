using Longhaul.Execution.Sandbox;

namespace Longhaul.Team.Tools.Running;

/// <summary>What a role's command sees: the same paths as the file tools have, the workspace's folders and <c>data/</c> beside them.</summary>
internal static class RoleMounts
{
    /// <summary>The mounts.</summary>
    /// <param name="writes">Whether the role's regions are writable.</param>
    public static IReadOnlyList<Mount> Of(ToolScene scene, bool writes)
    {
        foreach (var region in scene.Role.Writes)
            Directory.CreateDirectory(Path.Combine(scene.Run.Workspace, region));
        List<Mount> mounts = [.. scene.Data];
        foreach (var entry in new DirectoryInfo(scene.Run.Workspace).EnumerateFileSystemInfos().Where(entry => entry.LinkTarget is null).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var writable = writes && scene.Role.Writes.Contains(entry.Name, StringComparer.Ordinal);
            mounts.Add(new Mount(entry.FullName, entry.Name, writable));
            // The history of the code is the host's.
            if (writable && Directory.Exists(Path.Combine(entry.FullName, ".git")))
                mounts.Add(new Mount(Path.Combine(entry.FullName, ".git"), $"{entry.Name}/.git"));
        }

        return mounts;
    }
}
