using Longhaul.Pipelines.Cells;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.Features.Numbers;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Structured;

/// <summary>What was kept of one column.</summary>
/// <param name="Numbers">Names of the numbers, a dense feature each.</param>
/// <param name="Treatments">How each is treated.</param>
/// <param name="Items">Names of the items, a sparse feature each.</param>
internal sealed record FittedCells(string Column, CellName[] Numbers, NumberTreatment[] Treatments, CellName[] Items)
{
    public static FittedCells Load(string column, NumbersOptions options, StateReader from)
    {
        var names = from.Texts("numbers");
        var areCounts = from.Integers("counts", names.Count, 0, 2);
        return new FittedCells(
            column,
            [.. names.Select((name, i) => new CellName(name, areCounts[i] == 1 ? CellNameKind.Count : CellNameKind.Number))],
            [.. names.Select((name, i) => NumberTreatment.Load(name, options, from.Part($"{i}")))],
            [.. from.Texts("items").Select(name => new CellName(name, CellNameKind.Item))]);
    }

    public void Save(StateWriter to)
    {
        to.Set("numbers", Names(Numbers));
        to.Set("counts", Array.ConvertAll(Numbers, name => name.Kind == CellNameKind.Count ? 1 : 0));
        to.Set("items", Names(Items));
        for (var i = 0; i < Treatments.Length; i++)
            Treatments[i].Save(to.Part($"{i}"));
    }

    private static string[] Names(CellName[] names) => Array.ConvertAll(names, name => name.Name);
}

/// <summary>A structured step that knows what to keep.</summary>
internal sealed record FittedStructuredStep(ICellFormat Format, IReadOnlyList<FittedCells> Columns) : IFittedStep
{
    public void Save(StateWriter to)
    {
        for (var i = 0; i < Columns.Count; i++)
            Columns[i].Save(to.Part($"{i}"));
    }

    public FeatureMatrix Transform(Frame frame, int[] rows) => FeatureMatrix.Concat(rows.Length, [.. Columns.Select(column => Transform(frame, column, rows))]);

    /// <summary>The values of some numbers in some rows: [name][row].</summary>
    internal static float[][] Dense(CellTable table, CellName[] names, int[] rows)
    {
        var place = Places(table, names);
        float[][] dense = [.. names.Select(name => Filled(rows.Length, name.Kind == CellNameKind.Number ? float.NaN : 0))];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var k = table.Start[rows[i]]; k < table.Start[rows[i] + 1]; k++)
            {
                if (place[table.Entries[k]] is >= 0 and var at)
                    dense[at][i] = table.Values[k];
            }
        }

        return dense;
    }

    private FeatureMatrix Transform(Frame frame, FittedCells column, int[] rows)
    {
        var table = StructuredStep.TableOf(frame, column.Column, Format);
        var dense = Dense(table, column.Numbers, rows);
        for (var i = 0; i < dense.Length; i++)
            column.Treatments[i].Apply(dense[i]);
        Feature[] features = [.. column.Numbers.Concat(column.Items).Select(name => new Feature($"{column.Column} {name.Name}"))];
        return new FeatureMatrix(rows.Length, dense, column.Items.Length == 0 ? null : Sparse(table, column.Items, rows), features);
    }

    private static CsrMatrix Sparse(CellTable table, CellName[] items, int[] rows)
    {
        var place = Places(table, items);
        var start = new int[rows.Length + 1];
        List<int> indices = [];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var k = table.Start[rows[i]]; k < table.Start[rows[i] + 1]; k++)
            {
                if (place[table.Entries[k]] is >= 0 and var at)
                    indices.Add(at);
            }

            start[i + 1] = indices.Count;
        }

        for (var i = 0; i < rows.Length; i++)
            indices.Sort(start[i], start[i + 1] - start[i], null);
        var ones = new float[indices.Count];
        Array.Fill(ones, 1);
        return new CsrMatrix(items.Length, start, [.. indices], ones);
    }

    /// <summary>The position of each of the table's names among those that are kept; −1: it isn't.</summary>
    private static int[] Places(CellTable table, CellName[] names)
    {
        var place = new int[table.Names.Count];
        Array.Fill(place, -1);
        for (var i = 0; i < names.Length; i++)
        {
            if (table.Find(names[i]) is >= 0 and var id)
                place[id] = i;
        }

        return place;
    }

    private static float[] Filled(int count, float value)
    {
        var values = new float[count];
        Array.Fill(values, value);
        return values;
    }
}
