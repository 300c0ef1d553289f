namespace Longhaul.Pipelines.Arrow;

/// <summary>
/// <see cref="RawPredictions"/> as two Arrow files in a folder: <c>oof.arrow</c> (row, fold, then an output per column) and <c>test.arrow</c>
/// (an output per column). Values are doubles, kept to the last bit.
/// </summary>
public static class RawPredictionsFile
{
    public const string HeldOut = "oof.arrow";
    public const string Test = "test.arrow";

    // Set apart from outputs by the prefix, as a target may itself be called "row" or "fold".
    private const string RowColumn = "__row";
    private const string FoldColumn = TrainingView.FoldColumn;

    /// <summary>Writes both files; each appears whole or not at all, oof.arrow last.</summary>
    /// <exception cref="IOException">The disk is full or the folder can't be written.</exception>
    public static void Write(string folder, RawPredictions predictions)
    {
        WriteTest(folder, predictions.Outputs, predictions.Test);
        ArrowTable.Write(Path.Combine(folder, HeldOut), predictions.Rows.Length,
        [
            ArrowSource.Integers(RowColumn, i => predictions.Rows[i]),
            ArrowSource.Integers(FoldColumn, i => predictions.Folds[i]),
            .. predictions.Outputs.Select((name, i) => Output(name, predictions.HeldOut[i])),
        ]);
    }

    /// <summary>Writes the rows to predict alone.</summary>
    /// <param name="test">[output][row].</param>
    /// <exception cref="IOException">The disk is full or the folder can't be written.</exception>
    public static void WriteTest(string folder, IReadOnlyList<string> outputs, double[][] test) =>
        ArrowTable.Write(Path.Combine(folder, Test), test.Length == 0 ? 0 : test[0].Length, [.. outputs.Select((name, i) => Output(name, test[i]))]);

    /// <summary>[output][row] of the rows to predict alone.</summary>
    /// <exception cref="PipelineException">The file is missing or damaged.</exception>
    public static double[][] ReadTest(string folder) => ReadNumbers(Path.Combine(folder, Test)).Columns;

    /// <summary>Reads both files back.</summary>
    /// <exception cref="PipelineException">A file is missing or damaged.</exception>
    public static RawPredictions Read(string folder)
    {
        var (names, heldOut) = ReadNumbers(Path.Combine(folder, HeldOut));
        var (outputs, test) = ReadNumbers(Path.Combine(folder, Test));
        if (names is not [RowColumn, FoldColumn, .. var same] || !same.SequenceEqual(outputs))
            throw new PipelineException($"{Path.Combine(folder, HeldOut)}: the columns are not {RowColumn}, {FoldColumn} and those of {Test}");
        return new RawPredictions(outputs, [.. heldOut[0].Select(row => (int)row)], [.. heldOut[1].Select(fold => (int)fold)], heldOut[2..], test);
    }

    private static ArrowSource Output(string name, double[] values) => ArrowSource.Numbers(name, row => values[row]);

    private static (List<string> Names, double[][] Columns) ReadNumbers(string path)
    {
        var names = ArrowTable.SchemaOf(path).FieldsList.Select(field => field.Name).ToList();
        var columns = names.Select(_ => new List<double>()).ToArray();
        foreach (var batch in ArrowTable.Batches(path))
        {
            for (var i = 0; i < columns.Length; i++)
                columns[i].AddRange(ArrowTable.Numbers(batch.Column(i), names[i]));
        }

        return (names, [.. columns.Select(column => column.ToArray())]);
    }
}
