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
        if (added.Installations.IsEmpty)
            return "";
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"\n## Packages that were added\n\nInstalled by the host during the run. An experiment names what it saw by a hash: at the end `{added.Hash![..12]}`.\n\n| manager | package | version | archive |\n| --- | --- | --- | --- |\n");
        foreach (var installed in added.Current)
        {
            foreach (var package in installed.Packages)
                text.Append(CultureInfo.InvariantCulture, $"| {installed.Manager} | {MarkdownText.Quote(package.Name, 100)} | {MarkdownText.Code(package.Version)} | {MarkdownText.Code(package.Hash[..Math.Min(ShownOfHash, package.Hash.Length)])} |\n");
        }

        return text.ToString();
    }
}
