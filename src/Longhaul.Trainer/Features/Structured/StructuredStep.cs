using Longhaul.Pipelines.Cells;
using Longhaul.Pipelines.Schema;
using Longhaul.Runs.Files;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.Features.Numbers;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Structured;

/// <summary>
/// Features of structured cells, whatever their format: of what the training rows' cells hold, the numbers that occur often enough and differ
/// between rows (dense), and the items that do (sparse 0/1).
/// </summary>
internal sealed class StructuredStep(IReadOnlyList<string> columns, ICellFormat format, StructuredOptions options) : IFeatureStep
{
    private const long LargestFile = 8 << 20;

    public FittedStep Fit(Frame frame, int[] rows, Labels labels)
    {
        FittedCells[] fitted = [.. columns.Select(name => Fit(frame, name, rows))];
        return FittedStep.Of(new FittedStructuredStep(format, fitted), frame, rows);
    }

    public IFittedStep Load(StateReader from) => new FittedStructuredStep(
        format, [.. columns.Select((name, i) => FittedCells.Load(name, options.Numbers, from.Part($"{i}")))]);

    /// <summary>The column's cells, taken apart once for all folds.</summary>
    internal static CellTable TableOf(Frame frame, string column, ICellFormat format) => frame.Once(("cells", column, format.Step), () =>
    {
        if (!format.IsFile)
        {
            var texts = frame.Column<TextColumn>(column).Texts;
            return CellTable.Read(frame.Rows, row => texts[row], format);
        }

        var files = frame.Column<ImageColumn>(column);
        return CellTable.Read(frame.Rows, row => TextOf(files, row), format);
    });

    private FittedCells Fit(Frame frame, string column, int[] rows)
    {
        var table = TableOf(frame, column, format);
        var counts = NameCounts.Of(table, rows);
        CellName[] numbers =
        [
            .. Enumerable.Range(0, table.Names.Count)
                .Where(id => table.Names[id].Kind != CellNameKind.Item && counts.Rows[id] >= options.MinCount && counts.Differs(id, rows.Length, table.Names[id].Kind))
                .OrderByDescending(id => counts.Rows[id]).ThenBy(id => id).Take(options.MaxNumbers).Order().Select(id => table.Names[id]),
        ];
        CellName[] items =
        [
            .. Enumerable.Range(0, table.Names.Count)
                .Where(id => table.Names[id].Kind == CellNameKind.Item && counts.Rows[id] >= options.MinCount && counts.Rows[id] < rows.Length)
                .OrderByDescending(id => counts.Rows[id]).ThenBy(id => id).Take(options.MaxItems).Order().Select(id => table.Names[id]),
        ];
        var dense = FittedStructuredStep.Dense(table, numbers, rows);
        NumberTreatment[] treatments = [.. numbers.Select((name, i) => NumberTreatment.Fit(name.Name, dense[i], options.Numbers))];
        return new FittedCells(column, numbers, treatments, items);
    }

    private static string? TextOf(ImageColumn files, int row)
    {
        if (files.Paths[row].Length == 0 || SafePath.Below(files.Folder, files.Paths[row], out _) is not { } path)
            return null;
        var file = new FileInfo(path);
        return file.Exists && file.Length <= LargestFile ? File.ReadAllText(path) : null;
    }
}

/// <summary>What a structured step keeps, and how it treats numbers.</summary>
/// <param name="MaxNumbers">Numbers kept per column, those that most rows have.</param>
/// <param name="MaxItems">Items kept per column, those that most rows have.</param>
/// <param name="MinCount">Training rows that must have what is kept.</param>
/// <param name="Numbers">As in the step <c>numbers</c>.</param>
internal sealed record StructuredOptions(int MaxNumbers, int MaxItems, int MinCount, NumbersOptions Numbers)
{
    public static StructuredOptions From(Options options) => new(
        options.Integer("max_numbers"), options.Integer("max_items"), options.Integer("min_count"),
        new NumbersOptions(Fill: options.Text("missing") == "median", Scale: NumbersOptions.ScaleOf(options.Text("scale"))));
}
