using System.Text.Json;
using System.Text.Json.Serialization;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Arrow;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Data;

namespace Longhaul.Trainer.Solutions;

/// <summary>How a saved pipeline reads new rows, so that they become what its training rows were (<c>schema.json</c>).</summary>
/// <param name="Problem">The targets.</param>
/// <param name="Numeric">For each column of the pipeline, whether its cells are numbers (else texts).</param>
public sealed record InputSchema(Problem Problem, IReadOnlyDictionary<string, bool> Numeric)
{
    /// <summary>Column → how its numbers stood in the task's files where that wasn't plainly; new rows may have them so, or plainly.</summary>
    public IReadOnlyDictionary<string, NumberForm> NumberForms { get; init; } = NumberForm.None;

    /// <summary>The file's name in a model's folder.</summary>
    public const string FileName = "schema.json";

    /// <summary>What the view's tables say.</summary>
    public static InputSchema Of(string viewFolder, TrainingView view, Pipeline pipeline)
    {
        var schema = ArrowTable.SchemaOf(Path.Combine(viewFolder, "train.arrow"));
        return new InputSchema(view.Problem, pipeline.Columns.Keys.ToDictionary(
            name => name, name => schema.GetFieldByName(name).DataType.TypeId == Apache.Arrow.Types.ArrowTypeId.Double, StringComparer.Ordinal))
        {
            NumberForms = view.NumberForms.Where(form => pipeline.Columns.ContainsKey(form.Key)).ToDictionary(StringComparer.Ordinal),
        };
    }

    public void Write(string path) => AtomicFile.Write(path, JsonSerializer.Serialize(this, InputSchemaJson.Default.InputSchema) + "\n");

    /// <summary>Reads the file.</summary>
    /// <exception cref="PipelineException">It is missing, damaged, or not the pipeline's.</exception>
    public static InputSchema Read(string path, Pipeline pipeline)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var schema = JsonSerializer.Deserialize(stream, InputSchemaJson.Default.InputSchema);
            return schema is { Problem.Targets.Count: > 0, Numeric: not null } && pipeline.Columns.Keys.All(schema.Numeric.ContainsKey)
                ? schema with { NumberForms = schema.NumberForms ?? NumberForm.None } // an earlier release wrote none
                : throw new PipelineException($"{path}: doesn't name every column of the pipeline");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new PipelineException($"{path}: no schema that can be read: {problem.Message}");
        }
    }

    /// <summary>New rows as a frame without training rows.</summary>
    /// <param name="table">The rows; further columns are ignored.</param>
    /// <param name="files">Where images and other files lie that cells name.</param>
    /// <exception cref="PipelineException">A column is missing.</exception>
    public Frame FrameOf(Table table, string files, Pipeline pipeline)
    {
        if (pipeline.Columns.Keys.FirstOrDefault(name => !table.Has(name)) is { } missing)
            throw new PipelineException($"column '{missing}' is missing in the rows to predict; they have {string.Join(", ", table.Names.Take(20))}");
        return new Frame(0, table.RowCount, pipeline.Columns.Select(column =>
        {
            var builder = Data.ColumnBuilder.For(column.Key, column.Value, table.RowCount, files);
            builder.Append(Numeric[column.Key] ? Plainly(table[column.Key], table.Format) : table[column.Key], Numeric[column.Key]);
            return builder.Build();
        }));
    }

    private Column Plainly(Column column, TableFormat format) => NumberForms.GetValueOrDefault(column.Name) is { } form
        ? new Column(column.Name, column.Select(cell => MayHave(form, cell, format) && form.Plainly(cell) is { Length: > 0 } plain ? plain : cell))
        : column;

    // In a file that is separated by commas 1.234 is plain; "1.234,5" was quoted on purpose.
    private static bool MayHave(NumberForm form, string cell, TableFormat format) =>
        form is not AffixForm { DecimalComma: true } || format.Delimiter != ',' || cell.Contains(',', StringComparison.Ordinal);
}

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(InputSchema))]
internal sealed partial class InputSchemaJson : JsonSerializerContext;
