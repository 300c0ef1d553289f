namespace Longhaul.Trainer.Features;

/// <summary>The entries of a row that are not zero.</summary>
internal readonly ref struct SparseRow(ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
{
    public ReadOnlySpan<int> Indices { get; } = indices;

    public ReadOnlySpan<float> Values { get; } = values;

    public void Deconstruct(out ReadOnlySpan<int> indices, out ReadOnlySpan<float> values)
    {
        indices = Indices;
        values = Values;
    }

    /// <summary>Writes the values to their features' places; the others stay as they are.</summary>
    public void CopyTo(Span<float> row)
    {
        for (var k = 0; k < Indices.Length; k++)
            row[Indices[k]] = Values[k];
    }
}
