using System.Text;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Search.State;

namespace Longhaul.Tracks.Environments;

/// <summary>Tells roles what was added: the last part of <c>analysis/environment.md</c>.</summary>
internal static class EnvironmentNotes
{
    private const string Heading = "\n## Added for this run by the host\n";

    /// <summary>Brings the file up to what the journal says; done twice it changes nothing.</summary>
    public static void Bring(RunFolder run, EnvironmentState state)
    {
        var path = SafePath.Below(run.Workspace, "analysis/environment.md", out _);
        if (path is null || !File.Exists(path))
            return;
        var text = File.ReadAllText(path);
        var told = With(text, state);
        if (told != text)
            AtomicFile.Write(path, told);
    }

    /// <summary>The text with the part: pure.</summary>
    public static string With(string text, EnvironmentState state)
    {
        var at = text.IndexOf(Heading, StringComparison.Ordinal);
        var told = new StringBuilder(at < 0 ? text : text[..at]);
        if (state.Installations.IsEmpty)
            return told.ToString();
        told.Append(Heading).Append('\n');
        foreach (var installed in state.Current)
            told.Append("- ").Append(installed.Manager).Append(": ").AppendJoin(", ", installed.Packages.Select(package => $"{package.Name} {package.Version}")).Append('\n');
        return told.ToString();
    }
}
