using System.Globalization;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Decisions;

/// <summary>The labels of train as numbers.</summary>
/// <param name="Values">[target][row of train]: the number; for classes and ordinal numbers the index in <see cref="Target.Classes"/>; NaN where it is empty.</param>
public sealed record Truth(IReadOnlyList<double[]> Values)
{
    /// <summary>The labels of a table whose rows <see cref="Pipelines.RawPredictions.Rows"/> counts.</summary>
    public static Truth Of(Problem problem, Table train) => new([.. problem.Targets.Select(target => Read(target, train[target.Name]))]);

    /// <summary>A target's labels in the unit in which models predict it: an ordinal number's value in the place of its index.</summary>
    internal double[] Predicted(Target target, int index)
    {
        if (target is not { Kind: TargetKind.Number, Classes.Count: > 0 })
            return Values[index];
        double[] values = [.. target.Classes.Select(label => double.Parse(label, CultureInfo.InvariantCulture))];
        return Array.ConvertAll(Values[index], code => double.IsFinite(code) ? values[(int)code] : code);
    }

    private static double[] Read(Target target, Column column)
    {
        var values = new double[column.Count];
        var codes = target.Classes.Select((label, code) => (label, code)).ToDictionary(pair => pair.label, pair => (double)pair.code, StringComparer.Ordinal);
        for (var row = 0; row < values.Length; row++)
            values[row] = codes.Count == 0 ? column.Number(row) : codes.GetValueOrDefault(column[row], double.NaN);
        return values;
    }
}
