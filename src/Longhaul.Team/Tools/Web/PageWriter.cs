using System.Text;
using AngleSharp.Dom;

namespace Longhaul.Team.Tools.Web;

/// <summary>Writes the text of an element as lines that read like Markdown.</summary>
/// <param name="basis">What links are relative to.</param>
/// <param name="most">Characters at most.</param>
internal sealed class PageWriter(Uri basis, int most)
{
    private const int LongestLink = 300;

    private static readonly HashSet<string> Unseen = new(StringComparer.Ordinal)
    {
        "head", "script", "style", "noscript", "template", "nav", "footer", "aside", "svg", "iframe", "object", "canvas", "button", "select", "input", "textarea", "dialog",
    };

    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "address", "article", "blockquote", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "form", "header", "hr", "li", "main", "ol", "p", "pre", "section", "summary",
        "table", "tr", "ul", "h1", "h2", "h3", "h4", "h5", "h6", "caption",
    };

    private readonly StringBuilder _text = new();
    private int _pre;

    public string Write(INode root)
    {
        var open = new Stack<(INode Node, int Next, int From)>();
        open.Push((root, 0, 0));
        while (open.TryPop(out var place) && _text.Length < most)
        {
            if (place.Next >= place.Node.ChildNodes.Length)
            {
                Leave(place.Node, place.From);
                continue;
            }

            open.Push(place with { Next = place.Next + 1 });
            var child = place.Node.ChildNodes[place.Next];
            if (child is IText words)
                Say(words.Data);
            else if (child is IElement element && Enter(element))
                open.Push((child, 0, _text.Length));
        }

        return _text.ToString().Trim();
    }

    /// <summary>What stands before an element; false where what is in it isn't shown.</summary>
    private bool Enter(IElement element)
    {
        var name = element.LocalName;
        if (Unseen.Contains(name) || element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true" || Hides(element.GetAttribute("style")))
            return false;
        if (name == "math" && element.GetAttribute("alttext") is { Length: > 0 } formula)
        {
            Say($" ${formula}$");
            return false;
        }

        if (name == "img" && element.GetAttribute("alt") is { Length: > 0 } shown)
            Say($" [image: {shown}]");
        if (Blocks.Contains(name))
            Break(name is "li" or "tr" or "dt" or "dd" ? 1 : 2);
        if (name is ['h', >= '1' and <= '6'])
            _text.Append('#', name[1] - '0').Append(' ');
        else if (name == "li")
            _text.Append("- ");
        else if (name is "td" or "th" && _text.Length > 0 && _text[^1] != '\n')
            _text.Append(" | ");
        else if (name == "br")
            _text.Append('\n');
        else if (name == "pre" && _pre++ == 0)
            _text.Append("```\n");
        return true;
    }

    private void Leave(INode node, int from)
    {
        if (node is not IElement element)
            return;
        if (element.LocalName == "a" && _pre == 0)
            Link(element.GetAttribute("href"), from);
        if (element.LocalName == "pre" && --_pre == 0)
            _text.Append(_text.Length > 0 && _text[^1] == '\n' ? "```" : "\n```");
        if (Blocks.Contains(element.LocalName))
            Break(element.LocalName is "li" or "tr" or "dt" or "dd" ? 1 : 2);
    }

    private void Link(string? to, int from)
    {
        if (to is not { Length: > 0 and <= LongestLink } || to[0] == '#' || _text.Length == from || !Uri.TryCreate(basis, to, out var address) || address.Scheme is not ("http" or "https"))
            return;
        while (_text.Length > from && _text[^1] == ' ')
            _text.Length--;
        if (_text.Length > from)
            _text.Append(" (").Append(address.AbsoluteUri).Append(')');
    }

    // White space is one space, but for what is printed as it stands.
    private void Say(string words)
    {
        if (_pre > 0)
        {
            _text.Append(words);
            return;
        }

        foreach (var c in words)
        {
            if (!char.IsWhiteSpace(c))
                _text.Append(c);
            else if (_text.Length > 0 && _text[^1] is not (' ' or '\n'))
                _text.Append(' ');
        }
    }

    /// <summary>Ends the line, and leaves an empty one where two are asked for.</summary>
    private void Break(int lines)
    {
        while (_text.Length > 0 && _text[^1] == ' ')
            _text.Length--;
        // What stands in a list's item begins on its line.
        if (_text.Length > 0 && _text[^1] == '-' && (_text.Length == 1 || _text[^2] == '\n'))
        {
            _text.Append(' ');
            return;
        }

        var there = 0;
        while (there < _text.Length && _text[^(there + 1)] == '\n')
            there++;
        if (_text.Length > 0)
            _text.Append('\n', Math.Max(0, lines - there));
    }

    private static bool Hides(string? style) => style is not null && style.Replace(" ", "", StringComparison.Ordinal) is var bare
        && (bare.Contains("display:none", StringComparison.OrdinalIgnoreCase) || bare.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase));
}
