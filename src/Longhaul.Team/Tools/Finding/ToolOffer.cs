using System.Text.RegularExpressions;
using Longhaul.Team.Roles;

namespace Longhaul.Team.Tools.Finding;

/// <summary>
/// Which tools a session is offered. With more than thirty, those of further servers that fit the brief best are offered, and the others are found by
/// <c>find_tool</c> and used by <c>use_tool</c> (S1-NexusAgent's way with many tools).
/// </summary>
public static partial class ToolOffer
{
    /// <summary>The most tools that are described in a prompt.</summary>
    public const int Most = 30;

    /// <summary>The tools, the role's own first.</summary>
    /// <param name="tools">All tools by name.</param>
    /// <param name="further">Names of those that come from servers: for every role but the one that leads.</param>
    /// <param name="intent">What the session is for.</param>
    public static IReadOnlyList<ITool> Of(Role role, IReadOnlyDictionary<string, ITool> tools, IReadOnlyList<string> further, string intent)
    {
        // What a role may use, a run need not have: the web, say.
        ITool[] own = [.. role.Tools.Where(name => tools.ContainsKey(name) && (name != "ask_role" || role.Calls.Count > 0)).Select(name => tools[name].For(role))];
        if (further.Count == 0 || role.Calls.Count > 3)
            return own;
        ITool[] others = [.. further.Select(name => tools[name])];
        if (own.Length + others.Length <= Most)
            return [.. own, .. others];
        return [.. own, tools[FindTool.ToolName], tools[UseTool.ToolName], .. Ranked(others, intent).Take(Most - own.Length - 2)];
    }

    /// <summary>The tools by how well they fit a text: words in common, rare ones counting more (BM25's inverse document frequency).</summary>
    public static IEnumerable<ITool> Ranked(IReadOnlyList<ITool> tools, string intent)
    {
        var wanted = Words(intent);
        var told = tools.Select(tool => Words($"{tool.Name.Replace('_', ' ').Replace('-', ' ')} {tool.Description}")).ToList();
        return tools.Select((tool, i) => (Tool: tool, Fit: wanted.Where(told[i].Contains).Sum(word => Math.Log(1 + ((tools.Count + 0.5) / (told.Count(words => words.Contains(word)) + 0.5))))))
            .OrderByDescending(pair => pair.Fit).ThenBy(pair => pair.Tool.Name, StringComparer.Ordinal).Select(pair => pair.Tool);
    }

    private static HashSet<string> Words(string text) => [.. Word().Matches(text).Select(match => match.Value.ToLowerInvariant())];

    [GeneratedRegex(@"[\p{L}\d]{3,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Word();
}
