using System.Text.RegularExpressions;

namespace Longhaul.Papers.Pdf;

/// <summary>Lines in reading order → runs: paragraphs, headings, captions, equations, tables.</summary>
internal sealed partial class LineRuns(Typography type)
{
    private int _body;

    /// <summary>The runs of all lines.</summary>
    public List<LineRun> Of(IReadOnlyList<TextLine> lines)
    {
        var runs = new List<LineRun>();
        _body = FirstHeading(lines);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var kind = KindOf(lines, i, runs.LastOrDefault());
            if (kind == RunKind.Equation && runs.LastOrDefault() is { Kind: RunKind.Text, Lines: [var above] } && above.Text.Length <= 8 && IsFragment(line, above))
                runs[^1] = new LineRun(RunKind.Equation, [above]); // what stands above a sum
            if (runs.LastOrDefault() is { } last && last.Kind == kind && GoesOn(last, line))
                last.Lines.Add(line);
            else
                runs.Add(new LineRun(kind, [line]));
        }

        return runs;
    }

    private RunKind KindOf(IReadOnlyList<TextLine> lines, int at, LineRun? before)
    {
        var line = lines[at];
        if (CaptionLabel.Of(line.Text) is not null || (before is { Kind: RunKind.Caption } && IsSameBlock(before.Last, line) && line.Cells().Count == 1))
            return RunKind.Caption;
        if (at >= _body && type.IsHeading(line) && (HeadingText.Of(line.Text).Number.Length > 0 || !IsRow(lines, at)))
            return RunKind.Heading;
        if (at >= _body && IsRow(lines, at))
            return RunKind.Table;
        return IsEquation(line) || (before is { Kind: RunKind.Equation } && IsFragment(before.Last, line)) ? RunKind.Equation : RunKind.Text;
    }

    /// <summary>Where the authors' names and addresses end: at the abstract or the introduction, if one is near the beginning.</summary>
    private static int FirstHeading(IReadOnlyList<TextLine> lines)
    {
        for (var i = 0; i < Math.Min(lines.Count, 120); i++)
        {
            if (HeadingText.Of(lines[i].Text).Title is var title && HeadingText.IsKnown(title) && title.Length == lines[i].Text.Length - lines[i].Text.IndexOf(title, StringComparison.Ordinal))
                return i;
        }

        return 0;
    }

    /// <summary>Whether the line is a part of the equation next to it: a denominator, the limits of a sum.</summary>
    private bool IsFragment(TextLine equation, TextLine line) => equation.Page == line.Page && equation.Column == line.Column
        && Math.Abs(equation.Baseline - line.Baseline) < 1.1 * type.Leading && line.Left - line.Column.Left > 1.2 * type.Body
        && (line.Formula > 0.25 || line.Text.Length <= 8);

    /// <summary>A row of a table: wide gaps in it, and in a line next to it.</summary>
    private bool IsRow(IReadOnlyList<TextLine> lines, int at)
    {
        var line = lines[at];
        if (line.Cells().Count < 2 || IsEquation(line))
            return false;
        return Near(at - 1) || Near(at + 1);

        bool Near(int other) => other >= 0 && other < lines.Count && lines[other].Page == line.Page && lines[other].Column == line.Column
            && Math.Abs(lines[other].Baseline - line.Baseline) < 2.5 * type.Leading && lines[other].Cells().Count >= 2 && !IsEquation(lines[other]);
    }

    private bool IsEquation(TextLine line)
    {
        var set = line.Left - line.Column.Left > 1.2 * type.Body || EquationNumber().IsMatch(line.Text);
        var formula = line.Formula > 0.3 || (line.Formula > 0.08 && EquationNumber().IsMatch(line.Text));
        return set && formula && line.Text.Any(c => c is '=' or '<' or '>' or '≤' or '≥' or '≈' or '∝' or '∈' or '∼' or '→' or '←' or ':' or '+' or '−' or '∑' or '∫' or 'X');
    }

    private bool GoesOn(LineRun run, TextLine line) => run.Kind switch
    {
        RunKind.Heading => line.Page == run.Last.Page && Math.Abs(line.Size - run.Last.Size) < 0.3 && line.Bold == run.Last.Bold
            && run.Last.Baseline - line.Baseline is > 0 and < 30 && run.Last.Baseline - line.Baseline < 1.5 * line.Size
            && HeadingText.Of(line.Text).Number.Length == 0 && !HeadingText.IsKnown(line.Text),
        RunKind.Caption => CaptionLabel.Of(line.Text) is null,
        RunKind.Table => line.Page == run.Last.Page && line.Column == run.Last.Column && Math.Abs(run.Last.Baseline - line.Baseline) < 2.5 * type.Leading,
        RunKind.Equation => line.Page == run.Last.Page && Math.Abs(run.Last.Baseline - line.Baseline) < 1.8 * type.Leading
            && (!run.Lines.Exists(before => EquationNumber().IsMatch(before.Text)) || (IsFragment(run.Last, line) && !EquationNumber().IsMatch(line.Text))),
        _ => IsSameParagraph(run, line),
    };

    private bool IsSameParagraph(LineRun run, TextLine line)
    {
        var last = run.Last;
        if (Math.Abs(line.Size - last.Size) > 0.15 * type.Body || ListItem().IsMatch(line.Text))
            return false;
        var indented = line.Left - line.Column.Left is > 0.6 and var indent && indent > 0.7 * line.Size && indent < 4 * line.Size;
        if (last.Page == line.Page && last.Column == line.Column)
            return IsSameBlock(last, line) && (!indented || Math.Abs(line.Left - last.Left) < 1 || Hangs(run, line));
        // On to the next column or page: the sentence may go on there.
        return !indented && (!EndsSentence(last.Text) || last.Right > last.Column.Right - (1.5 * last.Size));
    }

    /// <summary>Whether the first line hangs out and the others are indented, as in a list or a list of references.</summary>
    private static bool Hangs(LineRun run, TextLine line) => run.Lines.Count == 1 && ListItem().IsMatch(run.Lines[0].Text) && line.Left > run.Lines[0].Left;

    private bool IsSameBlock(TextLine above, TextLine below) =>
        above.Page == below.Page && above.Baseline - below.Baseline > 0
        && above.Baseline - below.Baseline < 1.35 * Math.Max(type.Leading * Math.Min(1, above.Size / type.Body), 1.15 * above.Size);

    private static bool EndsSentence(string text) => text.TrimEnd('”', '"', ')', '’') is [.., '.' or '!' or '?' or ':'];

    [GeneratedRegex(@"\(\s*(?<number>[A-Z]?\.?\d{1,3}[a-z]?)\s*\)\s*$", RegexOptions.ExplicitCapture, 1000)]
    internal static partial Regex EquationNumber();

    [GeneratedRegex(@"^([•◦▪‣–∗·]\s|\(?[0-9a-z]{1,2}[.)]\s|\[\d{1,3}\]\s)", RegexOptions.ExplicitCapture, 1000)]
    internal static partial Regex ListItem();
}
