using Longhaul.Runs;
using Longhaul.Runs.Tables;

namespace Longhaul.Builtin.Profile;

/// <summary>Rows that are equal in every column that a model may use.</summary>
/// <param name="Train">Rows of train that repeat an earlier one.</param>
/// <param name="Contradictory">Those of them whose target differs from the earlier row's.</param>
/// <param name="Shared">Rows of test that also stand in train.</param>
/// <param name="Sampled">Rows of train that were looked at; counts are lower bounds where that is not all.</param>
public sealed record RowTwins(int Train, int Contradictory, int Shared, int Sampled)
{
    private const long CellsAtMost = 10_000_000;

    /// <summary>Counts twins by 64-bit hashes of the cells.</summary>
    public static RowTwins Count(Table train, Table test, IReadOnlyList<string> features, IReadOnlyList<string> targets)
    {
        if (features.Count == 0)
            return new RowTwins(0, 0, 0, train.RowCount);
        var rows = RowSample.Of(train.RowCount, (int)Math.Max(1000, CellsAtMost / features.Count));
        var hashes = Hash(train, features, rows);
        var labels = Hash(train, targets, rows);
        var first = new Dictionary<ulong, ulong>(rows.Length);
        int repeats = 0, contradictory = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (first.TryAdd(hashes[i], labels[i]))
                continue;
            repeats++;
            contradictory += first[hashes[i]] == labels[i] ? 0 : 1;
        }

        var testRows = RowSample.Of(test.RowCount, (int)Math.Max(1000, CellsAtMost / features.Count));
        var shared = features.All(test.Has) ? Hash(test, features, testRows).Count(first.ContainsKey) : 0;
        return new RowTwins(repeats, contradictory, shared, rows.Length);
    }

    /// <summary>A hash per row (FNV-1a over a cell's bytes, then mixed over columns), column by column.</summary>
    private static ulong[] Hash(Table table, IReadOnlyList<string> columns, int[] rows)
    {
        var hashes = new ulong[rows.Length];
        Array.Fill(hashes, Fnv.Start);
        Span<byte> scratch = stackalloc byte[32];
        foreach (var column in columns.Select(name => table[name]))
        {
            for (var i = 0; i < rows.Length; i++)
            {
                var hash = Fnv.Add(hashes[i], column.Utf8(rows[i], scratch));
                hashes[i] = (hash ^ 0xFFFF) * 0x9E3779B97F4A7C15UL;
            }
        }

        return hashes;
    }
}
