using System.Globalization;

namespace Longhaul.Reporting.Figures;

/// <summary>Numbers as texts have them: how exact one is meant, and how one is shown.</summary>
internal static class WrittenNumber
{
    private const int MostDecimals = 400;
    private const double Small = 0.001;

    /// <summary>The decimals that a number in invariant form tells, an exponent reckoned in: two of <c>0.31</c>, four of <c>1e-4</c>; 0 at least.</summary>
    public static int Decimals(string number)
    {
        var exponentAt = number.IndexOfAny(['e', 'E']);
        var mantissa = exponentAt < 0 ? number : number[..exponentAt];
        var exponent = exponentAt < 0 ? 0 : double.Parse(number.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var decimals = mantissa.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? mantissa.Length - point - 1 : 0;
        return (int)Math.Clamp(decimals - exponent, 0, MostDecimals);
    }

    /// <summary>How far a value may lie from a number that it rounds to: half of the last decimal.</summary>
    public static double Tolerance(string number) => 0.5 * Math.Pow(10, -Decimals(number)) * (1 + 1e-9);

    /// <summary>At most six decimals; of a small number six digits, so that none reads as 0.</summary>
    public static string Of(double number) => number.ToString(Math.Abs(number) < Small ? "G6" : "0.######", CultureInfo.InvariantCulture);
}
