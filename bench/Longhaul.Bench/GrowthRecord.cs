using System.Globalization;

namespace Longhaul.Bench;

/// <summary>What was measured at one size; NaN: not within the time.</summary>
internal sealed record GrowthSize(int Rows, int Columns, double FirstSeconds, double ModelSeconds, long PeakBytes);

/// <summary>The measurements that were made, a line per size in docs/growth.csv; a new one takes the place of the older.</summary>
internal static class GrowthRecord
{
    private const string Header = "rows,columns,first_submission_s,first_model_s,peak_bytes";

    private static string Path { get; } = System.IO.Path.Combine(Launcher.Repository, "docs", "growth.csv");

    public static IReadOnlyList<GrowthSize> All() => !File.Exists(Path) ? [] : [.. File.ReadLines(Path).Skip(1).Select(Parse)];

    public static void Keep(GrowthSize size)
    {
        var all = All().Where(other => (other.Rows, other.Columns) != (size.Rows, size.Columns)).Append(size).OrderBy(one => one.Rows).ThenBy(one => one.Columns);
        File.WriteAllLines(Path, [Header, .. all.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Rows},{one.Columns},{one.FirstSeconds:0.0},{one.ModelSeconds:0.0},{one.PeakBytes}"))]);
    }

    private static GrowthSize Parse(string line)
    {
        var cells = line.Split(',');
        double Number(int cell) => double.Parse(cells[cell], CultureInfo.InvariantCulture);
        return new GrowthSize((int)Number(0), (int)Number(1), Number(2), Number(3), (long)Number(4));
    }
}
