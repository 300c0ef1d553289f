using Longhaul.Runs.Tables;

namespace Longhaul.Runs.Tasks.Inference;

/// <summary>Tells columns of dates, and orders them.</summary>
internal static class DateCells
{
    private const int Probe = 200;

    /// <summary>The one format that the first filled cells of all the columns share; null where they aren't dates.</summary>
    public static string? FormatOf(params IEnumerable<Column> columns)
    {
        string[] cells = [.. columns.SelectMany(column => column.Where(cell => cell.Length > 0).Take(Probe))];
        return DateFormats.Detect(cells);
    }

    /// <summary>The earliest and the latest date; null where a cell has another form (empty ones don't count) or there is none.</summary>
    public static (DateTime First, DateTime Last)? Range(Column column, string format)
    {
        (DateTime First, DateTime Last)? range = null;
        foreach (var cell in column)
        {
            if (cell.Length == 0)
                continue;
            if (!DateFormats.TryRead(cell, format, out var moment))
                return null;
            var date = moment.UtcDateTime;
            range = range is var (first, last) ? (date < first ? date : first, date > last ? date : last) : (date, date);
        }

        return range;
    }
}
