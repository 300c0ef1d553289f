using System.Globalization;
using System.Text.RegularExpressions;

namespace Longhaul.Team.Texts;

/// <summary>Long texts for a prompt: the beginning and the end, and where the whole is.</summary>
public static partial class Cut
{
    private const int Near = 200;

    /// <summary>The text, or its first and last part where it has more characters than that.</summary>
    /// <param name="whole">Where the whole text can be read; null: nowhere.</param>
    public static string Middle(string text, int characters, string? whole)
    {
        if (text.Length <= characters)
            return text;
        var head = LineEnd(text, Safe(text, characters * 2 / 3));
        var tail = LineStart(text, Safe(text, text.Length - (characters / 3)));
        return $"{text[..head].TrimEnd('\n')}\n… {LeftOut(text, head, tail, whole is not null)} left out{(whole is null ? "" : $"; the whole is in {whole}")} …\n{text[tail..]}";
    }

    // One wants to know which lines to read again: by the numbers that they bear, or by their place in the file that holds the whole.
    private static string LeftOut(string text, int head, int tail, bool isFile)
    {
        if (NumberedLine().Match(text, head, tail - head) is { Success: true } first && NumberedLine().Matches(text[head..tail]) is [.., var last])
            return string.Create(CultureInfo.InvariantCulture, $"lines {first.Groups["at"].Value} to {last.Groups["at"].Value}");
        return isFile && text.AsSpan(head, tail - head).Count('\n') > 1
            ? string.Create(CultureInfo.InvariantCulture, $"lines {text.AsSpan(0, head).Count('\n') + 1} to {text.AsSpan(0, tail - 1).Count('\n') + 1}")
            : string.Create(CultureInfo.InvariantCulture, $"{tail - head} characters");
    }

    [GeneratedRegex(@"^(?<at>\d+): ", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NumberedLine();

    // At the end of a line, where one is near.
    private static int LineEnd(string text, int at) => text.LastIndexOf('\n', at - 1) is var end && end > at - Near && end > 0 ? end + 1 : at;

    private static int LineStart(string text, int at) => text.IndexOf('\n', at) is var end && end >= 0 && end < at + Near && end + 1 < text.Length ? end + 1 : at;

    // Not between the two halves of a character beyond the basic plane.
    private static int Safe(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
