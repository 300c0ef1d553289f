using Longhaul.Pipelines.Cells.Geometry;

namespace Longhaul.Pipelines.Cells;

/// <summary>The formats of structured cells.</summary>
public static class CellFormats
{
    /// <summary>Cells that a format is recognised by, at most.</summary>
    public const int Probe = 200;

    /// <summary>All formats; of several that fit a column the first one reads it.</summary>
    public static IReadOnlyList<ICellFormat> All { get; } = [new JsonCells(), new ListCells(), new CharacterCells(), new SpellingCells(), new GeometryFiles()];

    /// <summary>The format of a step; null where the step is none of these.</summary>
    public static ICellFormat? OfStep(string kind) => All.FirstOrDefault(format => format.Step == kind);

    /// <summary>The format that fits a column's filled cells; null where none does.</summary>
    /// <param name="areFiles">Whether the cells are paths of files next to the table.</param>
    public static ICellFormat? Of(IReadOnlyList<string> cells, bool areFiles)
    {
        string[] probe = [.. cells.Take(Probe)];
        return probe.Length == 0 ? null : All.FirstOrDefault(format => format.IsFile == areFiles && format.Fits(probe));
    }
}
