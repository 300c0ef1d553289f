using System.Globalization;
using System.Text;
using Longhaul.Reporting.Markdown;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Search.State;

namespace Longhaul.Reporting.Writing.Sections;

/// <summary>The language models that worked on the run: what they used, what their prompts held, what was refused, and what their leader says.</summary>
internal static class TeamSection
{
    private const int Listed = 50;

    public static string Write(ReportContext context) => Write(context.Folder, context.Settings, context.State);

    /// <summary>The same, of a run of any track.</summary>
    public static string Write(RunFolder folder, RunSettings settings, RunState state)
    {
        var team = state.Team;
        if (team.Order.Count == 0)
            return "";
        var text = new StringBuilder("## The team\n\n");
        text.Append(CultureInfo.InvariantCulture, $"The language model {MarkdownText.Code(settings.Model)} worked in {team.Order.Count} sessions: {{{{run:tokens}}}} tokens, {{{{run:cached_tokens}}}} of them from the provider's cache; {{{{run:cost}}}} US dollars.");
        text.Append(team.UnpricedCalls > 0 ? " The price of some calls isn't known.\n" : "\n");
        if (settings.Ablate.Count > 0)
            text.Append($"\nSwitched off, to see what it is worth: {string.Join(", ", settings.Ablate)}.\n");
        if (Summary(folder, state) is { Length: > 0 } summary)
            text.Append("\nIts leader says (figures that no experiment has are in `code`):\n\n").Append(summary).Append('\n');
        Roles(text, team);
        Prompts(text, team);
        Refused(text, team);
        Said(text, team);
        if (WebText.Of(team.Web, settings) is { Length: > 0 } web)
            text.Append('\n').Append(web);
        return text.ToString();
    }

    private static string Summary(RunFolder folder, RunState state)
    {
        if (state.Team.Sessions.Values.FirstOrDefault(session => session is { Started.By: null, Ended: not null }) is not { Ended: { } ended })
            return "";
        var stored = new ContentStore(folder.Objects).PathOf(new ContentHash(ended.Summary));
        return File.Exists(stored)
            ? string.Join('\n', File.ReadAllText(stored).Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(40).Select(line => $"- {ClaimText.Of(line.TrimStart('-', '*', '#', ' '), state)}"))
            : "";
    }

    private static void Roles(StringBuilder text, TeamState team)
    {
        text.Append("\n| role | sessions | model calls | input tokens | output tokens | US dollars | ended without finishing |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var role in team.Sessions.Values.GroupBy(session => session.Started.Role, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {MarkdownText.Quote(role.Key)} | {role.Count()} | {role.Sum(session => session.Calls)} | {role.Sum(session => session.Spent.Input)} | ");
            text.Append(CultureInfo.InvariantCulture, $"{role.Sum(session => session.Spent.Output)} | {(role.Sum(session => session.Spent.Unpriced) < role.Sum(session => session.Calls) ? $"`{role.Sum(session => session.Spent.CostUsd):0.0000}`" : "not known")} | {role.Count(session => session.Ended is { Outcome: not "finished" })} |\n");
        }
    }

    private static void Prompts(StringBuilder text, TeamState team)
    {
        var prompts = team.Prompts;
        if (prompts.Calls == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"\nThe largest prompt had {{{{run:largest_prompt}}}} tokens, the largest of the first fifty {{{{run:largest_early_prompt}}}}. A context was built anew from files {prompts.Rebuilt} times. What prompts held:\n\n");
        text.Append("| part | tokens in a prompt | at most |\n| --- | --- | --- |\n");
        foreach (var (part, (sum, most)) in prompts.Parts.OrderByDescending(part => part.Value.Sum))
            text.Append(CultureInfo.InvariantCulture, $"| {part} | {sum / prompts.Calls} | {most} |\n");
    }

    private static void Refused(StringBuilder text, TeamState team)
    {
        var outcomes = team.Sessions.Values.SelectMany(session => session.Outcomes).GroupBy(outcome => outcome.Key, outcome => outcome.Value, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} {group.Sum()}").ToList();
        if (outcomes.Count > 0)
            text.Append($"\nUses of tools, by how they ended: {string.Join(", ", outcomes)}.\n");
        if (team.Refused.Count == 0)
            return;
        text.Append("\nWhat roles tried and may not do:\n\n");
        foreach (var (use, what) in team.Refused.Take(Listed))
            text.Append($"- {use}: {MarkdownText.Quote(what)}\n");
        if (team.Refused.Count > Listed)
            text.Append(CultureInfo.InvariantCulture, $"- and {team.Refused.Count - Listed} more: `longhaul log`\n");
    }

    private static void Said(StringBuilder text, TeamState team)
    {
        foreach (var question in team.Questions)
            text.Append($"\nA role asked: {MarkdownText.Quote(question.Text)} The answer: {(question.Answer is { } answer ? MarkdownText.Quote(answer) : "none came")}.\n");
        foreach (var advice in team.Advice)
            text.Append($"\nThe person advised: {MarkdownText.Quote(advice)}\n");
    }
}
