using Longhaul.Execution.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;

namespace Longhaul.Tracks.Mle;

/// <summary>Code to start from: what a person names (<c>--files</c>), else <c>code/</c> of the package, in <c>workspace/code/starter/</c> before anybody works.</summary>
internal static class StarterCode
{
    /// <summary>Its place below the workspace.</summary>
    public const string Place = "code/starter";

    /// <summary>Copies it, where there is any; links and what is no plain file stay out. What an attempt that was cut short has left goes first.</summary>
    /// <exception cref="UntrustedFileException">A folder in it can't be read, or lies too deep.</exception>
    public static void Copy(RunFolder run, RunSettings settings, TaskPackage task)
    {
        var own = task.Folder == task.PublicFolder ? null : Path.Combine(task.Folder, "code");
        if ((settings.Files ?? own) is not { } source || !Directory.Exists(source))
            return;
        var place = Path.Combine(run.Workspace, Place);
        if (Directory.Exists(place))
            Directory.Delete(place, recursive: true);
        JobFiles.CopyFolder(source, place, path => path.Split('/')[0] != ".git");
    }

    /// <summary>Whether the run has some.</summary>
    public static bool IsIn(RunFolder run) => Directory.Exists(Path.Combine(run.Workspace, Place));
}
