using System.Text;
using System.Text.RegularExpressions;
using Longhaul.Execution.Network.Web;

namespace Longhaul.Team.Tools.Web;

/// <summary>Turns what an address gave into text.</summary>
/// <param name="pdf">The text of a PDF; throws <see cref="InvalidDataException"/> where it holds none.</param>
/// <param name="time">Bounds the work.</param>
public sealed partial class PageReader(Func<ReadOnlyMemory<byte>, CancellationToken, string> pdf, TimeProvider time)
{
    private const int MostText = 400_000;
    private const int Looked = 2048; // bytes of a page that may name its encoding

    static PageReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Title (may be empty) and text.</summary>
    /// <exception cref="WebFetchException">It holds no text that could be shown.</exception>
    public (string Title, string Text) Read(WebPage page, CancellationToken cancellationToken)
    {
        try
        {
            var (title, text) = Of(page, cancellationToken);
            return (title, text.Length <= MostText && !page.IsCut ? text : $"{(text.Length <= MostText ? text : text[..MostText])}\n(the page goes on; the rest was not read)");
        }
        catch (Exception problem) when (problem is InvalidDataException or RegexMatchTimeoutException)
        {
            throw new WebFetchException($"{page.Address.Host}: the page can't be read: {problem.Message}");
        }
    }

    private (string Title, string Text) Of(WebPage page, CancellationToken cancellationToken)
    {
        var isPdf = page.MediaType == "application/pdf" || page.Body.Span.StartsWith("%PDF-"u8);
        if (isPdf && page.IsCut)
            throw new InvalidDataException("the PDF is too large");
        if (isPdf)
            return ("", pdf(page.Body, cancellationToken));
        if (page.MediaType is "text/html" or "application/xhtml+xml" || (page.MediaType.Length == 0 && page.Body.Span.TrimStart(" \r\n\t"u8).StartsWith("<"u8)))
            return PageText.Of(Decoded(page), page.Address, time);
        return page.MediaType.StartsWith("text/", StringComparison.Ordinal) || page.MediaType is "" or "application/json" or "application/xml" or "application/x-yaml" or "application/javascript"
            || page.MediaType.EndsWith("+json", StringComparison.Ordinal) || page.MediaType.EndsWith("+xml", StringComparison.Ordinal)
            ? ("", Decoded(page))
            : throw new InvalidDataException($"it is {page.MediaType}; pages, texts and PDFs are read");
    }

    /// <summary>By what the server says, else by the page's own mark, else UTF-8.</summary>
    private static string Decoded(WebPage page)
    {
        var bytes = page.Body.Span;
        var named = page.Charset ?? Named().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, Looked)])).Groups["name"].Value;
        using var reader = new StreamReader(new MemoryStream(page.Body.ToArray()), Known(named), detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private static Encoding Known(string name)
    {
        try
        {
            return name.Length == 0 ? Encoding.UTF8 : Encoding.GetEncoding(name);
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            // No encoding is called so, or it is UTF-7, which .NET refuses.
            return Encoding.UTF8;
        }
    }

    [GeneratedRegex("""charset\s*=\s*["']?(?<name>[A-Za-z0-9_\-]{2,40})""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();
}
