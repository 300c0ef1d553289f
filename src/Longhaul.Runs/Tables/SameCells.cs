namespace Longhaul.Runs.Tables;

/// <summary>Compares tables without making strings or sets of their cells, of which large tables have millions.</summary>
public static class SameCells
{
    /// <summary>Whether both tables have these columns, with the same cells in the same order.</summary>
    public static bool InOrder(Table one, Table other, IReadOnlyList<string> columns)
    {
        if (one.RowCount != other.RowCount || !columns.All(name => one.Has(name) && other.Has(name)))
            return false;
        Span<byte> scratch = stackalloc byte[64];
        foreach (var (left, right) in columns.Select(name => (one[name], other[name])))
        {
            for (var row = 0; row < one.RowCount; row++)
            {
                if (!left.Utf8(row, scratch[..32]).SequenceEqual(right.Utf8(row, scratch[32..])))
                    return false;
            }
        }

        return true;
    }
}
