using System.Collections.Immutable;
using System.Globalization;
using Longhaul.Runs.Tables;

namespace Longhaul.Builtin.Profile;

/// <summary>Numbers that are of one kind by their names, and run on from column to column: <c>x1 … x64</c>, <c>margin_01 … margin_64</c>, or wavelengths.</summary>
internal static class ColumnFamilies
{
    /// <summary>Fewer columns are no curve.</summary>
    public const int Fewest = 8;

    /// <summary>Neighbours less alike than this on average have nothing but names in common.</summary>
    private const double LeastLikeness = 0.05;

    private const int Rows = 1000;

    /// <summary>Each family's columns in the order of their numbers; families in the order of their first column.</summary>
    public static IReadOnlyList<ImmutableArray<string>> Of(DataProfile profile) =>
    [
        .. ByName(profile.Usable(ColumnKind.Number)).Where(family => family.Average(column => column.Likeness) >= LeastLikeness)
            .Select(family => family.Select(column => column.Name).ToImmutableArray()),
    ];

    /// <summary>The columns with <see cref="ColumnProfile.Likeness"/>.</summary>
    public static ColumnProfile[] Compared(ColumnProfile[] columns, Table train)
    {
        var rows = RowSample.Of(train.RowCount, Rows);
        var likeness = ByName(columns.Where(column => column.Kind == ColumnKind.Number)).SelectMany(family => OfNeighbours(family, train, rows))
            .ToDictionary(pair => pair.Name, pair => pair.Likeness, StringComparer.Ordinal);
        return Array.ConvertAll(columns, column => likeness.TryGetValue(column.Name, out var known) ? column with { Likeness = known } : column);
    }

    private static IEnumerable<ColumnProfile[]> ByName(IEnumerable<ColumnProfile> numbers) =>
        numbers.Select(column => (Column: column, Parts: Split(column.Name))).Where(column => column.Parts.Number is not null)
            .GroupBy(column => column.Parts.Stem, StringComparer.Ordinal).Where(family => family.Count() >= Fewest)
            .Select(family => family.OrderBy(column => column.Parts.Number).Select(column => column.Column).ToArray());

    private static IEnumerable<(string Name, double? Likeness)> OfNeighbours(ColumnProfile[] family, Table train, int[] rows)
    {
        double[]? before = null;
        foreach (var column in family)
        {
            var numbers = Array.ConvertAll(rows, row => train[column.Name].Number(row));
            yield return (column.Name, before is null ? null : Correlation(before, numbers));
            before = numbers;
        }
    }

    /// <summary>Pearson's correlation over rows that have both numbers; null where one of them is constant there.</summary>
    private static double? Correlation(double[] a, double[] b)
    {
        (double A, double B)[] pairs = [.. a.Zip(b).Where(pair => double.IsFinite(pair.First) && double.IsFinite(pair.Second))];
        if (pairs.Length == 0)
            return null;
        var (meanA, meanB) = (pairs.Average(pair => pair.A), pairs.Average(pair => pair.B));
        double both = 0, squaresA = 0, squaresB = 0;
        foreach (var (x, y) in pairs)
        {
            both += (x - meanA) * (y - meanB);
            squaresA += (x - meanA) * (x - meanA);
            squaresB += (y - meanB) * (y - meanB);
        }

        var correlation = both / Math.Sqrt(squaresA * squaresB);
        return double.IsFinite(correlation) ? Math.Round(correlation, 4) : null;
    }

    private static (string Stem, double? Number) Split(string name)
    {
        var start = name.Length;
        while (start > 0 && (char.IsAsciiDigit(name[start - 1]) || (name[start - 1] == '.' && start < name.Length)))
            start--;
        return double.TryParse(name.AsSpan(start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? (name[..start], number)
            : (name, null);
    }
}
