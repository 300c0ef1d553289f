using System.Globalization;
using System.Text;
using System.Text.Json;
using Longhaul.Execution.Files;
using Longhaul.Runs;
using Longhaul.Runs.Tables;

namespace Longhaul.Team.Tools.Research;

/// <summary><c>preview</c>: the shape of a table and its first rows.</summary>
public sealed class PreviewTool : ITool
{
    private const int Columns = 60;
    private const int Cell = 60;
    private static readonly Bytes Largest = Bytes.FromGiB(2);

    public string Name => "preview";

    public string Description => "Shows a CSV table: rows, columns, kinds, missing cells, distinct values, some examples.";

    public JsonElement Schema { get; } = new ToolSchema().Text("path", "The table, such as data/train.csv.").Build();

    public bool Repeatable => true;

    public bool IsReading => true;

    public Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var path = arguments.Text("path");
        if (scene.Locate(path, out var problem) is not { } place)
            return Task.FromResult(ToolResult.Refused(problem));
        if (JobFiles.PlainLength(place) is not { } length || length.Value > Largest.Value)
            return Task.FromResult(ToolResult.Wrong($"{path} isn't there, or is no plain file of at most {Largest}."));
        try
        {
            return Task.FromResult(ToolResult.Ok(Describe(Table.Read(place)), $"previewed {path}"));
        }
        catch (UserErrorException fault)
        {
            return Task.FromResult(ToolResult.Wrong(fault.Message));
        }
    }

    private static string Describe(Table table)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{table.RowCount} rows, {table.Columns.Count} columns\n\n| column | kind | empty | distinct | examples |\n| --- | --- | --- | --- | --- |\n");
        foreach (var column in table.Columns.Take(Columns))
        {
            var rows = Enumerable.Range(0, Math.Min(table.RowCount, 20_000)).ToList();
            var values = rows.Where(row => !column.IsEmpty(row)).Select(row => column[row]).ToList();
            var distinct = values.Distinct(StringComparer.Ordinal).ToList();
            text.Append(CultureInfo.InvariantCulture, $"| {Short(column.Name)} | {(column.IsNumeric ? "number" : "text")} | {rows.Count - values.Count} | {distinct.Count} | {string.Join("; ", distinct.Take(4).Select(Short))} |\n");
        }

        if (table.Columns.Count > Columns)
            text.Append(CultureInfo.InvariantCulture, $"… and {table.Columns.Count - Columns} more columns\n");
        return text.ToString();
    }

    private static string Short(string cell) => Printable.Line(cell, Cell).Replace('|', '/');
}
