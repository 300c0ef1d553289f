using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Longhaul.Team.Tools.Web;

/// <summary>
/// The readable text of an HTML page: its main part, headings, lists, tables, code, links with their addresses; no scripts, menus, or what a reader would not
/// see. Pages come from strangers: time and depth are bounded, and nothing is called that would go down a tree by recursion.
/// </summary>
public static partial class PageText
{
    private const int LeastMain = 200; // characters; a main part with less is none
    private const int MostText = 400_000;
    private const int DeepestTree = 5_000;

    /// <summary>Title and text of a page.</summary>
    /// <param name="html">The page.</param>
    /// <param name="basis">What its links are relative to.</param>
    /// <param name="time">Bounds the work to ten seconds.</param>
    /// <exception cref="InvalidDataException">It takes too long, or its elements lie too deep: no page is like that by chance.</exception>
    public static (string Title, string Text) Of(string html, Uri basis, TimeProvider time)
    {
        using var stream = new HurriedStream([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(html)], time);
        using var document = new HtmlParser().ParseDocument(stream);
        var (title, main) = Landmarks(document);
        var text = main is null ? "" : new PageWriter(basis, MostText).Write(main);
        if (text.Length < LeastMain && document.Body is { } body)
            text = new PageWriter(basis, MostText).Write(body);
        return (title, text);
    }

    /// <summary>A snippet's text without the marks that services put around words.</summary>
    public static string Plain(string snippet) => System.Net.WebUtility.HtmlDecode(Mark().Replace(snippet, "")).Trim();

    /// <summary>The page's title, and the element that holds what it is about; null where none says so.</summary>
    private static (string Title, INode? Main) Landmarks(IDocument document)
    {
        var (title, main) = ("", (INode?)null);
        var articles = new List<INode>();
        var open = new Stack<(INode Node, int Next)>();
        open.Push((document, 0));
        while (open.TryPop(out var place))
        {
            if (place.Next >= place.Node.ChildNodes.Length)
                continue;
            open.Push((place.Node, place.Next + 1));
            if (open.Count > DeepestTree)
                throw new InvalidDataException("its elements lie too deep");
            var child = place.Node.ChildNodes[place.Next];
            if (child is not IElement element)
                continue;
            if (title.Length == 0 && element.LocalName == "title" && element.ChildNodes is [IText words, ..])
                title = string.Join(' ', words.Data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (element.LocalName == "main" || element.GetAttribute("role") == "main")
                main ??= element;
            if (element.LocalName == "article")
                articles.Add(element);
            open.Push((child, 0));
        }

        // Of several articles none is the page's own.
        return (title, main ?? (articles.Count == 1 ? articles[0] : null));
    }

    [GeneratedRegex("</?[A-Za-z][^<>]{0,300}>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();

    /// <summary>A stream that ends by an exception when its reader has taken too long: the parser reads as it goes.</summary>
    private sealed class HurriedStream(byte[] content, TimeProvider time) : MemoryStream(content)
    {
        private const int Most = 4096;
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
        private readonly long _since = time.GetTimestamp();

        public override int Read(byte[] buffer, int offset, int count) => InTime() ? base.Read(buffer, offset, Math.Min(count, Most)) : 0;

        public override int Read(Span<byte> buffer) => InTime() ? base.Read(buffer[..Math.Min(buffer.Length, Most)]) : 0;

        private bool InTime() => time.GetElapsedTime(_since) < Patience ? true : throw new InvalidDataException("it takes too long to read");
    }
}
