namespace Longhaul.Trainer.Models.Trees;

/// <summary>
/// Puts the rows of a node into the order of a feature by its ranks: by counting where the node's ranks are few or close together, which takes as long as
/// reading them, and else by sorting rank and position as one number.
/// </summary>
/// <param name="capacity">Rows of a node at most.</param>
internal sealed class RankedNode(int capacity)
{
    // Counting walks over all ranks between the lowest and the highest.
    private const int RanksPerRow = 4;

    private readonly int[] _ranks = new int[capacity];
    private readonly long[] _keys = new long[capacity];
    private int[] _starts = [];
    private int _low;
    private int _high;

    /// <summary>Loads the ranks of a node's rows; gives the smallest and the largest.</summary>
    public (int Low, int High) Enter(RankedColumn column, ReadOnlySpan<int> rows)
    {
        var ranks = column.Ranks;
        var (low, high) = (int.MaxValue, int.MinValue);
        for (var i = 0; i < rows.Length; i++)
        {
            var rank = ranks[rows[i]];
            _ranks[i] = rank;
            low = Math.Min(low, rank);
            high = Math.Max(high, rank);
        }

        return (_low, _high) = (low, high);
    }

    /// <summary>Positions of the node's rows, ascending by rank and then by position, and the values in that order.</summary>
    public void Sort(RankedColumn column, Span<int> order, Span<float> values)
    {
        if (_high - _low < RanksPerRow * order.Length)
            Count(column.Levels, order, values);
        else
            SortKeys(column.Levels, order, values);
    }

    private void Count(float[] levels, Span<int> order, Span<float> values)
    {
        var width = _high - _low + 1;
        if (_starts.Length < width)
            _starts = new int[Math.Max(width, 2 * _starts.Length)];
        var starts = _starts.AsSpan(0, width);
        var ranks = _ranks.AsSpan(0, order.Length);
        starts.Clear();
        foreach (var rank in ranks)
            starts[rank - _low]++;
        var at = 0;
        for (var i = 0; i < starts.Length; i++)
        {
            var count = starts[i];
            starts[i] = at;
            values.Slice(at, count).Fill(levels[_low + i]);
            at += count;
        }

        for (var i = 0; i < ranks.Length; i++)
            order[starts[ranks[i] - _low]++] = i;
    }

    private void SortKeys(float[] levels, Span<int> order, Span<float> values)
    {
        var keys = _keys.AsSpan(0, order.Length);
        for (var i = 0; i < keys.Length; i++)
            keys[i] = ((long)_ranks[i] << 32) | (uint)i;
        keys.Sort();
        for (var i = 0; i < keys.Length; i++)
            (order[i], values[i]) = ((int)keys[i], levels[(int)(keys[i] >> 32)]);
    }
}
