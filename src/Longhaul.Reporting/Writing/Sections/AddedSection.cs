using System.Globalization;
using System.Text;
using Longhaul.Reporting.Markdown;
using Longhaul.Search.State;

namespace Longhaul.Reporting.Writing.Sections;

/// <summary>What the host added to the run while it worked.</summary>
internal static class AddedSection
{
    private const int ShownOfHash = 19; // sha256: and twelve digits

    /// <summary>The section; empty where nothing was added.</summary>
    public static string Write(EnvironmentState added)
    {
        var text = new StringBuilder();
        if (!added.Installations.IsEmpty)
            Packages(text, added);
        if (!added.Files.IsEmpty)
            Files(text, added);
        return text.ToString();
    }

    private static void Packages(StringBuilder text, EnvironmentState added)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## Packages that were added\n\nInstalled by the host during the run. An experiment names what it saw by a hash: at the end `{added.Hash![..12]}`.\n\n| manager | package | version | archive |\n| --- | --- | --- | --- |\n");
        foreach (var installed in added.Current)
        {
            foreach (var package in installed.Packages)
                text.Append(CultureInfo.InvariantCulture, $"| {installed.Manager} | {MarkdownText.Quote(package.Name, 100)} | {MarkdownText.Code(package.Version)} | {MarkdownText.Code(package.Hash[..Math.Min(ShownOfHash, package.Hash.Length)])} |\n");
        }
    }

    private static void Files(StringBuilder text, EnvironmentState added)
    {
        text.Append("\n## Files that were fetched\n\nBy the host, as far as the task grants hosts. Where a host wanted a token, `reproduce.sh` was given the file here, and reads the token from the environment elsewhere.\n\n| file | bytes | sha256 | from | token |\n| --- | --- | --- | --- | --- |\n");
        foreach (var file in added.Files.Values)
            text.Append(CultureInfo.InvariantCulture, $"| {MarkdownText.Code(file.To)} | {file.Bytes} | `{file.Sha256[..12]}` | {MarkdownText.Code(file.Url)} | {(file.TokenVariable is { } variable ? MarkdownText.Code("$" + variable) : "")} |\n");
    }
}
