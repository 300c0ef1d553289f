using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Team.Tools;

namespace Longhaul.Team.Sessions;

/// <summary>Long results of tools, kept whole as files that roles can read: prompts hold a cut of them.</summary>
public static class WholeResults
{
    private const int Long = 1_000;

    /// <summary>Where a use's result stands in the workspace, if it was kept.</summary>
    public static string PathOf(string use) => $"log/tools/{use}.txt";

    /// <summary>Where the whole of a use's result can be read; null where it can't but by using the tool again.</summary>
    public static string? Find(RunFolder run, string use) => File.Exists(Path.Combine(run.Workspace, PathOf(use))) ? PathOf(use) : null;

    /// <summary>Keeps a long result. Done twice it changes nothing.</summary>
    public static void Keep(RunFolder run, ITool tool, string use, ToolResult result)
    {
        var whole = result.Whole ?? result.Text;
        if (!tool.IsReading && whole.Length > Long)
            AtomicFile.Write(Path.Combine(run.Workspace, PathOf(use)), whole);
    }
}
