using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace Longhaul.Papers.Pdf;

/// <summary>
/// Reads a PDF's letters by their places and fonts: words, lines, one or two columns, headings by size, weight and number, captions, tables by aligned gaps,
/// equations as their characters stand. Headers, footers and page numbers are dropped, words broken at a line's end joined.
/// </summary>
internal static class PdfPaperReader
{
    /// <exception cref="PaperException">Damaged, encrypted, beyond the limits, or without text (a scan).</exception>
    public static Paper Read(string path, PaperLimits limits, CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        var options = new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, FilterProvider = new BoundedFilters(limits.Unpacked) };
        try
        {
            using var document = PdfDocument.Open(path, options);
            var pages = Pages(document, limits, notes, cancellationToken);
            return pages.Any(page => page.Count > 0)
                ? Paper(pages, document.Information.Title, notes)
                : throw new PaperException(path, "holds no text that can be read: pages that are pictures need OCR first, or give the paper as Markdown.");
        }
        catch (PdfDocumentEncryptedException)
        {
            throw new PaperException(path, "is encrypted; save it without a password.");
        }
        catch (Exception e) when (e is not (PaperException or OperationCanceledException or IOException or UnauthorizedAccessException) || e is InvalidDataException)
        {
            throw new PaperException(path, $"can't be read as PDF ({e.Message.TrimEnd('.')}).");
        }
    }

    private static List<IReadOnlyList<TextLine>> Pages(PdfDocument document, PaperLimits limits, List<string> notes, CancellationToken cancellationToken)
    {
        if (document.NumberOfPages > limits.Pages)
            notes.Add($"only the first {limits.Pages} of {document.NumberOfPages} pages were read");
        var pages = new List<IReadOnlyList<PageWord>>();
        for (var number = 1; number <= Math.Min(document.NumberOfPages, limits.Pages); number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            pages.Add(Page(document, number, limits, notes));
        }

        var plain = RunningTitles.Without(pages);
        return [.. plain.Zip(Gutter.Find(plain), (words, gutter) => (words, gutter)).Select((page, i) => PageLines.Of(i + 1, page.words, page.gutter))];
    }

    private static IReadOnlyList<PageWord> Page(PdfDocument document, int number, PaperLimits limits, List<string> notes)
    {
        try
        {
            var page = document.GetPage(number);
            if (page.Letters.Count <= limits.LettersPerPage)
                return PageWords.Of(page);
            notes.Add($"page {number} was left out: it holds more than {limits.LettersPerPage} characters");
        }
        catch (Exception e) when (e is not (InvalidDataException or OutOfMemoryException))
        {
            notes.Add($"page {number} could not be read ({e.GetType().Name})");
        }

        return [];
    }

    private static Paper Paper(List<IReadOnlyList<TextLine>> pages, string? stated, List<string> notes)
    {
        List<TextLine> lines = [.. pages.SelectMany(page => page)];
        var type = Typography.Of(lines);
        var hyphens = new Hyphens(lines);
        var title = TitleLines.Of(lines, type);
        var builder = new SectionBuilder(type, hyphens);
        var flat = builder.Flat(new LineRuns(type).Of([.. lines.Where(line => !title.Contains(line))]));
        var text = title.Aggregate("", (before, line) => hyphens.Join(before, line.Text));
        return new Paper(text.Length > 0 ? text : stated?.Trim() ?? "", SectionTree.Of(flat))
        {
            References = ReferenceList.Of(builder.References, hyphens, type),
            Pages = pages.Count,
            Notes = notes,
        };
    }
}
