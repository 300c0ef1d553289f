using System.Globalization;
using System.Text;
using Longhaul.Reporting.Figures;
using Longhaul.Reporting.Markdown;

namespace Longhaul.Reporting.Papers.Sections;

/// <summary>What the paper claims, what was reproduced of it and by which experiment, and every deviation.</summary>
internal static class ClaimsSection
{
    private const int Listed = 60;

    public static string Write(PaperReportInput input)
    {
        var text = new StringBuilder("## Claims\n\n");
        if (input.Claims.Count == 0)
            return text.Append("The readers left no inventory of claims.\n").ToString();
        text.Append("Each claim, target value, baseline and variant of the paper. Our values stand in the evidence of the experiment beside them; the same list is `report/final_self_check.md`.\n\n");
        text.Append("| id | what | status | shown by | paper | ours | gap |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        // What is not as the paper has it is always there.
        var listed = input.Claims.Where((claim, at) => at < Listed || claim.Status != "reproduced").ToList();
        foreach (var claim in listed)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {MarkdownText.Quote(claim.Id, 40)} | {MarkdownText.Quote(claim.What, 200)} | {MarkdownText.Quote(claim.Status.Replace('_', ' '))} | {claim.Experiment ?? "–"} | ")
                .Append(CultureInfo.InvariantCulture, $"{Number(claim.Paper)} | {Number(claim.Ours)} | {(claim.Gap is { } gap ? $"`{gap:+0.0 %;-0.0 %;0 %}`" : "–")} |\n");
        }

        if (input.Claims.Count > listed.Count)
            text.Append(CultureInfo.InvariantCulture, $"\n{input.Claims.Count - listed.Count} more, all reproduced: `report/final_self_check.md`.\n");
        Remarks(text, "Deviations from the paper", [.. input.Claims.Where(claim => claim.Deviation.Length > 0).Select(claim => (claim, claim.Deviation))]);
        Remarks(text, "Remarks", [.. listed.Where(claim => claim.Note.Length > 0).Select(claim => (claim, claim.Note))]);
        return text.ToString();
    }

    private static void Remarks(StringBuilder text, string title, List<(CheckedClaim Claim, string Text)> remarks)
    {
        if (remarks.Count == 0)
            return;
        text.Append($"\n### {title}\n\n");
        foreach (var (claim, remark) in remarks)
            text.Append(CultureInfo.InvariantCulture, $"- {MarkdownText.Quote(claim.Id, 40)}{(claim.Experiment is { } experiment ? $" ({experiment})" : "")}: {MarkdownText.Quote(remark, 500)}\n");
    }

    private static string Number(double? value) => value is { } number ? $"`{WrittenNumber.Of(number)}`" : "–";
}
