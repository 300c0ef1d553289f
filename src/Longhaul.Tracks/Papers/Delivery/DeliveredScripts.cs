using Longhaul.Execution.Files;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Search.State;

namespace Longhaul.Tracks.Papers.Delivery;

/// <summary>Keeps what the host added to a run in the scripts that are delivered, so that the repository reproduces without Longhaul.</summary>
internal static class DeliveredScripts
{
    private static readonly Bytes LargestScript = Bytes.FromMiB(1);

    /// <summary>Brings them up to what the journal says; done twice it changes nothing.</summary>
    public static void Bring(string code, EnvironmentState state)
    {
        Bring(code, SetupScript.Name, text => SetupScript.With(text, state));
        Bring(code, ResourceScript.Name, text => ResourceScript.With(text, state));
    }

    private static void Bring(string code, string name, Func<string?, string?> with)
    {
        try
        {
            var path = Path.Combine(code, name);
            var text = Path.Exists(path) ? JobFiles.ReadText(code, name, LargestScript) : null;
            if (with(text) is not { } wanted || wanted == text)
                return;
            var mode = text is null ? (UnixFileMode?)null : File.GetUnixFileMode(path);
            AtomicFile.Write(path, wanted);
            if (mode is { } own)
                File.SetUnixFileMode(path, own);
        }
        catch (UntrustedFileException)
        {
            // A role put a link or a folder in the script's place; the rehearsal shows what is missing then.
        }
    }
}
