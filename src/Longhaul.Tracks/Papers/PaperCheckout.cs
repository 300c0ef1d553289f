using Longhaul.Execution.Files;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs.Folder;

namespace Longhaul.Tracks.Papers;

/// <summary>The code of a paper's run at a commit, aside from the run, as an experiment saw it.</summary>
internal static class PaperCheckout
{
    /// <summary>Clones it; environments and downloads, which git ignores, are seen where they lie.</summary>
    /// <param name="folder">A folder that isn't there yet.</param>
    /// <returns>What a sandbox mounts: <c>code/</c>, writable, and <c>data/</c>.</returns>
    /// <exception cref="Runs.UserErrorException">The repository can't be opened at that commit.</exception>
    public static IReadOnlyList<Mount> Make(RunFolder run, string commit, string folder)
    {
        using (var repository = PaperHistory.Open(run, commit))
            repository.CloneTo(folder);
        FolderRemoval.Remove(Path.Combine(folder, ".git"));
        var ignored = new DirectoryInfo(run.Code).EnumerateDirectories()
            .Where(top => top.LinkTarget is null && top.Name != ".git" && !Path.Exists(Path.Combine(folder, top.Name)))
            .Select(top => top.Name).Order(StringComparer.Ordinal).ToList();
        return
        [
            new Mount(folder, "code", Writable: true),
            .. ignored.Select(name => new Mount(Path.Combine(run.Code, name), $"code/{name}")),
            new Mount(Path.Combine(run.Task, "public"), "data"),
        ];
    }
}
