using System.Buffers;
using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Trainer.Models.Linear;

/// <summary>
/// Sums over rows in parallel with the same bits whatever the number of threads: rows are cut into blocks by the data's size alone, each block
/// sums into a buffer of its own, and the buffers are added in order.
/// </summary>
internal static class RowBlocks
{
    private const int MostBlocks = 16;
    private const int FewestRows = 256;
    private const long MostBufferBytes = 256 << 20;

    /// <summary>A block's work: adds its rows into the buffer, and returns a further sum.</summary>
    public delegate double Work(int from, int to, Span<double> buffer);

    /// <summary>Adds the blocks' buffers into <paramref name="total"/> and returns the sum of what they returned.</summary>
    /// <param name="entriesPerRow">What a row adds to, on average: a block has so many rows that filling its buffer takes as long as adding it up.</param>
    public static double Sum(int rows, double[] total, int threads, double entriesPerRow, Work work)
    {
        var length = total.Length;
        var affordable = (int)Math.Clamp(MostBufferBytes / (8L * Math.Max(1, length)), 1, MostBlocks);
        var blocks = Math.Clamp((int)(rows / Math.Max(FewestRows, length / Math.Max(1, entriesPerRow))), 1, affordable);
        if (blocks == 1)
            return work(0, rows, total);
        var buffers = new double[blocks][];
        var sums = new double[blocks];
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads }, block =>
        {
            buffers[block] = ArrayPool<double>.Shared.Rent(length);
            var buffer = buffers[block].AsSpan(0, length);
            buffer.Clear();
            sums[block] = work((int)((long)rows * block / blocks), (int)((long)rows * (block + 1) / blocks), buffer);
        });
        foreach (var buffer in buffers)
        {
            VectorMath.Add(1, buffer.AsSpan(0, length), total);
            ArrayPool<double>.Shared.Return(buffer);
        }

        return sums.Sum();
    }
}
