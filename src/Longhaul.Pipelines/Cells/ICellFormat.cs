namespace Longhaul.Pipelines.Cells;

/// <summary>
/// A kind of cell, or of file next to the table, that holds more than one value: the extension point for structured data. A format says which
/// columns it fits, and takes one cell apart, without looking at any other row or at a label; a step of the format's name then keeps what occurs
/// often enough in a fold's training rows. How to add one: docs/structured-cells.md.
/// </summary>
/// <remarks>
/// Cells are untrusted. <see cref="Read"/> runs in the sandbox, must bound what it does by the cell's length, and must not throw for any text: what
/// it can't read it leaves out. <see cref="Fits"/> runs on the host, on a few cells, and gets paths where <see cref="IsFile"/> is set.
/// </remarks>
public interface ICellFormat
{
    /// <summary>The name of the step that reads the format in <c>pipeline.yaml</c>.</summary>
    string Step { get; }

    /// <summary>The role of the columns it reads.</summary>
    ColumnRole Role { get; }

    /// <summary>Whether cells are paths of files, whose text is then what <see cref="Read"/> gets.</summary>
    bool IsFile => false;

    /// <summary>Whether a column is of this format.</summary>
    /// <param name="cells">Filled cells of train, at most <see cref="CellFormats.Probe"/>, at least one.</param>
    bool Fits(IReadOnlyList<string> cells);

    /// <summary>Takes a cell apart.</summary>
    /// <param name="cell">The cell's or the file's text; never empty.</param>
    void Read(string cell, CellContent into);
}
