using Longhaul.Pipelines;
using Longhaul.Pipelines.Arrow;
using Longhaul.Runs.Tasks;

namespace Longhaul.Trainer.Data;

/// <summary>Reads a view's folder: only the columns that the pipeline uses, a batch at a time.</summary>
public static class FrameReader
{
    /// <summary>Reads <c>view.json</c>, <c>train.arrow</c> and <c>test.arrow</c>.</summary>
    /// <exception cref="PipelineException">A file is missing or damaged, or the pipeline names a column that is in neither.</exception>
    public static TrainingData Read(string folder, Pipeline pipeline)
    {
        var view = TrainingView.Read(folder);
        var builders = pipeline.Columns.Select(column => ColumnBuilder.For(column.Key, column.Value, view.Rows + view.TestRows, Path.Combine(folder, "files"))).ToList();
        var labels = view.Problem.Targets.Select(target => new LabelBuilder(target, view.Rows)).ToList();
        var folds = new NumberBuilder(TrainingView.FoldColumn, view.Rows);
        var repeats = Enumerable.Range(0, view.Repeats).Select(repeat => new NumberBuilder(TrainingView.RepeatColumn(repeat), view.Rows)).ToList();
        var group = view is { Split: SplitKind.Group, Group: { } groupName } ? new CategoryBuilder(groupName, view.Rows) : null;
        var time = view is { Split: SplitKind.Time, TimeColumn: { } timeName } ? new MomentBuilder(timeName, view.Rows) : null;
        List<ColumnBuilder> onTrainOnly = [.. labels, folds, .. repeats];
        if (group is not null)
            onTrainOnly.Add(group);
        if (time is not null)
            onTrainOnly.Add(time);

        Fill(Path.Combine(folder, "train.arrow"), [.. builders, .. onTrainOnly], view.Rows);
        Fill(Path.Combine(folder, "test.arrow"), builders, view.TestRows);
        int[] foldOf = [.. folds.Values.Select(fold => (int)fold)];
        var frame = new Frame(view.Rows, view.TestRows, builders.Select(builder => builder.Build()));
        return new TrainingData(view, frame, [.. labels.Select(label => label.Values)], foldOf, group?.Codes, OrderOf(foldOf, time?.Moments))
        {
            Repeats = [.. repeats.Select(repeat => repeat.Values.Select(fold => (int)fold).ToArray())],
        };
    }

    private static void Fill(string path, IReadOnlyList<ColumnBuilder> builders, int rows)
    {
        var schema = ArrowTable.SchemaOf(path);
        var missing = builders.FirstOrDefault(builder => schema.GetFieldIndex(builder.Name) < 0);
        if (missing is not null)
            throw new PipelineException($"column '{missing.Name}' is not in {Path.GetFileName(path)}; it has {string.Join(", ", schema.FieldsList.Take(20).Select(field => field.Name))}");
        var read = 0;
        foreach (var batch in ArrowTable.Batches(path))
        {
            foreach (var builder in builders)
                builder.Append(batch.Column(schema.GetFieldIndex(builder.Name)));
            read += batch.Length;
        }

        if (read != rows)
            throw new PipelineException($"{path} has {read} rows; view.json says {rows}");
    }

    // Folds of a time split are consecutive, so they order first where a date is missing or repeats; file order decides last.
    private static int[] OrderOf(int[] folds, double[]? moments)
    {
        int[] rows = [.. Enumerable.Range(0, folds.Length)];
        var sorted = moments is null ? rows : [.. rows.OrderBy(row => folds[row]).ThenBy(row => moments[row]).ThenBy(row => row)];
        var position = new int[rows.Length];
        for (var i = 0; i < sorted.Length; i++)
            position[sorted[i]] = i;
        return position;
    }
}
