namespace Longhaul.Papers.Pdf;

/// <summary>Lines with wide gaps → the cells of a table.</summary>
internal static class TableCells
{
    /// <summary>The rows; each has a cell for every column, empty where its line has nothing there.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(IReadOnlyList<TextLine> lines)
    {
        var rows = lines.Select(line => line.Cells()).ToList();
        var columns = Columns(rows);
        return [.. rows.Select(row => (IReadOnlyList<string>)[.. columns.Select(column =>
            string.Join(' ', row.Where(cell => Column(columns, cell) == column).Select(cell => cell.Text)))])];
    }

    /// <summary>Stretches of the width that cells cover; a row of one long cell (a heading across columns) makes none.</summary>
    private static List<(double Left, double Right)> Columns(List<IReadOnlyList<LineCell>> rows)
    {
        var most = rows.Max(row => row.Count);
        var columns = new List<(double Left, double Right)>();
        foreach (var cell in rows.Where(row => row.Count > most / 2).SelectMany(row => row).OrderBy(cell => cell.Left).ThenBy(cell => cell.Right))
        {
            if (columns.Count > 0 && cell.Left < columns[^1].Right)
                columns[^1] = (columns[^1].Left, Math.Max(columns[^1].Right, cell.Right));
            else
                columns.Add((cell.Left, cell.Right));
        }

        return columns;
    }

    private static (double Left, double Right) Column(List<(double Left, double Right)> columns, LineCell cell) =>
        columns.MaxBy(column => Math.Min(column.Right, cell.Right) - Math.Max(column.Left, cell.Left));
}
