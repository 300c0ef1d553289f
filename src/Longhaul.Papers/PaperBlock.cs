namespace Longhaul.Papers;

/// <summary>A piece of a section.</summary>
public abstract record PaperBlock;

/// <summary>Running text, a list, or code, as Markdown.</summary>
public sealed record PaperText(string Text) : PaperBlock;

/// <summary>A displayed equation: LaTeX where the source has it, else the characters as they stand on the page.</summary>
/// <param name="Number">As it is printed, without parentheses; empty where it has none.</param>
public sealed record PaperEquation(string Text, string Number) : PaperBlock;

/// <summary>A figure's caption.</summary>
/// <param name="Label"><c>Figure 3</c>, <c>Algorithm 1</c>; empty where it has none.</param>
public sealed record PaperFigure(string Label, string Caption) : PaperBlock;

/// <summary>A table.</summary>
/// <param name="Label"><c>Table 2</c>; empty where it has none.</param>
/// <param name="Rows">Its cells, the header among them; every row has as many.</param>
public sealed record PaperTable(string Label, string Caption, IReadOnlyList<IReadOnlyList<string>> Rows) : PaperBlock;
