using System.Globalization;
using Longhaul.Builtin.Profile;
using Longhaul.Builtin.Training;
using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Views;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Execution.Sandbox;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Arrow;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Experiments;

namespace Longhaul.Builtin.Leaks;

/// <summary>
/// Adversarial validation by our trainer in the sandbox: a pipeline like any other, whose target is whether a row is of test. No label of the task
/// is in its view.
/// </summary>
public sealed class TrainTestComparison(RunFolder run, RunSettings settings, IExecutor executor, Limits limits)
{
    private const int RowsOfEach = 5000, Fewest = 30, Folds = 3, Named = 3;
    private static readonly Bytes LargestPredictions = Bytes.FromMiB(64);

    private string Folder => Path.Combine(run.Cache, "audit");

    /// <summary>Compares the columns that models may use, dates apart; null where there are none, too few rows, or the trainer fails.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<TrainTestDifference?> RunAsync(TaskData data, DataProfile profile, CancellationToken cancellationToken)
    {
        int[] train = RowSample.Of(data.Train.RowCount, RowsOfEach), test = RowSample.Of(data.Test.RowCount, RowsOfEach);
        var pipeline = PipelineOf(profile);
        if (pipeline.Columns.Count == 0 || Math.Min(train.Length, test.Length) < Fewest)
            return null;
        WriteView(data, pipeline, train, test);
        var job = MakeJob(pipeline);
        await executor.SubmitAsync(job, cancellationToken).ConfigureAwait(false);
        var outcome = await executor.WatchToEndAsync(job.Id, cancellationToken).ConfigureAwait(false);
        return outcome.Ending == Ending.Success ? Read(job, pipeline, train.Length, test.Length) : null;
    }

    private Pipeline PipelineOf(DataProfile profile)
    {
        var columns = Pipeline.NoColumns;
        foreach (var column in profile.Columns.Where(column => profile.IsFeature(column.Name)))
        {
            if (column.Kind is ColumnKind.Number or ColumnKind.Category or ColumnKind.Text)
                columns = columns.Add(column.Name, column.Kind == ColumnKind.Number ? ColumnRole.Number : column.Kind == ColumnKind.Text ? ColumnRole.Text : ColumnRole.Category);
        }

        FeatureStep[] steps = [FeatureStep.Of("numbers"), FeatureStep.Of("ordinal", ("native", "true"), ("min_count", "3")), FeatureStep.Of("text-style")];
        return new Pipeline
        {
            Columns = columns,
            Features = [.. steps.Where(step => columns.Values.Any(role => step.Schema.Takes(role)))],
            Model = profile.Thinned(ModelSpec.Of("lightgbm", ("rounds", "100"), ("early_stopping", "0"), ("learning_rate", "0.1"), ("num_leaves", "15"), ("min_data_in_leaf", "20"), ("feature_fraction", "0.7"))),
            Seed = settings.Seed,
        };
    }

    private void WriteView(TaskData data, Pipeline pipeline, int[] train, int[] test)
    {
        var view = Path.Combine(Folder, "data");
        Directory.CreateDirectory(view);
        var folds = Enumerable.Range(0, train.Length + test.Length).Select(row => row % Folds).ToArray();
        new Random(settings.Seed).Shuffle(folds);
        var target = TargetName(pipeline);
        ArrowSource[] columns = [.. pipeline.Columns.Select(column => column.Value == ColumnRole.Number
            ? ArrowSource.Numbers(column.Key, row => row < train.Length ? data.Train[column.Key].Number(train[row]) : data.Test[column.Key].Number(test[row - train.Length]))
            : ArrowSource.Texts(column.Key, row => Text(row < train.Length ? data.Train[column.Key][train[row]] : data.Test[column.Key][test[row - train.Length]])))];
        ArrowSource[] more = [ArrowSource.Texts(target, row => row < train.Length ? "0" : "1"), ArrowSource.Integers(TrainingView.FoldColumn, row => folds[row])];
        ArrowTable.Write(Path.Combine(view, "train.arrow"), train.Length + test.Length, [.. columns, .. more]);
        ArrowTable.Write(Path.Combine(view, "test.arrow"), 1, columns);
        AtomicFile.Write(Path.Combine(view, "view.json"), new TrainingView
        {
            Rows = train.Length + test.Length,
            TestRows = 1,
            Problem = new Problem([new Target(target, TargetKind.Class, ["0", "1"])]),
            Metric = new MetricSpec("roc_auc", Direction.Maximize),
            Split = SplitKind.Random,
            Folds = Folds,
            Id = [],
        }.ToJson());
    }

    private Job MakeJob(Pipeline pipeline)
    {
        var program = TrainerProgram.Plain;
        var work = Path.Combine(Folder, "work");
        Directory.CreateDirectory(work);
        AtomicFile.Write(Path.Combine(work, Pipeline.FileName), pipeline.ToYaml());
        return new Job
        {
            Id = new JobId("audit"),
            Folder = work,
            Command = program.Command("train", "--data", "data", "--pipeline", Pipeline.FileName, "--out", ".", "--threads", settings.ThreadsEach.ToString(CultureInfo.InvariantCulture)),
            Mounts = [.. program.Mounts, new Mount(Path.Combine(Folder, "data"), "data")],
            Environment = program.Environment(limits),
            Limits = limits,
            LogFile = Path.Combine(Folder, "trainer.log"),
        };
    }

    private TrainTestDifference Read(Job job, Pipeline pipeline, int train, int test)
    {
        var evidence = Path.Combine(Folder, "evidence");
        Directory.CreateDirectory(evidence);
        foreach (var file in new[] { RawPredictionsFile.HeldOut, RawPredictionsFile.Test, "metrics.json" })
        {
            using var input = JobFiles.OpenRead(job.Folder, file, LargestPredictions);
            AtomicFile.Write(Path.Combine(evidence, file), input.CopyTo);
        }

        var predictions = RawPredictionsFile.Read(evidence);
        var auc = RankMetrics.RocAuc(Array.ConvertAll(predictions.Rows, row => row >= train), predictions.HeldOut[0]);
        var columns = CandidateNotes.Importance(evidence).Select(entry => ColumnOf(entry.Feature, pipeline)).OfType<string>().Distinct(StringComparer.Ordinal).Take(Named);
        return new TrainTestDifference(auc, train, test, [.. columns]);
    }

    /// <summary>The column that a feature was made of: they begin alike.</summary>
    private static string? ColumnOf(string feature, Pipeline pipeline) =>
        pipeline.Columns.Keys.Where(column => feature.StartsWith(column, StringComparison.Ordinal)).MaxBy(column => column.Length);

    private static string TargetName(Pipeline pipeline) => Enumerable.Range(0, pipeline.Columns.Count + 1).Select(i => "is_test" + new string('_', i)).First(name => !pipeline.Columns.ContainsKey(name));

    private static string? Text(string cell) => cell.Length == 0 ? null : cell;
}
