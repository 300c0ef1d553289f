using System.Text.RegularExpressions;

namespace Longhaul.Papers.Pdf;

/// <summary>Runs of lines → sections with their blocks.</summary>
internal sealed partial class SectionBuilder(Typography type, Hyphens hyphens)
{
    private readonly List<(PaperSection Section, List<PaperBlock> Blocks)> _sections = [(new PaperSection(1, "", ""), [])];
    private readonly Dictionary<double, int> _levelOfSize = [];
    private readonly List<LineRun> _pending = [];
    private bool _inReferences;

    /// <summary>Entries of the list of references.</summary>
    public List<TextLine> References { get; } = [];

    /// <summary>The sections, each with its level, not nested yet.</summary>
    public IReadOnlyList<PaperSection> Flat(IReadOnlyList<LineRun> runs)
    {
        foreach (var run in runs)
            Add(run);
        Flush();
        return [.. _sections.Select(pair => pair.Section with { Blocks = JoinedOverFloats(pair.Blocks) })
            .Where(section => section.Blocks.Count > 0 || (section.Title.Length > 0 && !HeadingText.IsReferences(section.Title)))];
    }

    private void Add(LineRun run)
    {
        if (run.Kind == RunKind.Heading)
        {
            Flush();
            Open(Joined(run.Lines), run.Lines[0]);
        }
        else if (run.Kind == RunKind.Text && _sections.Count == 1 && Joined(run.Lines) is var text && AbstractWord().Match(text) is { Success: true } word)
        {
            Flush();
            _sections.Add((new PaperSection(1, "", "Abstract"), [new PaperText(text[word.Length..])]));
        }
        else if (_inReferences && run.Kind != RunKind.Caption)
        {
            References.AddRange(run.Lines);
        }
        else
        {
            _pending.Add(run);
        }
    }

    private void Open(string heading, TextLine line)
    {
        var (number, title, depth) = HeadingText.Of(heading);
        _inReferences = HeadingText.IsReferences(title);
        var size = Math.Round(line.Size * 2);
        if (depth == 1 && number.Length == 1 && char.IsAsciiLetterUpper(number[0]) && _sections.Exists(pair => IsRoman(pair.Section)) && !IsRoman(new PaperSection(1, number, title)))
            depth = 2; // IEEE's way: I., then A.
        if (depth > 0)
            _levelOfSize.TryAdd(size, depth);
        var level = depth > 0 ? depth
            : HeadingText.IsKnown(title) ? 1
            : _levelOfSize.TryGetValue(size, out var known) ? known
            : line.Size > 1.1 * type.Body ? 1 : _sections[^1].Section.Level + (_sections[^1].Section.Number.Length > 0 ? 1 : 0);
        _sections.Add((new PaperSection(Math.Min(level, 4), number, title), []));
    }

    /// <summary>Turns what has gathered under a heading into blocks; captions and tables find one another.</summary>
    private void Flush()
    {
        var blocks = _sections[^1].Blocks;
        for (var i = 0; i < _pending.Count; i++)
        {
            var run = _pending[i];
            if (run.Kind == RunKind.Caption && CaptionLabel.Of(Joined(run.Lines)) is var (label, caption))
            {
                if (!label.StartsWith("Table", StringComparison.Ordinal))
                {
                    blocks.Add(new PaperFigure(label, caption));
                }
                else if (i + 1 < _pending.Count && IsBeside(run, _pending[i + 1]))
                {
                    blocks.Add(new PaperTable(label, caption, TableCells.Of(_pending[++i].Lines)));
                }
                else
                {
                    var above = blocks is [.., PaperTable { Label: "" } before] ? before.Rows : [];
                    if (above.Count > 0)
                        blocks.RemoveAt(blocks.Count - 1);
                    blocks.Add(new PaperTable(label, caption, above));
                }
            }
            else if (!IsInPicture(i))
            {
                blocks.Add(Block(run));
            }
        }

        _pending.Clear();
    }

    /// <summary>A paragraph that a table or a figure cuts in two is one: it ends within a sentence, and goes on behind in small letters.</summary>
    private List<PaperBlock> JoinedOverFloats(List<PaperBlock> blocks)
    {
        var joined = new List<PaperBlock>();
        foreach (var block in blocks)
        {
            var open = joined.FindLastIndex(before => before is not (PaperFigure or PaperTable));
            if (block is PaperText { Text: [>= 'a' and <= 'z', ..] } rest && open >= 0 && open < joined.Count - 1
                && joined[open] is PaperText { Text: [.., not ('.' or '!' or '?' or ':')] } begun)
                joined[open] = new PaperText(hyphens.Join(begun.Text, rest.Text));
            else
                joined.Add(block);
        }

        return joined;
    }

    private static bool IsBeside(LineRun caption, LineRun table) => table.Kind == RunKind.Table && table.Lines[0].Page == caption.Last.Page
        && caption.Last.Baseline - table.Lines[0].Baseline is > 0 and < 60;

    /// <summary>Whether the run is a picture's lettering: small and short, and nothing but such until a figure's caption below.</summary>
    private bool IsInPicture(int at)
    {
        var from = at;
        while (at < _pending.Count && _pending[at].IsPictureText(type))
            at++;
        return at > from && at < _pending.Count && _pending[at] is { Kind: RunKind.Caption } caption
            && _pending[from].Lines[0].Page == caption.Lines[0].Page && _pending[from].Lines[0].Column == caption.Lines[0].Column
            && CaptionLabel.Of(caption.Lines[0].Text)?.Label.StartsWith("Figure", StringComparison.Ordinal) == true;
    }

    private PaperBlock Block(LineRun run)
    {
        switch (run.Kind)
        {
            case RunKind.Table:
                return new PaperTable("", "", TableCells.Of(run.Lines));
            case RunKind.Equation:
                var number = run.Lines.Select(line => LineRuns.EquationNumber().Match(line.Text)).FirstOrDefault(match => match.Success)?.Groups["number"].Value ?? "";
                return new PaperEquation(string.Join('\n', run.Lines.Select(line => LineRuns.EquationNumber().Replace(line.Text, "").TrimEnd())), number);
            default:
                var joined = Joined(run.Lines);
                return new PaperText(LineRuns.ListItem().Match(joined) is { Success: true } item && "•◦▪‣–∗·".Contains(joined[0]) ? $"- {joined[item.Length..]}" : joined);
        }
    }

    /// <summary>A section of the first level where those bear Roman numbers, and titles in capitals.</summary>
    private static bool IsRoman(PaperSection section) =>
        section.Number.Length > 0 && section.Number.All(c => c is 'I' or 'V' or 'X') && section.Title.Where(char.IsLetter).All(char.IsUpper);

    // Where no heading announces the abstract, its own first word does.
    [GeneratedRegex(@"^Abstract\s*([—–\-.:]|\s)+\s*(?=\S)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex AbstractWord();

    private string Joined(IEnumerable<TextLine> lines) => lines.Aggregate("", (text, line) => hyphens.Join(text, line.Text));
}
