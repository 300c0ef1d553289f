namespace Longhaul.Team.Texts;

/// <summary>Long texts for a prompt: the beginning and the end, and where the whole is.</summary>
public static class Cut
{
    /// <summary>The text, or its first and last part where it has more characters than that.</summary>
    /// <param name="whole">Where the whole text can be read; null: nowhere.</param>
    public static string Middle(string text, int characters, string? whole)
    {
        if (text.Length <= characters)
            return text;
        var head = characters * 2 / 3;
        var tail = characters - head;
        var left = text.Length - head - tail;
        return $"{text[..Safe(text, head)]}\n… {left} characters left out{(whole is null ? "" : $"; the whole is in {whole}")} …\n{text[Safe(text, text.Length - tail)..]}";
    }

    // Not between the two halves of a character beyond the basic plane.
    private static int Safe(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
