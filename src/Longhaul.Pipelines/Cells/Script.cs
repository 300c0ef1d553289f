namespace Longhaul.Pipelines.Cells;

/// <summary>Ways of writing.</summary>
public static class Script
{
    /// <summary>
    /// Whether the character is of a script that is written without blanks between words: Chinese and Japanese, Thai, Lao, Burmese, Khmer, Tibetan.
    /// </summary>
    public static bool IsUnspaced(char c) => c >= '\u0e00' && char.IsLetter(c) && c is
        (>= '\u0e00' and <= '\u0fff') or (>= '\u1000' and <= '\u109f') or (>= '\u1780' and <= '\u17ff')
        or (>= '\u3005' and <= '\u30ff') or (>= '\u3400' and <= '\u9fff') or (>= '\uf900' and <= '\ufaff') or (>= '\uff66' and <= '\uff9d');

    /// <summary>Whether the character belongs to the letter before it, as a vowel above a consonant does.</summary>
    public static bool IsMark(char c) => c >= '\u0300' && char.GetUnicodeCategory(c) is
        System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
