using System.Globalization;
using System.Text;
using Longhaul.Reporting.Markdown;
using Longhaul.Runs;

namespace Longhaul.Reporting.Papers.Sections;

/// <summary>What commands asked of the network, by host.</summary>
internal static class HostsSection
{
    public static string Write(IReadOnlyList<AskedOfNetwork> requests)
    {
        if (requests.Count == 0)
            return "";
        var text = new StringBuilder("## Network\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{requests.Count} requests through the host's proxy, each a line of `report/network.jsonl`.\n\n| host | requests | refused | received |\n| --- | --- | --- | --- |\n");
        foreach (var host in requests.GroupBy(request => request.Host, StringComparer.OrdinalIgnoreCase).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"| {MarkdownText.Code(host.Key, 120)} | {host.Count()} | {host.Count(request => request.Verdict != "Allowed")} | `{new Bytes(host.Sum(request => request.Received))}` |\n");
        return text.ToString();
    }
}
