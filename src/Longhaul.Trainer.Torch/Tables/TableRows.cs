using static TorchSharp.torch;

namespace Longhaul.Trainer.Torch.Tables;

/// <summary>Encoded rows in libtorch's memory.</summary>
internal sealed class TableRows : IDisposable
{
    private TableRows(Tensor? numbers, Tensor? codes, Tensor? plain, int rows) => (Numbers, Codes, Plain, Rows) = (numbers, codes, plain, rows);

    /// <summary>[rows, numbers], standardised, <see cref="TableEncoder.Missing"/> where empty.</summary>
    public Tensor? Numbers { get; }

    /// <summary>[rows, categories], int64, counted through all categories.</summary>
    public Tensor? Codes { get; }

    /// <summary>[rows, features] that go into the first layer as they are.</summary>
    public Tensor? Plain { get; }

    public int Rows { get; }

    public static TableRows Of(EncodedRows rows, TableEncoder encoder)
    {
        var offsets = new long[encoder.Vocabulary.Length];
        for (var i = 1; i < offsets.Length; i++)
            offsets[i] = offsets[i - 1] + encoder.Vocabulary[i - 1];
        var codes = new long[rows.Codes.Length];
        for (var i = 0; i < codes.Length; i++)
            codes[i] = rows.Codes[i] + offsets[i % offsets.Length];
        return new TableRows(
            encoder.Numbers > 0 ? tensor(rows.Numbers, [rows.Rows, encoder.Numbers]) : null,
            offsets.Length > 0 ? tensor(codes, [rows.Rows, offsets.Length]) : null,
            encoder.Sparse > 0 ? tensor(rows.Plain, [rows.Rows, encoder.Sparse]) : null,
            rows.Rows);
    }

    /// <summary>Some rows, within the caller's scope.</summary>
    public TableRows Take(Tensor indices) => new(
        Numbers?.index_select(0, indices), Codes?.index_select(0, indices), Plain?.index_select(0, indices), (int)indices.shape[0]);

    /// <summary>A stretch of rows, within the caller's scope.</summary>
    public TableRows Slice(int start, int count) => new(Numbers?.narrow(0, start, count), Codes?.narrow(0, start, count), Plain?.narrow(0, start, count), count);

    public void Dispose()
    {
        Numbers?.Dispose();
        Codes?.Dispose();
        Plain?.Dispose();
    }
}
