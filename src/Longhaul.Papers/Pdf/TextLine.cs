using System.Text;

namespace Longhaul.Papers.Pdf;

/// <summary>A line of a column.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Words">From left to right, at least one.</param>
internal sealed record TextLine(int Page, IReadOnlyList<PageWord> Words)
{
    /// <summary>In ems: a gap that is wider than any between the words of a justified line.</summary>
    private const double CellGap = 1.1;

    public double Left => Words[0].Left;

    public double Right => Words.Max(word => word.Right);

    public double Baseline { get; } = Widest(Words).Baseline;

    /// <summary>The size of most of its characters.</summary>
    public double Size { get; } = Widest(Words).Size;

    public bool Bold { get; } = Words.Where(word => word.Text.Any(char.IsLetterOrDigit)).All(word => word.Bold);

    public bool Italic { get; } = Words.Where(word => word.Text.Any(char.IsLetter)).All(word => word.Italic);

    /// <summary>Share of characters from fonts for formulas.</summary>
    public double Formula { get; } = Words.Sum(word => word.Formula * word.Text.Length) / Words.Sum(word => word.Text.Length);

    public string Text { get; } = Joined(Words, Widest(Words));

    /// <summary>The edges of the column that it stands in.</summary>
    public (double Left, double Right) Column { get; init; }

    /// <summary>Its words, where wide gaps part them: several in a row of a table, one elsewhere.</summary>
    public IReadOnlyList<LineCell> Cells()
    {
        var cells = new List<LineCell>();
        var text = new StringBuilder(Words[0].Text);
        var (left, right) = (Words[0].Left, Words[0].Right);
        foreach (var word in Words.Skip(1))
        {
            if (word.Left - right > CellGap * Size)
            {
                cells.Add(new LineCell(left, right, text.ToString()));
                text.Clear();
                left = word.Left;
            }
            else
            {
                text.Append(Between(word, right, Size, Baseline));
            }

            text.Append(word.Text);
            right = Math.Max(right, word.Right);
        }

        cells.Add(new LineCell(left, right, text.ToString()));
        return cells;
    }

    private static string Joined(IReadOnlyList<PageWord> words, PageWord widest)
    {
        var text = new StringBuilder(words[0].Text);
        for (var i = 1; i < words.Count; i++)
            text.Append(Between(words[i], words[i - 1].Right, widest.Size, widest.Baseline)).Append(words[i].Text);
        return text.ToString();
    }

    /// <summary>A blank; or the mark of a superscript or subscript, where one stands close to what is before it.</summary>
    private static string Between(PageWord word, double before, double size, double baseline) => word.Left - before > 0.25 * size ? " "
        : PageWords.Shift(word.Size, word.Baseline, size, baseline) switch { > 0 => "^", < 0 => "_", _ => " " };

    private static PageWord Widest(IReadOnlyList<PageWord> words) =>
        words.GroupBy(word => Math.Round(word.Size * 2)).MaxBy(group => group.Sum(word => word.Text.Length))!.MaxBy(word => word.Text.Length)!;
}

/// <summary>A part of a line between wide gaps.</summary>
internal readonly record struct LineCell(double Left, double Right, string Text);
