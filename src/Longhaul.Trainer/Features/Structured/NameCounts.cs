namespace Longhaul.Trainer.Features.Structured;

/// <summary>In how many of some rows each name occurs, and between which values.</summary>
internal sealed record NameCounts(int[] Rows, float[] Least, float[] Greatest)
{
    public static NameCounts Of(CellTable table, int[] rows)
    {
        var count = table.Names.Count;
        var found = new NameCounts(new int[count], new float[count], new float[count]);
        Array.Fill(found.Least, float.PositiveInfinity);
        Array.Fill(found.Greatest, float.NegativeInfinity);
        var seen = new int[count];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var k = table.Start[rows[i]]; k < table.Start[rows[i] + 1]; k++)
            {
                var (id, value) = (table.Entries[k], table.Values[k]);
                found.Rows[id] += seen[id] == i + 1 ? 0 : 1;
                seen[id] = i + 1;
                found.Least[id] = Math.Min(found.Least[id], value);
                found.Greatest[id] = Math.Max(found.Greatest[id], value);
            }
        }

        return found;
    }

    /// <summary>Whether the number tells rows apart.</summary>
    public bool Differs(int id, int rows, CellNameKind kind) =>
        Least[id] < Greatest[id] || (Rows[id] < rows && (kind == CellNameKind.Number || Least[id] != 0));
}
