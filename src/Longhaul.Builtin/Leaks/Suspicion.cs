using Longhaul.Evaluation.Metrics;
using Longhaul.Search.Alarms;

namespace Longhaul.Builtin.Leaks;

/// <summary>How a view of a column stands to a target, and whether that is more than an honest column would say.</summary>
/// <param name="Power">What it explains.</param>
/// <param name="Linear">For two columns of numbers: the square of Pearson's r; else 0.</param>
/// <param name="SameScale">Whether it is the target plus an error: slope 1 and offset 0.</param>
internal sealed record Suspicion(ColumnView View, Power Power, double Linear, bool SameScale)
{
    // Thresholds, for the share of the target that is explained. Honest columns reach 0.93 (the size of a diamond and its price).
    public const double Exact = 0.99;
    private const double Near = 0.97, CopyOfNumber = 0.85, CertainCopy = 0.9, NearClass = 0.9, RelabelledGain = 0.6, CertainGain = 0.9, Flag = 0.9;

    // How much less it leaves open than all others together.
    private const double Ratio = 3, CopyRatio = 2;
    private const int FewestRows = 15, FewestOnScale = 2;

    public double Skill => Math.Max(Power.Skill, Linear);

    /// <summary>The same, or how well it tells the class that it tells best.</summary>
    public double Most => Math.Max(Skill, Power.PerOutput.Max());

    /// <summary>Compares a view with the target.</summary>
    public static Suspicion Of(ColumnView view, Answer answer, int[] folds)
    {
        var power = Power.Of(view.Bins, answer, folds);
        if (view.Numbers is not { } numbers || answer.IsClass)
            return new Suspicion(view, power, 0, SameScale: false);
        var known = Enumerable.Range(0, answer.Rows).Where(row => double.IsFinite(numbers[row])).ToArray();
        double[] truth = Array.ConvertAll(known, row => answer.Values[row]), values = Array.ConvertAll(known, row => numbers[row]);
        var r = known.Length < answer.Rows * 0.9 ? double.NaN : CorrelationMetrics.Pearson(truth, values);
        if (!double.IsFinite(r))
            return new Suspicion(view, power, 0, SameScale: false);
        double deviation = Deviation(truth), slope = r * Deviation(values) / deviation;
        var sameScale = Math.Abs(slope - 1) < 0.05 && Math.Abs(truth.Average() - values.Average()) < 0.05 * deviation;
        return new Suspicion(view, power, r * r, sameScale);
    }

    /// <summary>Worth a look at what the other columns reach.</summary>
    public bool IsSuspect(Answer answer) => answer.IsClass
        ? Power.Skill >= NearClass || IsRelabelled(answer) || TellingClass(answer) is not null
        : Skill >= Near || IsShifted;

    /// <summary>Whether it practically tells another column's values (<see cref="Answer.Of(ColumnView)"/>).</summary>
    public bool IsCopyOf(Answer values, int[] folds) => View.Column == values.Name || Of(View, values, folds).Skill >= Exact;

    /// <summary>What it is, and of which output; null where an honest column may be like that.</summary>
    /// <param name="rest">All other columns, copies aside.</param>
    public (AlarmKind Kind, int? Output)? Verdict(Answer answer, RestOfColumns rest)
    {
        var ratio = Ahead(Skill, rest.Skill);
        var copies = View.IsWhole && (answer.IsClass ? IsRelabelled(answer) : IsShifted);
        var kind = copies ? AlarmKind.TargetCopy : View.Kind;
        if (Skill >= Exact || ratio >= Ratio && Skill >= (answer.IsClass ? NearClass : Near))
            return (kind, null);
        // Where others are on the target's scale as well, as in a row of sensors, the scale is no sign.
        if (copies && rest.OnScale < FewestOnScale && (ratio >= CopyRatio || Power.Gain >= CertainGain || Linear >= CertainCopy))
            return (kind, null);
        return TellingClass(answer) is { } output && Ahead(Power.PerOutput[output], rest.PerOutput[output]) >= Ratio ? (View.Kind, output) : null;
    }

    /// <summary>A number on the target's scale and close to it.</summary>
    public bool IsShifted => SameScale && Linear >= CopyOfNumber;

    /// <summary>About a value per class, and every class has one.</summary>
    private bool IsRelabelled(Answer answer) => answer.IsClass && View.Bins.Count <= 2 * answer.Labels.Count + 2 && Power.Classes == answer.Labels.Count && Power.Gain >= RelabelledGain;

    /// <summary>The class that it tells from all others.</summary>
    private int? TellingClass(Answer answer)
    {
        if (!answer.IsClass)
            return null;
        var best = Array.IndexOf(Power.PerOutput, Power.PerOutput.Max());
        return Power.PerOutput[best] >= (View.Kind == AlarmKind.NearPerfectColumn ? Near : Flag) && answer.Outputs[best].Sum() >= FewestRows ? best : null;
    }

    private static double Ahead(double skill, double rest) => (1 - Math.Clamp(rest, 0, 1)) / Math.Max(1e-9, 1 - skill);

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
