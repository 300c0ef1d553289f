using Longhaul.Builtin.Profile;
using Longhaul.Runs.Tables;

namespace Longhaul.Builtin.Leaks;

/// <summary>When each row was, in numbers that grow with time; NaN where that is not known.</summary>
/// <param name="Column">The column that says so.</param>
internal sealed record TimeLine(string Column, double[] Train, double[] Test)
{
    /// <summary>By the task's time column, else by the column of dates with the most values. Null where there is neither.</summary>
    public static TimeLine? Of(AuditedData data)
    {
        var dates = data.Profile.Columns.Where(column => column is { Kind: ColumnKind.Date, InTest: true, Dates: not null }).OrderByDescending(column => column.Distinct);
        var name = data.Task.TimeColumn ?? dates.FirstOrDefault()?.Name;
        if (name is null || data.Profile.Columns.FirstOrDefault(column => column.Name == name) is not { } profile)
            return null;
        var format = profile.Dates?.Format ?? (data.Train[name].IsNumeric ? null : DateFormats.Detect(data.Cells(name)));
        if (format is null && !data.Train[name].IsNumeric)
            return null;
        return new TimeLine(name, Moments(data.Train[name], format), data.Test.Find(name) is { } test ? Moments(test, format) : []);
    }

    private static double[] Moments(Column column, string? format)
    {
        var moments = new double[column.Count];
        for (var row = 0; row < moments.Length; row++)
        {
            moments[row] = format is null ? column.Number(row)
                : DateFormats.TryRead(column[row], format, out var date) ? date.UtcTicks / (double)TimeSpan.TicksPerSecond : double.NaN;
        }

        return moments;
    }
}
