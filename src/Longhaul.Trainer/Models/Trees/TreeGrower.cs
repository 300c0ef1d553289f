namespace Longhaul.Trainer.Models.Trees;

/// <summary>
/// Grows one tree, depth first. Features are drawn without replacement until enough of them vary in the node. Dense ones that are found constant
/// are not drawn again below it (they stand at the front of <see cref="_features"/>, and a subtree only permutes what stands behind); of sparse
/// ones only those are drawn that some row of the node fills.
/// </summary>
internal sealed class TreeGrower
{
    private const float Constant = 1e-7f;

    private readonly TreeData _data;
    private readonly IReadOnlyList<RankedColumn> _ranked;
    private readonly RankedNode? _node;
    private readonly SparseNode? _sparse;
    private readonly int[] _side;
    private readonly bool[] _right;
    private readonly TreeOptions _options;
    private readonly int _tries;
    private readonly int[] _features;
    private readonly int[] _rows;
    private readonly float[] _values;
    private readonly int[] _order;
    private readonly List<Node> _nodes = [];
    private readonly List<float> _shares = [];
    private readonly double[] _gains;
    private readonly ICriterion _criterion;
    private readonly Rng _random;
    private int _constants;
    private int _end;
    private int _filled;

    /// <param name="ranked">The dense features by rank, where the best thresholds are looked for; none else.</param>
    /// <param name="rows">The tree's rows, with repetitions in a bootstrap; reordered while growing.</param>
    /// <param name="gains">Receives each feature's gain.</param>
    public TreeGrower(TreeData data, IReadOnlyList<RankedColumn> ranked, int[] rows, ICriterion criterion, TreeOptions options, bool classes, Rng random, double[] gains)
    {
        (_data, _ranked, _rows, _criterion, _options, _random, _gains) = (data, ranked, rows, criterion, options, random, gains);
        _node = ranked.Count > 0 ? new RankedNode(rows.Length) : null;
        _tries = options.FeaturesPerSplit(data.Columns, classes);
        _features = [.. Enumerable.Range(0, data.Dense.Length)];
        _sparse = data.Sparse is { } sparse ? new SparseNode(sparse, rows) : null;
        (_side, _right) = _sparse is null ? ([], []) : (new int[rows.Length], new bool[rows.Length]);
        _values = new float[rows.Length];
        _order = options.Splits == SplitSearch.Best ? new int[rows.Length] : [];
    }

    public Tree Grow()
    {
        Stack<Task> open = new();
        _nodes.Add(default);
        open.Push(new Task(0, 0, _rows.Length, 0, 0));
        while (open.TryPop(out var task))
        {
            _criterion.Enter(_rows.AsSpan(task.Start, task.End - task.Start));
            if (Choose(task) is not { } split)
            {
                _nodes[task.Node] = _criterion.Leaf(_shares);
                continue;
            }

            _gains[split.Feature] += split.Gain;
            var middle = Partition(task, split);
            var left = _nodes.Count;
            _nodes[task.Node] = new Node(split.Feature, split.Threshold, left);
            _nodes.Add(default);
            _nodes.Add(default);
            open.Push(new Task(left + 1, middle, task.End, task.Depth + 1, split.Constants));
            open.Push(new Task(left, task.Start, middle, task.Depth + 1, split.Constants));
        }

        return new Tree([.. _nodes], [.. _shares]);
    }

    private SplitFound? Choose(Task task)
    {
        var count = task.End - task.Start;
        if (count < _options.MinSplit || count < 2 * _options.MinLeaf || (_options.MaxDepth > 0 && task.Depth >= _options.MaxDepth) || _criterion.IsPure)
            return null;
        _sparse?.Enter(_rows.AsSpan(task.Start, count));
        (_constants, _end, _filled) = (task.Constants, _features.Length, _sparse?.Columns.Length ?? 0);
        var best = SplitFound.None;
        for (var tried = 0; tried < _tries && _end - _constants + _filled > 0;)
        {
            var place = _random.Below(_end - _constants + _filled);
            var (varies, found) = place < _end - _constants ? TryDense(_constants + place, task) : TrySparse(place - (_end - _constants), count);
            tried += varies ? 1 : 0;
            if (found.Gain > best.Gain)
                best = found;
        }

        return best.Feature < 0 ? null : best with { Gain = best.Gain - _criterion.Score, Constants = _constants };
    }

    private (bool Varies, SplitFound Found) TryDense(int place, Task task)
    {
        var (feature, count) = (_features[place], task.End - task.Start);
        var (low, high) = _node is null ? Gather(feature, task) : Rank(_node, _ranked[feature], task);
        if (!(high > low + Constant))
        {
            (_features[place], _features[_constants]) = (_features[_constants], feature);
            _constants++;
            return (false, SplitFound.None);
        }

        _end--;
        (_features[place], _features[_end]) = (_features[_end], feature);
        return (true, _node is null ? DrawDense(feature, low, high, count) : SearchDense(_node, feature, count));
    }

    private (bool Varies, SplitFound Found) TrySparse(int place, int count)
    {
        var columns = _sparse!.Columns;
        var column = columns[place];
        _filled--;
        (columns[place], columns[_filled]) = (columns[_filled], column);
        var (low, high) = _sparse.Range(column);
        if (!(high > low + Constant))
            return (false, SplitFound.None);
        return (true, _options.Splits == SplitSearch.Random ? DrawSparse(column, low, high, count) : SearchSparse(column, low, high, count));
    }

    private (float Low, float High) Gather(int feature, Task task)
    {
        var column = _data.Dense[feature];
        var rows = _rows.AsSpan(task.Start, task.End - task.Start);
        var values = _values.AsSpan(0, rows.Length);
        for (var i = 0; i < rows.Length; i++)
            values[i] = column[rows[i]];
        return ValueRange.Of(values);
    }

    private (float Low, float High) Rank(RankedNode node, RankedColumn column, Task task)
    {
        var (low, high) = node.Enter(column, _rows.AsSpan(task.Start, task.End - task.Start));
        return (column.Levels[low], column.Levels[high]);
    }

    private SplitFound SearchDense(RankedNode node, int feature, int count)
    {
        node.Sort(_ranked[feature], _order.AsSpan(0, count), _values.AsSpan(0, count));
        return SearchSorted(feature, count);
    }

    private SplitFound DrawDense(int feature, float low, float high, int count)
    {
        var threshold = Threshold(low, high);
        var (score, left) = _criterion.Split(_values.AsSpan(0, count), threshold);
        return Found(feature, threshold, score, left, count);
    }

    private SplitFound DrawSparse(int column, float low, float high, int count)
    {
        var threshold = Threshold(low, high);
        var side = FilledSide(column, threshold);
        return Found(_data.Dense.Length + column, threshold, _criterion.SplitOff(side), threshold < 0 ? side.Length : count - side.Length, count);
    }

    /// <summary>Positions on the side of the threshold where zeros are not; those are cells that aren't filled.</summary>
    private ReadOnlySpan<int> FilledSide(int column, float threshold)
    {
        var positions = _sparse!.Positions(column);
        var values = _sparse.Values(column);
        var (zerosAbove, found) = (threshold < 0, 0);
        for (var i = 0; i < positions.Length; i++)
        {
            _side[found] = positions[i];
            found += values[i] <= threshold == zerosAbove ? 1 : 0;
        }

        return _side.AsSpan(0, found);
    }

    private float Threshold(float low, float high)
    {
        var threshold = (float)(low + _random.Uniform() * ((double)high - low));
        return threshold >= high ? low : threshold;
    }

    private SplitFound Found(int feature, float threshold, double score, int left, int count) =>
        left >= _options.MinLeaf && count - left >= _options.MinLeaf ? new SplitFound(feature, threshold, score, 0) : SplitFound.None;

    private SplitFound SearchSparse(int column, float low, float high, int count)
    {
        var positions = _sparse!.Positions(column);
        var filled = _sparse.Values(column);
        if (filled.IndexOfAnyExcept(filled[0]) < 0)
        {
            // Zeros and one other value, as in one-hot features: there is but one way to part them.
            var left = filled[0] > 0 ? count - positions.Length : positions.Length;
            return Found(_data.Dense.Length + column, Between(low, high), _criterion.SplitOff(positions), left, count);
        }

        _values.AsSpan(0, count).Clear();
        for (var i = 0; i < positions.Length; i++)
            _values[positions[i]] = filled[i];
        return SearchGathered(_data.Dense.Length + column, count);
    }

    private SplitFound SearchGathered(int feature, int count)
    {
        var values = _values.AsSpan(0, count);
        var order = _order.AsSpan(0, count);
        for (var i = 0; i < count; i++)
            order[i] = i;
        values.Sort(order);
        return SearchSorted(feature, count);
    }

    private SplitFound SearchSorted(int feature, int count)
    {
        var (score, last) = _criterion.BestSplit(_order.AsSpan(0, count), _values.AsSpan(0, count), _options.MinLeaf);
        return last < 0 ? SplitFound.None : new SplitFound(feature, Between(_values[last], _values[last + 1]), score, 0);
    }

    private static float Between(float low, float high)
    {
        var middle = (float)(((double)low + high) / 2);
        return middle >= high ? low : middle;
    }

    private int Partition(Task task, SplitFound split) =>
        split.Feature < _data.Dense.Length ? PartitionDense(task, _data.Dense[split.Feature], split.Threshold) : PartitionSparse(task, split.Feature - _data.Dense.Length, split.Threshold);

    private int PartitionDense(Task task, float[] column, float threshold)
    {
        var (low, high) = (task.Start, task.End);
        while (low < high)
        {
            if (column[_rows[low]] <= threshold)
                low++;
            else
                (_rows[low], _rows[--high]) = (_rows[high], _rows[low]);
        }

        return low;
    }

    private int PartitionSparse(Task task, int column, float threshold)
    {
        var right = _right.AsSpan(0, task.End - task.Start);
        right.Fill(threshold < 0);
        foreach (var position in FilledSide(column, threshold))
            right[position] = threshold >= 0;
        var (low, high) = (0, right.Length);
        var rows = _rows.AsSpan(task.Start, right.Length);
        while (low < high)
        {
            if (right[low])
                (rows[low], right[low], rows[--high], right[high]) = (rows[high], right[high], rows[low], right[low]);
            else
                low++;
        }

        return task.Start + low;
    }

    private readonly record struct Task(int Node, int Start, int End, int Depth, int Constants);

    /// <summary>A split; its gain is a score until it is chosen.</summary>
    private readonly record struct SplitFound(int Feature, float Threshold, double Gain, int Constants)
    {
        public static SplitFound None { get; } = new(-1, 0, double.NegativeInfinity, 0);
    }
}
