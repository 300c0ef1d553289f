using System.Globalization;
using Longhaul.Runs.Tables;

namespace Longhaul.Evaluation.Views;

/// <summary>Moments in the forms that competition data use.</summary>
internal static class Moments
{
    private const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;

    private static readonly DateTimeFormatInfo DayFirst = new() { ShortDatePattern = "dd/MM/yyyy" };

    /// <summary>
    /// A column's cells as numbers that grow with time: numbers as they are (an epoch, a year, a step), else dates, month first or day first as fits
    /// every cell. Empty cells come before all others. Null where the cells are neither.
    /// </summary>
    public static double[]? Of(Column column) =>
        Numbers(column) ?? Known(column) ?? Forms(column).Select(form => Dates(column, form)).FirstOrDefault(dates => dates is not null);

    private static double[]? Numbers(Column column) => All(column, cell =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null);

    private static double[]? Known(Column column) => DateFormats.Detect([.. column.Where(cell => cell.Length > 0)]) is { } format
        ? All(column, cell => DateFormats.TryRead(cell, format, out var moment) ? moment.UtcTicks : null)
        : null;

    // Other ways of writing dates that .NET reads.
    private static double[]? Dates(Column column, DateTimeFormatInfo form) =>
        All(column, cell => DateTime.TryParse(cell, form, Style, out var moment) ? moment.Ticks : null);

    // With points the day comes first (31.12.2020); with slashes mostly the month.
    private static DateTimeFormatInfo[] Forms(Column column) =>
        column.FirstOrDefault(cell => cell.Length > 0)?.Split(' ')[0].Contains('.', StringComparison.Ordinal) == true
            ? [DayFirst, DateTimeFormatInfo.InvariantInfo]
            : [DateTimeFormatInfo.InvariantInfo, DayFirst];

    private static double[]? All(Column column, Func<string, double?> read)
    {
        var moments = new double[column.Count];
        for (var row = 0; row < moments.Length; row++)
        {
            if (column.IsEmpty(row))
                moments[row] = double.NegativeInfinity;
            else if (read(column[row]) is { } moment)
                moments[row] = moment;
            else
                return null;
        }

        return moments;
    }
}
