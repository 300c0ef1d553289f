using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Trainer.Models.Svm;

/// <summary>
/// Rows of the kernel matrix of some training rows, made when asked for and kept while there is room (second chance: a row that was used since the
/// hand last passed stays).
/// </summary>
internal sealed class KernelRows
{
    // Below this many products a row is made sooner than a second thread wakes.
    private const long WorthThreads = 2_000_000;

    private readonly KernelData _data;
    private readonly int[] _members;
    private readonly double _gamma;
    private readonly long _bytes;
    private readonly int _threads;
    private readonly Lazy<(DenseRows Rows, RadialKernel Kernel)> _own;
    private readonly float[]?[] _cached;
    private readonly bool[] _used;
    private readonly List<int> _ring = [];
    private readonly int _room;
    private int _hand;

    /// <param name="data">All rows.</param>
    /// <param name="members">Those whose kernel matrix this is.</param>
    /// <param name="gamma">Of the kernel.</param>
    /// <param name="bytes">Room for kept rows, in bytes; three rows always fit.</param>
    /// <param name="threads">Threads for one row, where it is long.</param>
    public KernelRows(KernelData data, int[] members, double gamma, long bytes, int threads)
    {
        (_data, _members, _gamma, _bytes, _threads) = (data, members, gamma, bytes, threads);
        _own = new(() => data.Rows.Take(members) is var rows ? (rows, new RadialKernel(rows, gamma)) : default);
        _cached = new float[members.Length][];
        _used = new bool[members.Length];
        _room = (int)Math.Clamp(bytes / (4L * Math.Max(1, members.Length)), 3, int.MaxValue);
    }

    public int Count => _members.Length;

    /// <summary>Row i; valid until rows other than it and <paramref name="pinned"/> have been asked for.</summary>
    public float[] Row(int i, int pinned = -1)
    {
        _used[i] = true;
        if (_cached[i] is { } known)
            return known;
        var row = _ring.Count < _room ? Append(i) : Replace(i, pinned);
        Make(i, row);
        return _cached[i] = row;
    }

    /// <summary>The rows and columns that are kept, with what is known of them.</summary>
    public KernelRows Compact(int[] keep)
    {
        var smaller = new KernelRows(_data, Array.ConvertAll(keep, i => _members[i]), _gamma, _bytes, _threads);
        for (var i = 0; i < keep.Length && smaller._ring.Count < smaller._room; i++)
        {
            if (_cached[keep[i]] is not { } known)
                continue;
            var row = smaller._cached[i] = smaller.Append(i);
            for (var j = 0; j < keep.Length; j++)
                row[j] = known[keep[j]];
        }

        return smaller;
    }

    /// <summary>The kernel of row i with the rows of <paramref name="others"/>, past the cache.</summary>
    public void Against(RadialKernel others, int i, float[] to) => others.Fill(_data.Rows[_members[i]], RowPanels.Square(_data.Rows[_members[i]]), to);

    /// <summary>A kernel against some of the rows.</summary>
    public RadialKernel Part(int[] rows) => new(_data.Rows.Take(Array.ConvertAll(rows, i => _members[i])), _gamma);

    private float[] Append(int i)
    {
        _ring.Add(i);
        return new float[Count];
    }

    private float[] Replace(int i, int pinned)
    {
        while (_ring[_hand] == pinned || _used[_ring[_hand]])
        {
            _used[_ring[_hand]] &= _ring[_hand] == pinned;
            _hand = (_hand + 1) % _ring.Count;
        }

        var row = _cached[_ring[_hand]]!;
        _cached[_ring[_hand]] = null;
        _ring[_hand] = i;
        _hand = (_hand + 1) % _ring.Count;
        return row;
    }

    private void Make(int i, float[] row)
    {
        if (_data.Distances is { } table)
        {
            table.Fill(_members[i], _members, (float)_gamma, row);
            return;
        }

        var (rows, kernel) = _own.Value;
        var square = RowPanels.Square(rows[i]);
        if (_threads == 1 || (long)Count * rows.Width < WorthThreads)
        {
            kernel.Fill(rows[i], square, row);
            return;
        }

        Parallel.For(0, _threads, new ParallelOptions { MaxDegreeOfParallelism = _threads }, part =>
        {
            for (var panel = kernel.Panels * part / _threads; panel < kernel.Panels * (part + 1) / _threads; panel++)
                kernel.FillPanel(panel, rows[i], square, row);
        });
    }
}

/// <summary>Rows, and the distances between them where a table of them pays.</summary>
internal sealed record KernelData(DenseRows Rows, DistanceTable? Distances)
{
    /// <summary>The rows, with a table where it pays.</summary>
    public static KernelData Of(DenseRows rows, int threads) => new(rows, DistanceTable.Of(rows, threads));
}
