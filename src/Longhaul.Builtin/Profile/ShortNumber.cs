using System.Globalization;

namespace Longhaul.Builtin.Profile;

/// <summary>A number as people write it: four digits, more where it takes more to name the whole part.</summary>
internal static class ShortNumber
{
    // Beyond it nobody counts the digits.
    private const double Long = 1e10;

    /// <summary><c>0.1235</c>, <c>37.5</c>, <c>12285</c>, <c>1.2E+12</c>.</summary>
    public static string Of(double value) => Math.Abs(value) is >= 1000 and < Long
        ? Math.Round(value).ToString("0", CultureInfo.InvariantCulture)
        : value.ToString("G4", CultureInfo.InvariantCulture);
}
