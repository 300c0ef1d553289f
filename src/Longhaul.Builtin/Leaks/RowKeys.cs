using Longhaul.Builtin.Profile;
using Longhaul.Runs;
using Longhaul.Runs.Tables;

namespace Longhaul.Builtin.Leaks;

/// <summary>A 64-bit key per row over the features, such that rows that are nearly the same share it: numbers to a fiftieth of a standard deviation, texts by their letters and digits.</summary>
internal sealed class RowKeys
{
    private const double Cell = 0.02;
    private const long CellsAtMost = 10_000_000;

    private readonly AuditedData _data;
    private readonly ColumnProfile[] _columns;

    public RowKeys(AuditedData data)
    {
        _data = data;
        // A path differs for two copies of an image.
        _columns = [.. data.Features.Where(column => column.Kind is not (ColumnKind.Image or ColumnKind.File))];
        var most = (int)Math.Max(1000, CellsAtMost / Math.Max(1, _columns.Length));
        (TrainRows, TestRows) = (RowSample.Of(data.Train.RowCount, most), RowSample.Of(data.Test.RowCount, most));
    }

    public int[] TrainRows { get; }

    public int[] TestRows { get; }

    /// <summary>Columns that the keys are made of.</summary>
    public int Columns => _columns.Length;

    /// <summary>Keys of the rows of train and of test, after the grid was moved by a part of its width; null: exact, numbers as they are spelled.</summary>
    public (ulong[] Train, ulong[] Test) At(double? shift)
    {
        var train = Start(TrainRows.Length);
        var test = Start(TestRows.Length);
        foreach (var column in _columns)
        {
            Mix(train, _data.Train[column.Name], TrainRows, column, shift);
            Mix(test, _data.Test[column.Name], TestRows, column, shift);
        }

        return (train, test);
    }

    private static ulong[] Start(int rows)
    {
        var keys = new ulong[rows];
        Array.Fill(keys, Fnv.Start);
        return keys;
    }

    private static void Mix(ulong[] keys, Column cells, int[] rows, ColumnProfile profile, double? shift)
    {
        var width = profile.Numbers is { Deviation: > 0 } numbers ? Cell * numbers.Deviation : 0;
        Span<byte> scratch = stackalloc byte[32];
        for (var i = 0; i < rows.Length; i++)
        {
            var key = keys[i];
            if (shift is { } by && width > 0 && double.IsFinite(cells.Number(rows[i])))
                key ^= (ulong)BitConverter.DoubleToInt64Bits(Math.Floor(cells.Number(rows[i]) / width + by));
            else if (shift is not null && profile.Kind == ColumnKind.Text)
                key = Letters(key, cells[rows[i]]);
            else
                key = Fnv.Add(key, cells.Utf8(rows[i], scratch));
            key *= 0x9E3779B97F4A7C15UL;
            keys[i] = key ^ (key >> 29);
        }
    }

    private static ulong Letters(ulong key, string cell)
    {
        foreach (var character in cell)
            key = char.IsLetterOrDigit(character) ? Fnv.Add(key, char.ToLowerInvariant(character)) : key;
        return key;
    }
}
