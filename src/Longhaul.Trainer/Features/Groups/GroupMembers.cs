using Longhaul.Trainer.Data;

namespace Longhaul.Trainer.Features.Groups;

/// <summary>A column of numbers by group: each group's filled cells, sorted, with their mean and deviation.</summary>
internal sealed class GroupMembers
{
    // A group of a few rows tells little about its own deviation: so many rows of the usual one are added.
    private const double UsualRows = 1;

    private readonly int[] _codes;
    private readonly float[] _values;
    private readonly float[][] _sorted;
    private readonly double[] _means;
    private readonly double[] _deviations;

    private GroupMembers(int[] codes, float[] values, float[][] sorted)
    {
        (_codes, _values, _sorted) = (codes, values, sorted);
        _means = Array.ConvertAll(sorted, group => group.Length == 0 ? double.NaN : group.Average(value => (double)value));
        double[] squares = [.. sorted.Zip(_means, (group, mean) => group.Sum(value => (value - mean) * (value - mean)))];
        var usual = squares.Sum() / Math.Max(1, sorted.Sum(group => (double)group.Length));
        _deviations = [.. sorted.Zip(squares, (group, sum) => Math.Sqrt((sum + (UsualRows * usual)) / (group.Length + UsualRows)))];
    }

    public static GroupMembers Of(CategoryColumn groups, NumberColumn numbers)
    {
        List<float>[] members = [.. groups.Levels.Select(_ => new List<float>())];
        for (var row = 0; row < groups.Codes.Length; row++)
        {
            if (groups.Codes[row] >= 0 && float.IsFinite(numbers.Values[row]))
                members[groups.Codes[row]].Add(numbers.Values[row]);
        }

        return new GroupMembers(groups.Codes, numbers.Values, Array.ConvertAll(members, list => list.Order().ToArray()));
    }

    /// <summary>The row's number in its group's light; NaN where the group is unknown, or the cell is empty or infinite and asked for.</summary>
    public float Compare(string way, int row)
    {
        var group = _codes[row];
        if (group < 0 || _sorted[group].Length == 0)
            return float.NaN;
        var compared = (float)(way switch
        {
            "mean" => _means[group],
            "deviation" => _deviations[group],
            "min" => _sorted[group][0],
            "max" => _sorted[group][^1],
            "difference" => _values[row] - _means[group],
            "score" => _deviations[group] > 0 ? (_values[row] - _means[group]) / _deviations[group] : 0,
            "rank" => Rank(_sorted[group], _values[row]),
            _ => throw new ArgumentOutOfRangeException(nameof(way), way, "no way to compare"),
        });
        return float.IsFinite(compared) ? compared : float.NaN;
    }

    // The share below it, half of its equals included.
    private static double Rank(float[] sorted, float value)
    {
        if (!float.IsFinite(value))
            return double.NaN;
        int below = Below(sorted, value, orEqual: false), notAbove = Below(sorted, value, orEqual: true);
        return (below + notAbove) / 2.0 / sorted.Length;
    }

    private static int Below(float[] sorted, float value, bool orEqual)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value || orEqual && sorted[middle] == value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
