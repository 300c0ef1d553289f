namespace Longhaul.Papers;

/// <summary>A section: its own text, and the sections within it.</summary>
/// <param name="Level">1 for a top-level section.</param>
/// <param name="Number">As it is printed (<c>3.1</c>, <c>A</c>); empty where it has none.</param>
/// <param name="Title">Without the number.</param>
public sealed record PaperSection(int Level, string Number, string Title)
{
    /// <summary>What stands between its heading and the next one, in reading order.</summary>
    public IReadOnlyList<PaperBlock> Blocks { get; init; } = [];

    /// <summary>The sections within it.</summary>
    public IReadOnlyList<PaperSection> Parts { get; init; } = [];

    /// <summary>Number and title on one line.</summary>
    public string Heading => Number.Length == 0 ? Title : $"{Number} {Title}";

    /// <summary>It and all within it, in reading order.</summary>
    public IEnumerable<PaperSection> WithParts() => [this, .. Parts.SelectMany(part => part.WithParts())];
}
