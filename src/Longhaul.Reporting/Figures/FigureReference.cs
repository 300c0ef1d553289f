using System.Globalization;
using System.Text.RegularExpressions;

namespace Longhaul.Reporting.Figures;

/// <summary>
/// What stands for a number in a report's source: <c>{{e7:score}}</c>, <c>{{e7:fold:2}}</c>, <c>{{run:wall}}</c>, or a quoted constant
/// <c>{{const:2.6358|AlphaEvolve}}</c>.
/// </summary>
public abstract partial record FigureReference
{
    private FigureReference()
    {
    }

    /// <summary>The text between the braces.</summary>
    public abstract string Inner { get; }

    /// <summary>Reads the text between the braces; null when it is no reference.</summary>
    public static FigureReference? Parse(string inner)
    {
        if (ConstantForm().Match(inner) is { Success: true } constant)
            return new Constant(constant.Groups["number"].Value.Trim(), constant.Groups["origin"].Value.Trim());
        if (MeasuredForm().Match(inner) is not { Success: true } measured)
            return null;
        int? argument = measured.Groups["argument"].Success ? int.Parse(measured.Groups["argument"].Value, CultureInfo.InvariantCulture) : null;
        return new Measured(measured.Groups["subject"].Value, measured.Groups["quantity"].Value, argument);
    }

    public override string ToString() => "{{" + Inner + "}}";

    [GeneratedRegex(@"^const:(?<number>[^|{}]+)\|(?<origin>[^|{}]+)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ConstantForm();

    [GeneratedRegex("^(?<subject>[aec][0-9]{1,9}|run|grade):(?<quantity>[a-z_]+)(:(?<argument>[0-9]{1,9}))?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex MeasuredForm();

    /// <summary>A figure that the journal knows.</summary>
    /// <param name="Subject"><c>e7</c>, <c>c9</c>, <c>a1</c>, <c>run</c> or <c>grade</c>.</param>
    /// <param name="Quantity"><c>score</c>, <c>spread</c>, <c>wall</c> …; the list stands in docs/report.md.</param>
    /// <param name="Argument">The 0-based fold, or the member of an ensemble.</param>
    public sealed record Measured(string Subject, string Quantity, int? Argument = null) : FigureReference
    {
        public override string Inner => Argument is { } number ? string.Create(CultureInfo.InvariantCulture, $"{Subject}:{Quantity}:{number}") : $"{Subject}:{Quantity}";

        public override string ToString() => base.ToString();
    }

    /// <summary>A number that somebody else stated, with who did.</summary>
    public sealed record Constant(string Number, string Origin) : FigureReference
    {
        public override string Inner => $"const:{Number}|{Origin}";

        public override string ToString() => base.ToString();
    }
}
