using System.Collections.Immutable;
using Longhaul.Builtin.Profile;

namespace Longhaul.Builtin.Portfolio;

/// <summary>Numbers that are of one kind by their names: <c>x1 … x64</c>, <c>margin_01 … margin_64</c>, or wavelengths.</summary>
internal static class ColumnFamilies
{
    /// <summary>Fewer columns are no curve.</summary>
    public const int Fewest = 8;

    /// <summary>Each family's columns in the order of their numbers; families in the order of their first column.</summary>
    public static IReadOnlyList<ImmutableArray<string>> Of(DataProfile profile) =>
    [
        .. profile.Usable(ColumnKind.Number).Select(column => (column.Name, Parts: Split(column.Name))).Where(column => column.Parts.Number is not null)
            .GroupBy(column => column.Parts.Stem, StringComparer.Ordinal).Where(family => family.Count() >= Fewest)
            .Select(family => family.OrderBy(column => column.Parts.Number).Select(column => column.Name).ToImmutableArray()),
    ];

    private static (string Stem, double? Number) Split(string name)
    {
        var start = name.Length;
        while (start > 0 && (char.IsAsciiDigit(name[start - 1]) || (name[start - 1] == '.' && start < name.Length)))
            start--;
        return double.TryParse(name.AsSpan(start), System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? (name[..start], number)
            : (name, null);
    }
}
