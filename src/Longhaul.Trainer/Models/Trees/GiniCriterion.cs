using System.Runtime.CompilerServices;

namespace Longhaul.Trainer.Models.Trees;

/// <summary>
/// Gini's impurity. With l and r the sides' counts per class, the split's score is Σ l² / n_l + Σ r² / n_r. On few rows sums of squares are kept up
/// while counting (c² grows by 2c + 1), so a split costs the node's rows, however many classes there are.
/// </summary>
internal sealed class GiniCriterion : ICriterion
{
    private readonly int[] _labels;
    private readonly int _classes;
    private readonly int[] _left;
    private readonly int[] _right;
    private readonly int[] _counts;
    private readonly int[] _node;
    private int _rows;
    private long _squares;

    public GiniCriterion(int[] labels, int classes, int capacity)
    {
        (_labels, _classes) = (labels, classes);
        (_left, _right, _counts) = (new int[classes], new int[classes], new int[classes]);
        _node = new int[capacity];
    }

    public bool IsPure => _squares == (long)_rows * _rows;

    public double Score => (double)_squares / _rows;

    public void Enter(ReadOnlySpan<int> rows)
    {
        _rows = rows.Length;
        Array.Clear(_counts);
        for (var i = 0; i < rows.Length; i++)
            _counts[_node[i] = _labels[rows[i]]]++;
        _squares = 0;
        foreach (var count in _counts)
            _squares += (long)count * count;
    }

    public (double Score, int Left) Split(ReadOnlySpan<float> values, float threshold)
    {
        // Counted without a branch, which would be guessed wrong every other time.
        var node = _node.AsSpan(0, _rows);
        values = values[..node.Length];
        var (counts, left) = (_left, 0);
        if (node.Length < _classes)
            return SplitFew(values, threshold);
        for (var i = 0; i < node.Length; i++)
        {
            int below = Unsafe.BitCast<bool, byte>(values[i] <= threshold);
            counts[node[i]] += below;
            left += below;
        }

        long squares = 0, shared = 0;
        for (var k = 0; k < counts.Length; k++)
        {
            squares += (long)counts[k] * counts[k];
            shared += (long)counts[k] * _counts[k];
            counts[k] = 0;
        }

        return (Sides(squares, shared, left), left);
    }

    public double SplitOff(ReadOnlySpan<int> side)
    {
        long squares = 0, shared = 0;
        foreach (var position in side)
        {
            var label = _node[position];
            squares += (2 * _left[label]++) + 1;
            shared += _counts[label];
        }

        foreach (var position in side)
            _left[_node[position]] = 0;
        return Sides(squares, shared, side.Length);
    }

    /// <summary>With fewer rows than classes only the rows' own classes are looked at.</summary>
    private (double Score, int Left) SplitFew(ReadOnlySpan<float> values, float threshold)
    {
        Span<int> side = stackalloc int[values.Length];
        var left = 0;
        for (var i = 0; i < values.Length; i++)
        {
            side[left] = i;
            left += Unsafe.BitCast<bool, byte>(values[i] <= threshold);
        }

        return (SplitOff(side[..left]), left);
    }

    /// <summary>The score from one side alone: Σ (c − l)² = Σ c² − 2 Σ c l + Σ l² over classes is the other side's.</summary>
    /// <param name="squares">Σ l², with l the side's count of a class.</param>
    /// <param name="shared">Σ c l, with c the node's count.</param>
    private double Sides(long squares, long shared, int side) =>
        (squares / (double)Math.Max(1, side)) + ((_squares - (2 * shared) + squares) / (double)Math.Max(1, _rows - side));

    public (double Score, int Last) BestSplit(ReadOnlySpan<int> order, ReadOnlySpan<float> values, int minLeaf)
    {
        if (_classes == 2)
            return BestSplitOfTwo(order, values, minLeaf);
        _counts.CopyTo(_right, 0);
        Array.Clear(_left);
        long leftSquares = 0, rightSquares = _squares;
        var (best, last) = (double.NegativeInfinity, -1);
        for (var i = 0; i + 1 < order.Length; i++)
        {
            var label = _node[order[i]];
            leftSquares += 2 * _left[label]++ + 1;
            rightSquares -= 2 * --_right[label] + 1;
            if (values[i] == values[i + 1] || i + 1 < minLeaf || order.Length - i - 1 < minLeaf)
                continue;
            var score = leftSquares / (double)(i + 1) + rightSquares / (double)(order.Length - i - 1);
            if (score > best)
                (best, last) = (score, i);
        }

        Array.Clear(_left);
        Array.Clear(_right);
        return (best, last);
    }

    /// <summary>Of two classes one is counted, and squares are taken where there may be a split.</summary>
    private (double Score, int Last) BestSplitOfTwo(ReadOnlySpan<int> order, ReadOnlySpan<float> values, int minLeaf)
    {
        var (best, last, ones) = (double.NegativeInfinity, -1, 0L);
        for (var i = 0; i + 1 < order.Length; i++)
        {
            ones += _node[order[i]];
            if (values[i] == values[i + 1] || i + 1 < minLeaf || order.Length - i - 1 < minLeaf)
                continue;
            long left = i + 1, right = order.Length - left, others = _counts[1] - ones;
            var score = ((ones * ones) + ((left - ones) * (left - ones))) / (double)left + ((others * others) + ((right - others) * (right - others))) / (double)right;
            if (score > best)
                (best, last) = (score, i);
        }

        return (best, last);
    }

    public Node Leaf(List<float> shares)
    {
        if (_classes == 2)
            return new Node(-1, (float)_counts[1] / _rows, 0);
        if (IsPure)
            return new Node(-1, 0, ~_node[0]);
        var start = shares.Count;
        foreach (var count in _counts)
            shares.Add((float)count / _rows);
        return new Node(-1, 0, start);
    }
}
