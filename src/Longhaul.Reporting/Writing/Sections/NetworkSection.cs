using System.Globalization;
using System.Text;
using Longhaul.Reporting.Markdown;
using Longhaul.Search.Events;

namespace Longhaul.Reporting.Writing.Sections;

/// <summary>What commands asked of the network and did not get: sources on the blacklist, hosts that the task doesn't grant.</summary>
internal static class NetworkSection
{
    public static string Write(RequestsRefused? refused)
    {
        if (refused is null)
            return "";
        var text = new StringBuilder("## What the network refused\n\n");
        // What the blacklist forbids first: that is what a reader must know.
        foreach (var request in refused.Requests.OrderBy(request => request.Entry is null))
        {
            text.Append(CultureInfo.InvariantCulture, $"- {MarkdownText.Code(request.Address)}{(request.Times > 1 ? $", {request.Times} times" : "")}: ")
                .Append(request.Entry is { } entry ? $"the blacklist names {MarkdownText.Code(entry)}\n" : "the task doesn't grant this host\n");
        }

        if (refused.More > 0)
            text.Append(CultureInfo.InvariantCulture, $"- and {refused.More} more: `network.jsonl`\n");
        return text.ToString();
    }
}
