namespace Longhaul.Papers;

/// <summary>A paper as it was read: what it says, in reading order.</summary>
/// <param name="Title">Its title; empty where none was found.</param>
/// <param name="Sections">Its top-level sections, an abstract among them; what stands before the first heading is a section without a title.</param>
public sealed record Paper(string Title, IReadOnlyList<PaperSection> Sections)
{
    /// <summary>The works it cites, an entry each, as they are printed.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Pages that were read; 0 where the source has none.</summary>
    public int Pages { get; init; }

    /// <summary>What could not be read, or not whole, a line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Every section and those within it, in reading order.</summary>
    public IEnumerable<PaperSection> AllSections => Sections.SelectMany(section => section.WithParts());

    /// <summary>Its tables, in reading order.</summary>
    public IEnumerable<PaperTable> Tables => Blocks.OfType<PaperTable>();

    /// <summary>Its figures' captions, in reading order.</summary>
    public IEnumerable<PaperFigure> Figures => Blocks.OfType<PaperFigure>();

    /// <summary>Its displayed equations, in reading order.</summary>
    public IEnumerable<PaperEquation> Equations => Blocks.OfType<PaperEquation>();

    private IEnumerable<PaperBlock> Blocks => AllSections.SelectMany(section => section.Blocks);
}
