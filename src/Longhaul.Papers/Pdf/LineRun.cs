namespace Longhaul.Papers.Pdf;

/// <summary>What a run of lines is.</summary>
internal enum RunKind
{
    Text,
    Heading,
    Caption,
    Equation,
    Table,
}

/// <summary>Consecutive lines that belong together.</summary>
internal sealed record LineRun(RunKind Kind, List<TextLine> Lines)
{
    public TextLine Last => Lines[^1];

    /// <summary>Whether nothing but small, short lines is in it, as the names in a picture are.</summary>
    public bool IsPictureText(Typography type) =>
        Kind is RunKind.Text or RunKind.Table or RunKind.Equation
        && Lines.All(line => line.Size < 0.93 * type.Body || line.Text.Length <= 4)
        && Lines.Average(line => line.Right - line.Left) < 0.6 * (Lines[0].Column.Right - Lines[0].Column.Left);
}
