using Longhaul.Pipelines;
using Longhaul.Runs.Tables;
using Longhaul.Trainer.Solutions;

namespace Longhaul.Trainer;

/// <summary>
/// <c>predict</c>: predicts new rows with what was saved. <c>--model</c> is an exported solution, which gives the submission's columns, or one
/// model's folder, which gives raw predictions, an output per column.
/// </summary>
internal static class PredictCommand
{
    private const string Usage = "usage: Longhaul.Trainer predict --model DIR --input FILE.csv|DIR --out FILE [--files DIR]";

    public static void Run(IReadOnlyList<string> arguments, Action<string> say)
    {
        var values = NamedValues.Parse(arguments, Usage, "--model", "--input", "--out", "--files");
        var (model, input, target) = (values.Text("--model"), Input(values.Text("--input")), values.Text("--out"));
        var files = values.Find("--files") ?? Path.GetDirectoryName(Path.GetFullPath(input))!;
        var (predictions, notes) = File.Exists(Path.Combine(model, SolutionNotes.FileName)) ? Decided(model, input, files) : Raw(model, input, files);
        TableWriter.Write(target, predictions);
        foreach (var note in notes)
            say(note);
        say($"{predictions.RowCount} rows in {target}");
    }

    private static (Table Predictions, IReadOnlyList<string> Notes) Decided(string folder, string input, string files)
    {
        using var solution = Solution.Load(folder);
        return (solution.Predict(input, files), solution.Notes);
    }

    private static (Table Predictions, IReadOnlyList<string> Notes) Raw(string folder, string input, string files)
    {
        using var model = SavedModel.Load(folder);
        var outputs = model.Predict(NewRows.Read(input), files);
        return (new Table([.. model.Schema.Problem.Outputs.Select((name, k) => Numbers(name, outputs[k]))]), model.Notes);
    }

    private static Column Numbers(string name, double[] values)
    {
        var column = new ColumnBuilder(name);
        foreach (var value in values)
            column.Add(value);
        return column.Build();
    }

    private static string Input(string path)
    {
        if (!Directory.Exists(path))
            return path;
        string[] tables = Directory.GetFiles(path, "*.csv");
        return tables is [var only]
            ? only
            : Array.Find(tables, table => Path.GetFileName(table) == "test.csv") ?? throw new PipelineException($"{path}: holds {tables.Length} CSV files and none is test.csv; name one");
    }
}
