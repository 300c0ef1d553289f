namespace Longhaul.Trainer.Features.Windows;

/// <summary>
/// Statistics over windows that move forward along a series: each in time linear in its length, whatever the windows' size. Empty cells are passed
/// over; a window without a filled one gives NaN.
/// </summary>
public sealed class RollingStatistics
{
    private readonly float[] _values;
    private readonly double[] _sums;
    private readonly double[] _squares;
    private readonly int[] _counts;
    private readonly double _centre;

    /// <param name="values">In the order of the series.</param>
    public RollingStatistics(float[] values)
    {
        _values = values;
        // Sums of differences to the mean lose fewer digits than sums of the values.
        _centre = values.Where(float.IsFinite).Select(value => (double)value).DefaultIfEmpty(0).Average();
        (_sums, _squares, _counts) = (new double[values.Length + 1], new double[values.Length + 1], new int[values.Length + 1]);
        for (var i = 0; i < values.Length; i++)
        {
            var known = float.IsFinite(values[i]);
            var d = known ? values[i] - _centre : 0;
            (_sums[i + 1], _squares[i + 1], _counts[i + 1]) = (_sums[i] + d, _squares[i] + (d * d), _counts[i] + (known ? 1 : 0));
        }
    }

    /// <summary>The statistic of every window; <paramref name="from"/> and <paramref name="to"/> never go back.</summary>
    public float[] Of(string statistic, int[] from, int[] to) => statistic switch
    {
        "mean" => Each(from, to, (count, sum, _) => (sum / count) + _centre),
        "sum" => Each(from, to, (count, sum, _) => sum + (count * _centre)),
        "std" => Each(from, to, (count, sum, squares) => Math.Sqrt(Math.Max(0, (squares / count) - (sum / count * (sum / count))))),
        "min" => Extreme(from, to, sign: 1),
        "max" => Extreme(from, to, sign: -1),
        _ => throw new ArgumentOutOfRangeException(nameof(statistic), statistic, "no statistic"),
    };

    private float[] Each(int[] from, int[] to, Func<int, double, double, double> of)
    {
        var results = new float[from.Length];
        for (var i = 0; i < from.Length; i++)
        {
            var count = _counts[to[i]] - _counts[from[i]];
            results[i] = count == 0 ? float.NaN : (float)of(count, _sums[to[i]] - _sums[from[i]], _squares[to[i]] - _squares[from[i]]);
        }

        return results;
    }

    // A queue of places whose values ascend (times sign): its head is the window's extreme (Lemire 2006).
    private float[] Extreme(int[] from, int[] to, int sign)
    {
        var results = new float[from.Length];
        var queue = new int[_values.Length];
        for (int i = 0, head = 0, tail = 0, next = 0; i < from.Length; i++)
        {
            for (; next < to[i]; next++)
            {
                if (!float.IsFinite(_values[next]))
                    continue;
                while (tail > head && sign * _values[queue[tail - 1]] >= sign * _values[next])
                    tail--;
                queue[tail++] = next;
            }

            while (head < tail && queue[head] < from[i])
                head++;
            results[i] = head < tail ? _values[queue[head]] : float.NaN;
        }

        return results;
    }
}
