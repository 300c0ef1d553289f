using Longhaul.Runs;

namespace Longhaul.Team.Texts;

/// <summary>Text of files and programs on its way to a model: tabs and line ends are plain, other control characters can't steer anything.</summary>
public static class Plain
{
    /// <summary>The text.</summary>
    public static string Of(string text) =>
        Printable.Of(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\t", "    ", StringComparison.Ordinal));
}
