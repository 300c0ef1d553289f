using System.Text;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.DocumentLayoutAnalysis.WordExtractor;

namespace Longhaul.Papers.Pdf;

/// <summary>The words of a page that run from left to right; what is turned (a stamp in the margin, an axis' name) is left out.</summary>
internal static class PageWords
{
    /// <summary>In ems: letters of a word stand closer. Blanks are a quarter of an em, and may shrink by a third in a tight line.</summary>
    private const double WordGap = 0.14;

    /// <summary>The same before and after a subscript, by height and width together.</summary>
    private const double ScriptGap = 0.35;

    private static readonly NearestNeighbourWordExtractor Extractor = new(new NearestNeighbourWordExtractor.NearestNeighbourWordExtractorOptions
    {
        MaxDegreeOfParallelism = 1,
        MaximumDistance = (one, other) => (IsShifted(one, other) ? ScriptGap : WordGap) * Math.Max(Math.Max(one.PointSize, other.PointSize), 1),
    });

    private static readonly string[] FormulaFonts = ["CMMI", "CMSY", "CMEX", "CMBSY", "CMMIB", "MSAM", "MSBM", "EUFM", "EUSM", "Math", "Symbol", "MTMI", "MTSY", "RSFS"];

    public static IReadOnlyList<PageWord> Of(Page page) => [.. Extractor.GetWords(page.Letters)
        .Where(word => word.TextOrientation is TextOrientation.Horizontal && !string.IsNullOrWhiteSpace(word.Text))
        .Select(Word)
        .Where(word => word.Text.Length > 0)];

    private static PageWord Word(Word word)
    {
        var letters = word.Letters;
        var largest = letters.MaxBy(letter => letter.PointSize)!;
        var size = largest.PointSize > 0 ? largest.PointSize : Math.Max(word.BoundingBox.Height, 1);
        // In TeX's fonts roots and large operators hang below their baseline.
        var hangs = letters.All(letter => letter.Value == "√" || letter.FontName?.Contains("CMEX", StringComparison.Ordinal) == true);
        return new PageWord(
            Clean(Text(letters, largest)),
            word.BoundingBox.Left,
            word.BoundingBox.Right,
            largest.StartBaseLine.Y - (hangs ? 0.8 * size : 0),
            size,
            letters.All(IsBold),
            letters.All(IsItalic),
            letters.Count(letter => IsFormula(letter.FontName)) / (double)letters.Count);
    }

    /// <summary>The letters, with marks where smaller ones stand higher (<c>^</c>) or lower (<c>_</c>).</summary>
    private static string Text(IReadOnlyList<Letter> letters, Letter largest)
    {
        var text = new StringBuilder(letters.Count);
        var shift = 0;
        foreach (var letter in letters)
        {
            var next = Shift(letter.PointSize, letter.StartBaseLine.Y, largest.PointSize, largest.StartBaseLine.Y);
            text.Append(next == shift || next == 0 ? "" : next > 0 ? "^" : "_").Append(letter.Value);
            shift = next;
        }

        return text.ToString();
    }

    /// <summary>1 for a superscript, −1 for a subscript, else 0.</summary>
    public static int Shift(double size, double baseline, double ofSize, double ofBaseline) =>
        size > 0.85 * ofSize ? 0 : Math.Sign(Math.Round((baseline - ofBaseline) / (0.1 * ofSize), MidpointRounding.ToZero));

    private static bool IsShifted(Letter one, Letter other) => Math.Min(one.PointSize, other.PointSize) < 0.85 * Math.Max(one.PointSize, other.PointSize);

    private static bool IsBold(Letter letter) => letter.FontDetails.IsBold || letter.FontName is { } name
        && (name.Contains("Bold", StringComparison.OrdinalIgnoreCase) || name.Contains("CMBX", StringComparison.Ordinal) || name.Contains("-Medi", StringComparison.Ordinal)
            || name.Contains("Black", StringComparison.Ordinal) || name.Contains("SFBX", StringComparison.Ordinal));

    private static bool IsItalic(Letter letter) => letter.FontDetails.IsItalic || letter.FontName is { } name
        && (name.Contains("Ital", StringComparison.OrdinalIgnoreCase) || name.Contains("Oblique", StringComparison.OrdinalIgnoreCase)
            || name.Contains("CMTI", StringComparison.Ordinal) || name.Contains("SFTI", StringComparison.Ordinal));

    private static bool IsFormula(string? font) => font is not null && FormulaFonts.Any(name => font.Contains(name, StringComparison.Ordinal));

    /// <summary>Ligatures as letters, no control characters, and accents joined to their letters.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is >= 0xFB00 and <= 0xFB06)
                clean.Append(rune.ToString().Normalize(NormalizationForm.FormKC));
            else if (rune.Value is 0xA0 or 0x2009 or 0x200A or 0x202F)
                clean.Append(' ');
            else if (!Rune.IsControl(rune) && rune.Value is not (0xAD or 0x200B or 0xFFFD) && rune.Value is < 0xE000 or > 0xF8FF)
                clean.Append(rune);
        }

        return clean.ToString().Normalize(NormalizationForm.FormC).Trim();
    }
}
