using System.Numerics;
using System.Runtime.Intrinsics;

namespace Longhaul.Trainer.Models.Trees;

/// <summary>The variance of numbers. With s the sides' sums, a split's score is s_l² / n_l + s_r² / n_r.</summary>
internal sealed class VarianceCriterion(double[] labels, int capacity) : ICriterion
{
    private readonly double[] _node = new double[capacity];
    private int _rows;
    private double _sum;

    public bool IsPure { get; private set; }

    public double Score => _sum * _sum / _rows;

    public void Enter(ReadOnlySpan<int> rows)
    {
        _rows = rows.Length;
        (_sum, IsPure) = (0, true);
        for (var i = 0; i < rows.Length; i++)
        {
            _sum += _node[i] = labels[rows[i]];
            IsPure &= _node[i] == _node[0];
        }
    }

    public (double Score, int Left) Split(ReadOnlySpan<float> values, float threshold)
    {
        // Eight rows at a time and without a branch, which would be guessed wrong every other time.
        var node = _node.AsSpan(0, _rows);
        values = values[..node.Length];
        var limit = Vector256.Create(threshold);
        var (even, odd, left, i) = (Vector256<double>.Zero, Vector256<double>.Zero, 0, 0);
        for (; i + Vector256<float>.Count <= node.Length; i += Vector256<float>.Count)
        {
            var below = Vector256.LessThanOrEqual(Vector256.Create(values.Slice(i, Vector256<float>.Count)), limit).AsInt32();
            left += BitOperations.PopCount(below.ExtractMostSignificantBits());
            even += Vector256.Create(node.Slice(i, 4)) & Vector256.WidenLower(below).AsDouble();
            odd += Vector256.Create(node.Slice(i + 4, 4)) & Vector256.WidenUpper(below).AsDouble();
        }

        var sum = Vector256.Sum(even + odd);
        for (; i < node.Length; i++)
        {
            if (values[i] <= threshold)
            {
                sum += node[i];
                left++;
            }
        }

        return (Sides(sum, left, node.Length), left);
    }

    public double SplitOff(ReadOnlySpan<int> side)
    {
        var sum = 0.0;
        foreach (var position in side)
            sum += _node[position];
        return Sides(sum, side.Length, _rows);
    }

    public (double Score, int Last) BestSplit(ReadOnlySpan<int> order, ReadOnlySpan<float> values, int minLeaf)
    {
        var (best, last, sum) = (double.NegativeInfinity, -1, 0.0);
        for (var i = 0; i + 1 < order.Length; i++)
        {
            sum += _node[order[i]];
            if (values[i] == values[i + 1] || i + 1 < minLeaf || order.Length - i - 1 < minLeaf)
                continue;
            var score = Sides(sum, i + 1, order.Length);
            if (score > best)
                (best, last) = (score, i);
        }

        return (best, last);
    }

    public Node Leaf(List<float> shares) => new(-1, (float)(_sum / _rows), 0);

    private double Sides(double leftSum, int left, int rows)
    {
        var right = _sum - leftSum;
        return leftSum * leftSum / Math.Max(1, left) + right * right / Math.Max(1, rows - left);
    }
}
