using System.Text.RegularExpressions;

namespace Longhaul.Tracks.Papers.Reproduction;

/// <summary>Finds absolute paths of this machine in files that must work elsewhere.</summary>
internal static partial class MachinePaths
{
    /// <summary>The first such path of a text with its line; null where there is none.</summary>
    /// <param name="text">A file's text.</param>
    /// <param name="known">Paths that mean this machine or this run.</param>
    public static (int Line, string Path)? Find(string text, IReadOnlyList<string> known)
    {
        var line = 1;
        foreach (var content in text.Split('\n'))
        {
            if (Home().Match(content) is { Success: true } home)
                return (line, home.Value);
            if (known.FirstOrDefault(path => Holds(content, path.TrimEnd('/'))) is { } found)
                return (line, found);
            line++;
        }

        return null;
    }

    /// <summary>Whether the path stands there itself, not as the end or the beginning of another name.</summary>
    private static bool Holds(string text, string path)
    {
        for (var at = text.IndexOf(path, StringComparison.Ordinal); at >= 0; at = text.IndexOf(path, at + 1, StringComparison.Ordinal))
        {
            var end = at + path.Length;
            if ((at == 0 || !(IsName(text[at - 1]) || text[at - 1] == '/')) && (end == text.Length || !IsName(text[end])))
                return true;
        }

        return false;
    }

    private static bool IsName(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.';

    [GeneratedRegex(@"(?<![\w.\-/:])(/home/[\w.\-]+|/root|/Users/[\w.\-]+)(?=/)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Home();
}
