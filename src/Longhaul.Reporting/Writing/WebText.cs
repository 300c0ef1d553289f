using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Longhaul.Reporting.Markdown;
using Longhaul.Runs.Folder;
using Longhaul.Search.Events;
using Longhaul.Search.State;

namespace Longhaul.Reporting.Writing;

/// <summary>What a report says of roles and the web.</summary>
internal static class WebText
{
    private const int Listed = 30;

    /// <summary>A section's text without its heading; empty where the web was neither allowed for all nor used.</summary>
    public static string Of(WebAccount web, RunSettings settings)
    {
        if (!settings.Web && web.Searches.Count == 0 && web.Pages.Count == 0 && web.Forbidden.Count == 0)
            return "";
        var text = new StringBuilder(settings.Web ? "Roles could search the web and read any public page (`--web`). " : "Roles could search the web, and read pages of the hosts that the task grants. ");
        text.Append(CultureInfo.InvariantCulture, $"Searches: {Counts(web.Searches)}. Pages read: {Counts(web.Pages)}.\n");
        if (web.Forbidden.Count == 0)
            return text.ToString();
        text.Append(CultureInfo.InvariantCulture, $"\nBlacklisted attempts: {web.Forbidden.Count - Results(web)}; results of searches that were withheld by the blacklist: {web.Withheld}.\n\n");
        foreach (var (use, kind, entry) in web.Forbidden.Take(Listed))
            text.Append(CultureInfo.InvariantCulture, $"- {use}: {Words(kind)} {MarkdownText.Code(entry)}\n");
        if (web.Forbidden.Count > Listed)
            text.Append(CultureInfo.InvariantCulture, $"- and {web.Forbidden.Count - Listed} more: `network.jsonl`\n");
        return text.ToString();
    }

    private static int Results(WebAccount web) => web.Forbidden.Count(attempt => attempt.Kind == WebContactKind.Result);

    private static string Counts(ImmutableSortedDictionary<string, int> hosts) => hosts.Count == 0 ? "none"
        : string.Join(", ", hosts.Take(Listed).Select(host => string.Create(CultureInfo.InvariantCulture, $"{host.Value} ({MarkdownText.Code(host.Key)})")))
            + (hosts.Count > Listed ? string.Create(CultureInfo.InvariantCulture, $", and of {hosts.Count - Listed} hosts more") : "");

    private static string Words(WebContactKind kind) => kind switch
    {
        WebContactKind.Search => "looked for",
        WebContactKind.Page => "wanted to read",
        _ => "found",
    };
}
