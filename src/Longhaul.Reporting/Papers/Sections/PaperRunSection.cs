using System.Globalization;
using System.Text;
using Longhaul.Reporting.Markdown;
using Longhaul.Reporting.Writing.Sections;

namespace Longhaul.Reporting.Papers.Sections;

/// <summary>The conditions of the run, and the commands that check and use it.</summary>
internal static class PaperRunSection
{
    public static string Write(PaperReportInput input)
    {
        var (settings, state) = (input.Settings, input.State);
        var text = new StringBuilder("## The run\n\n| | |\n| --- | --- |\n");
        Row(text, "Asked", MarkdownText.Code(Asked(input)));
        Row(text, "Ended", MarkdownText.Quote(state.End?.Reason));
        Row(text, "Begun", settings.Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        Row(text, "Taken up again", "{{run:resumes}}");
        Row(text, "Sandbox", settings.Sandbox == "none" ? "**none**" : MarkdownText.Code(settings.Sandbox));
        Row(text, "Longhaul", MarkdownText.Code(settings.Version));
        text.Append(ProvenanceSection.HeadRow).Append(MarkdownText.Code(state.Head.Value)).Append(" |\n\n");
        return text.Append(MarkdownText.CodeBlock($"longhaul verify {settings.Run}\nlonghaul tree {settings.Run}\nlonghaul export {settings.Run}", "sh")).ToString();
    }

    private static string Asked(PaperReportInput input)
    {
        var settings = input.Settings;
        List<string> parts = [settings.TaskSource ?? settings.Task, "--model", settings.Model, Words.Budget(settings)];
        if (settings.MaxTokens is { } tokens)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"--max-tokens {tokens}"));
        if (settings.MaxCostUsd is { } cost)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"--max-cost {cost}"));
        parts.AddRange(settings.Ablate.Select(part => $"--ablate {part}"));
        if (settings.SkipReproduction)
            parts.Add("--skip-reproduction");
        if (settings.Rubric is { } rubric)
            parts.Add($"--rubric {rubric}");
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    private static void Row(StringBuilder text, string name, string value) => text.Append("| ").Append(name).Append(" | ").Append(value).Append(" |\n");
}
