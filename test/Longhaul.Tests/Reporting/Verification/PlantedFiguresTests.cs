using System.Globalization;
using System.Text.RegularExpressions;

namespace Longhaul.Tests.Reporting.Verification;

/// <summary>Figures that somebody altered or invented in what a run reports, and made the journal's hashes right again: each is found where it stands.</summary>
public sealed partial class PlantedFiguresTests(HonestRunFixture competition, HonestPaperFixture paper) : IClassFixture<HonestRunFixture>, IClassFixture<HonestPaperFixture>
{
    private const int Planted = 20;

    /// <summary>File, what stands there, what is planted, and where it is found if not in that file.</summary>
    public static TheoryData<string, string, string> OfPapers => new()
    {
        { "report/report.md", "## Claims\n", "## Claims\n\nThe sum is off by 0.02 % only.\n" },
        { "report/report.md", "| Result Analysis | `50.0 %` | `0` |", "| Result Analysis | `50.0 %` | `1` |" },
        { "report/report.source.md", "Replication score `0.5000`", "Replication score `0.9000`" },
        { "report/final_self_check.md", "| C1 | sum | reproduced | e1 | 5050 | 5050 |", "| C1 | sum | reproduced | e1 | 5050 | 5049.9 |" },
        { "report/final_self_check.md", "| C2 | mean | partly | e1 | 50 | 50.5 | +1.0 %", "| C2 | mean | partly | e1 | 50 | 50.5 | +0.1 %" },
        { "report/final_self_check.md", "| C3 | it scales | unsupported | – |", "| C3 | it scales | reproduced | e1 |" },
        { "report/final_self_check.md", "- unsupported: 1", "- unsupported: 0" },
        { "report/final_self_check.md", "| C4 | product | not attempted | – | 7.25 | – |", "| C4 | product | reproduced | e1 | 7.25 | 7.2 |" },
        { "report/final_self_check.json", "\"ours\": 50.5", "\"ours\": 50.1" },
        { "report/final_self_check.json", "\"paper\": 7.25", "\"paper\": 7.5" },
        { "report/final_self_check.json", "\"status\": \"unsupported\"", "\"status\": \"reproduced\"" },
        { "report/graded_tree.json", "\"score\": 0.5", "\"score\": 0.9" },
        { "report/graded_tree.json", "\"explanation\": \"The table is missing.\"", "\"explanation\": \"The table says 5050.\"" },
        { "grade.json", "\"score\": 0.5", "\"score\": 0.9" },
        { "grade.json", "\"code_dev_score\": 1", "\"code_dev_score\": 0.7" },
    };

    [Fact]
    public async Task An_honest_reproduction_has_no_finding()
    {
        using var run = paper.Copy();

        (await run.Verify()).Findings.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(OfPapers))]
    public async Task A_figure_planted_in_a_reproduction_is_found_where_it_stands(string file, string from, string to)
    {
        using var run = paper.Copy();
        File.ReadAllText(run.At(file)).ShouldContain(from);
        var line = File.ReadAllText(run.At(file)).Split(from)[0].Count(c => c == '\n') + 1;

        Forgery.AlterWithHash(run.Folder.Journal, run.At(file), text => text.Replace(from, to, StringComparison.Ordinal));

        // An invented line is found where it begins.
        string[] places = [.. Enumerable.Range(line, 3).Select(at => string.Create(CultureInfo.InvariantCulture, $"{file}:{at}"))];
        (await run.Verify()).Findings.ShouldContain(finding => places.Contains(finding.File));
    }

    [Fact]
    public async Task Evidence_that_was_altered_no_longer_holds_the_claim()
    {
        using var run = paper.Copy();

        Forgery.AlterWithHash(run.Folder.Journal, run.At("workspace/experiments/e1/log.txt"), text => text.Replace("50.5", "50.1", StringComparison.Ordinal));

        (await run.Verify()).Findings.ShouldContain(finding => finding.File.StartsWith("report/final_self_check.md:"));
    }

    [Fact]
    public async Task A_verdict_that_was_altered_does_not_make_the_grade()
    {
        using var run = paper.Copy();

        Forgery.Rewrite(run.Folder.Journal, line => line.Replace("\"leaf\":\"result\",\"score\":0", "\"leaf\":\"result\",\"score\":1", StringComparison.Ordinal));

        (await run.Verify()).Findings.ShouldContain(finding => finding.Problem.Contains("the verdicts sum up to 1"));
    }

    [Theory]
    [InlineData("report/report.md", "## Result")]
    [InlineData("report/report.html", "<main")]
    public async Task Twenty_figures_altered_in_a_competitions_report_are_found_each(string file, string beginning)
    {
        using var honest = competition.Copy();
        foreach (var (figure, altered, where) in Altered(File.ReadAllText(honest.At(file)), beginning))
        {
            using var run = competition.Copy();

            Forgery.AlterWithHash(run.Folder.Journal, run.At(file), text => string.Concat(text.AsSpan(0, figure.Index), altered, text.AsSpan(figure.Index + figure.Length)));

            (await run.Verify()).Findings.ShouldContain(finding => finding.File.StartsWith(file) && finding.Problem.Contains(altered), where);
        }
    }

    [Theory]
    [InlineData("report/report.md", "# Reproduction")]
    [InlineData("report/report.html", "<main")]
    public async Task Twenty_figures_altered_in_the_report_of_a_reproduction_are_found_each(string file, string beginning)
    {
        using var honest = paper.Copy();
        foreach (var (figure, altered, where) in Altered(File.ReadAllText(honest.At(file)), beginning))
        {
            using var run = paper.Copy();

            Forgery.AlterWithHash(run.Folder.Journal, run.At(file), text => string.Concat(text.AsSpan(0, figure.Index), altered, text.AsSpan(figure.Index + figure.Length)));

            (await run.Verify()).Findings.ShouldContain(finding => finding.File.StartsWith(file + ":") && finding.Problem.Contains(altered), where);
        }
    }

    /// <summary>Twenty figures spread over what a report shows, each with another last digit.</summary>
    private static IEnumerable<(Match Figure, string Altered, string Where)> Altered(string text, string beginning)
    {
        var from = text.IndexOf(beginning, StringComparison.Ordinal);
        // Pictures are held by their hashes alone: another machine may draw them a hair differently.
        var pictures = Pictures().Matches(text).ToList();
        var figures = Figures().Matches(text).Where(figure => figure.Index > from && IsShown(text, figure.Index) && !pictures.Exists(picture => picture.Index <= figure.Index && figure.Index < picture.Index + picture.Length)).ToList();
        figures.Count.ShouldBeGreaterThanOrEqualTo(Planted);
        foreach (var figure in Enumerable.Range(0, Planted).Select(i => figures[i * figures.Count / Planted]))
        {
            var line = text.Split('\n')[text[..figure.Index].Count(c => c == '\n')];
            yield return (figure, figure.Value[..^1] + (figure.Value[^1] == '9' ? '8' : (char)(figure.Value[^1] + 1)), $"{figure.Value} in: {line[..Math.Min(200, line.Length)]}");
        }
    }

    // Not within a tag of a page.
    private static bool IsShown(string text, int at) => text.LastIndexOf('<', at) is var opened && (opened < 0 || opened < text.LastIndexOf('>', at) || !text.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"(?<![\w.#/-])\d+(\.\d+)?(?![\w./-])")]
    private static partial Regex Figures();

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Pictures();
}
