using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features;

/// <summary>A sparse matrix by rows: row r's entries are at <c>RowStart[r] … RowStart[r + 1] − 1</c>, columns ascending.</summary>
public sealed record CsrMatrix(int Columns, int[] RowStart, int[] Indices, float[] Values)
{
    public int Rows => RowStart.Length - 1;

    /// <summary>The entries of a row.</summary>
    internal SparseRow Row(int row)
    {
        var (start, end) = (RowStart[row], RowStart[row + 1]);
        return new SparseRow(Indices.AsSpan(start, end - start), Values.AsSpan(start, end - start));
    }

    /// <summary>The matrix that was saved.</summary>
    /// <exception cref="Longhaul.Pipelines.PipelineException">The state is no matrix of so many rows.</exception>
    public static CsrMatrix Load(int rows, StateReader from)
    {
        var columns = from.Whole("columns");
        var values = from.Floats("values");
        var start = from.Integers("row starts", rows + 1, 0, values.Length + 1);
        if (start[0] != 0 || start[^1] != values.Length || !Enumerable.Range(0, rows).All(row => start[row] <= start[row + 1]))
            throw from.Wrong("'row starts' don't ascend to the number of values");
        return new CsrMatrix(columns, start, from.Integers("indices", values.Length, 0, columns), values);
    }

    /// <summary>Writes down the matrix.</summary>
    public void Save(StateWriter to)
    {
        to.Set("columns", Columns);
        to.Set("row starts", RowStart);
        to.Set("indices", Indices);
        to.Set("values", Values);
    }

    /// <summary>The given rows, in that order.</summary>
    public CsrMatrix Take(ReadOnlySpan<int> rows)
    {
        var start = new int[rows.Length + 1];
        for (var i = 0; i < rows.Length; i++)
            start[i + 1] = checked(start[i] + RowStart[rows[i] + 1] - RowStart[rows[i]]);
        var indices = new int[start[^1]];
        var values = new float[start[^1]];
        for (var i = 0; i < rows.Length; i++)
        {
            var from = RowStart[rows[i]];
            Array.Copy(Indices, from, indices, start[i], start[i + 1] - start[i]);
            Array.Copy(Values, from, values, start[i], start[i + 1] - start[i]);
        }

        return new CsrMatrix(Columns, start, indices, values);
    }

    /// <summary>Rows as columns.</summary>
    public CsrMatrix Transposed()
    {
        var start = new int[Columns + 1];
        foreach (var column in Indices)
            start[column + 1]++;
        for (var column = 0; column < Columns; column++)
            start[column + 1] += start[column];
        var next = start.AsSpan(0, Columns).ToArray();
        var indices = new int[Values.Length];
        var values = new float[Values.Length];
        for (var row = 0; row < Rows; row++)
        {
            for (var e = RowStart[row]; e < RowStart[row + 1]; e++)
            {
                var at = next[Indices[e]]++;
                (indices[at], values[at]) = (row, Values[e]);
            }
        }

        return new CsrMatrix(Rows, start, indices, values);
    }

    /// <summary>Matrices of equal height side by side.</summary>
    public static CsrMatrix Concat(IReadOnlyList<CsrMatrix> parts)
    {
        if (parts is [var only])
            return only;
        var rows = parts[0].Rows;
        var start = new int[rows + 1];
        var total = checked(parts.Sum(part => part.Values.Length));
        var indices = new int[total];
        var values = new float[total];
        var at = 0;
        for (var row = 0; row < rows; row++)
        {
            var offset = 0;
            foreach (var part in parts)
            {
                for (var k = part.RowStart[row]; k < part.RowStart[row + 1]; k++, at++)
                    (indices[at], values[at]) = (part.Indices[k] + offset, part.Values[k]);
                offset = checked(offset + part.Columns);
            }

            start[row + 1] = at;
        }

        return new CsrMatrix(parts.Sum(part => part.Columns), start, indices, values);
    }
}
