using System.Globalization;
using Longhaul.Runs.Tasks;

namespace Longhaul.Evaluation.Submissions;

/// <summary>
/// The labels of one column, in order. Where all true labels are numbers, labels compare by value (<c>6</c> is <c>6.0</c>) and stand in ascending
/// order; otherwise they compare as exact text and stand in ordinal order.
/// </summary>
public sealed class LabelSet
{
    private static readonly string[][] YesAndNo = [["1", "0"], .. ZeroOneLabels.YesAndNo, ["1", "-1"]];
    private readonly Dictionary<string, int> _codes;

    private LabelSet(IReadOnlyList<string> labels, bool numeric)
    {
        All = labels;
        IsNumeric = numeric;
        _codes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var code = 0; code < labels.Count; code++)
            _codes[labels[code]] = code;
    }

    /// <summary>The labels in order, numbers in their shortest form; a label's place is its code.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>Whether labels compare as numbers.</summary>
    public bool IsNumeric { get; }

    /// <summary>The labels of the truth and, after them in the same order, whatever else was predicted.</summary>
    public static LabelSet Of(IEnumerable<string> truth, IEnumerable<string>? predicted = null)
    {
        var seen = truth.ToHashSet(StringComparer.Ordinal);
        var numeric = seen.Count > 0 && seen.All(label => label.Length == 0 || TryNumber(label, out _)) && seen.Any(label => label.Length > 0);
        seen.UnionWith(predicted ?? []);
        var labels = seen.Select(label => Canonical(label, numeric)).Distinct(StringComparer.Ordinal);
        return new LabelSet(numeric
            ? [.. labels.OrderBy(label => TryNumber(label, out var value) ? value : double.PositiveInfinity).ThenBy(label => label, StringComparer.Ordinal)]
            : [.. labels.Order(StringComparer.Ordinal)], numeric);
    }

    /// <summary>The label's code, or −1 where it is none of these.</summary>
    public int Code(string label) =>
        _codes.TryGetValue(label, out var code) ? code : _codes.GetValueOrDefault(Canonical(label, IsNumeric), -1);

    /// <summary>The codes of many labels.</summary>
    public int[] Codes(IReadOnlyList<string> labels)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var codes = new int[labels.Count];
        for (var row = 0; row < codes.Length; row++)
        {
            if (!known.TryGetValue(labels[row], out codes[row]))
                known[labels[row]] = codes[row] = Code(labels[row]);
        }

        return codes;
    }

    /// <summary>
    /// The code of the positive label: the one that was asked for; else 1, true or yes among labels that mean yes and no; else the last in
    /// order. −1 where it doesn't occur, as among a fold's rows it may not; null where a single label can't tell.
    /// </summary>
    public int? Positive(string asked)
    {
        if (asked.Length > 0)
            return Code(asked);
        foreach (var pair in YesAndNo)
        {
            if (All.All(label => pair.Contains(label, StringComparer.OrdinalIgnoreCase)))
                return All.ToList().FindIndex(label => label.Equals(pair[0], StringComparison.OrdinalIgnoreCase));
        }

        return All.Count < 2 ? null : All.Count - 1;
    }

    private static string Canonical(string label, bool numeric) =>
        numeric && TryNumber(label, out var value) ? (value + 0.0).ToString("R", CultureInfo.InvariantCulture) : label;

    private static bool TryNumber(string label, out double value) =>
        double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
