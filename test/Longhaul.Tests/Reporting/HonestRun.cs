using System.Globalization;
using System.Text;
using System.Text.Json;
using Longhaul.Evaluation.Grading;
using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Views;
using Longhaul.Execution.Executors;
using Longhaul.Reporting.Verification;
using Longhaul.Reporting.Writing;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Journal;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Events;
using Longhaul.Search.Experiments;
using Longhaul.Search.Graph;
using Longhaul.Search.Loop;
using Longhaul.Search.Policies;
using Longhaul.Search.State;
using Microsoft.Extensions.Time.Testing;

namespace Longhaul.Tests.Reporting;

/// <summary>
/// A small run that is whole: its predictions give its scores, its hashes are right, and it has a submission, a grade and a report. It is made
/// once; each test works on a copy.
/// </summary>
public sealed class HonestRunFixture : IAsyncLifetime
{
    private HonestRun? _original;

    internal HonestRun Copy() => _original!.Copy();

    public async ValueTask InitializeAsync() => _original = await HonestRun.Make();

    public ValueTask DisposeAsync()
    {
        _original?.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>See <see cref="HonestRunFixture"/>.</summary>
internal sealed class HonestRun : IDisposable
{
    private readonly TemporaryFolder _root = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero));
    private readonly RunJournal _journal;
    private readonly TaskData _data;
    private readonly FoldScorer _scorer;

    private HonestRun(HonestRun? original)
    {
        Folder = new RunFolder(_root.At("run"));
        if (original is null)
        {
            TaskSnapshot.Take(WriteTask(), Folder);
            Settings.Write(Folder);
        }
        else
        {
            Forgery.Copy(original.Folder.Root, Folder.Root);
        }

        Task = TaskSnapshot.Read(Folder);
        _data = TaskData.Load(Task, Settings.Seed);
        _scorer = new FoldScorer(_data);
        _journal = RunJournal.Open(Folder.Journal, _clock);
    }

    public RunFolder Folder { get; }
    public TaskPackage Task { get; }
    public RunState State => RunState.Read(Folder, Task.Metric.Direction);
    public FoldScorer Scorer => _scorer;

    public RunSettings Settings { get; } = new()
    {
        Run = "run",
        Task = "small",
        Track = "mle",
        Threads = 2,
        MemoryBytes = 4L << 30,
        Version = "0.1.0",
        MaxExperiments = 3,
        Created = new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero),
    };

    /// <summary>Two experiments, a failed one, an ensemble, a submission, a grade and a report.</summary>
    public static async Task<HonestRun> Make()
    {
        var run = new HonestRun(null);
        run.Begin();
        run.Experiment(1, "linear", noise: 0.9);
        run.Experiment(2, "lightgbm", noise: 0.6);
        run.Fail(3);
        run.Blend(4);
        run.Submit(run.State.Graph.Best!);
        run.Record("run", new RunEnded("done", "all experiments were made", run.State.Graph.Best!.Id.Number, 60));
        run.GradeIt();
        var files = await ReportWriter.WriteAsync(run.Folder, run.Settings, run.State, run.Task, null, TestContext.Current.CancellationToken);
        run.Record("report", new ReportWritten(files.Head.Value, files.Hashes(run.Folder)));
        return run;
    }

    public HonestRun Copy() => new(this);

    public Task<VerifyReport> Verify(VerifyOptions? options = null) => Verifier.VerifyAsync(Folder, options, TestContext.Current.CancellationToken);

    public string At(string path) => Path.Combine(Folder.Root, path);

    /// <summary>Changes a text in a file of the run; the text must be there.</summary>
    public void Alter(string path, string from, string to) => Forgery.Alter(At(path), from, to);

    /// <summary>Rewrites the journal with a change to its lines, every hash of the chain made right again.</summary>
    public void Forge(Func<string, string> change) => Forgery.Rewrite(Folder.Journal, change);

    public void Dispose()
    {
        _journal.Dispose();
        _root.Dispose();
    }

    private TaskPackage WriteTask()
    {
        var random = new Random(7);
        var train = new StringBuilder("id,x,label\n");
        var test = new StringBuilder("id,x\n");
        var (sample, answers) = (new StringBuilder("id,label\n"), new StringBuilder("id,label\n"));
        for (var i = 0; i < 120; i++)
        {
            var label = random.NextDouble() < 0.5 ? 1 : 0;
            var x = (label + random.NextDouble()).ToString("F3", CultureInfo.InvariantCulture);
            (i < 90 ? train : test).Append(CultureInfo.InvariantCulture, $"{i},{x}").Append(i < 90 ? $",{label}\n" : "\n");
            if (i >= 90)
            {
                sample.Append(CultureInfo.InvariantCulture, $"{i},0.5\n");
                answers.Append(CultureInfo.InvariantCulture, $"{i},{label}\n");
            }
        }

        return new TaskPackage
        {
            Id = "small",
            Title = "A small task",
            Track = "mle",
            Folder = _root.At("task"),
            PublicFolder = _root.At("task/public"),
            TrainFile = _root.Write("task/public/train.csv", train.ToString()),
            TestFile = _root.Write("task/public/test.csv", test.ToString()),
            SampleFile = _root.Write("task/public/sample_submission.csv", sample.ToString()),
            Grader = new GraderSpec("metric") { Answers = _root.Write("task/private/answers.csv", answers.ToString()) },
            Metric = new MetricSpec("roc_auc", Direction.Maximize),
            Targets = ["label"],
            Submission = new SubmissionFormat("submission.csv", ["id"], ["label"]),
            Medals = new MedalSpec { Bronze = 0.7, Silver = 0.8, Gold = 0.95 },
        };
    }

    private void Begin()
    {
        AtomicFile.Write(Folder.Summary, "# The data\n\n90 rows; x is missing in 0.0 % of them.\n");
        Record("run", new RunCreated("run", "small", "mle", "0.1.0"));
        Record("run", new RunStarted(1, "test", HealedJournal: false));
        Record("task", new StageDone("task", Hashes("task/package.json")));
        Record("data", new DataPrepared(90, 30, _data.Folds.Folds, _data.Folds.Scheme, Hashes("task/public/train.csv")));
        Record("analysis", new StageDone("analysis", Hashes("workspace/analysis/summary.md")));
    }

    private void Experiment(int number, string family, double noise)
    {
        Propose(number, family);
        var folder = Folder.Experiment($"e{number}");
        var predictions = Predict(number, noise);
        TableWriter.Write(Path.Combine(folder, "predictions.csv"), predictions);
        AtomicFile.Write(Path.Combine(folder, "metrics.json"), """{"importance":[{"feature":"x","share":0.9},{"feature":"id","share":0.1}]}""");
        AtomicFile.Write(Path.Combine(folder, "log.txt"), "done\n");
        Record($"e{number}", new ExperimentEnded(
            number, number, Ending.Success, 0, 12.5, 20, 200_000_000, _scorer.Score(predictions), EvidenceFolder.Hashes(Folder, folder), null, $"{family} works", []));
    }

    private void Fail(int number)
    {
        Propose(number, "lightgbm");
        AtomicFile.Write(Path.Combine(Folder.Experiment($"e{number}"), "log.txt"), "killed\n");
        Record($"e{number}", new ExperimentEnded(
            number, number, Ending.OutOfMemory, 137, 3, 3, 4_000_000_000, null, EvidenceFolder.Hashes(Folder, Folder.Experiment($"e{number}")), "asked for more than 4 GiB", null, []));
    }

    private void Blend(int number)
    {
        var folder = Folder.Experiment($"c{number}");
        var predictions = Predict(number, 0.5);
        TableWriter.Write(Path.Combine(folder, "predictions.csv"), predictions);
        Record($"c{number}", new EnsembleMade(
            number, "Blend of two", "Errors cancel out", ContentHash.Of("blend").Value, new Dictionary<int, double> { [1] = 0.25, [2] = 0.75 },
            _scorer.Score(predictions), EvidenceFolder.Hashes(Folder, folder), null));
    }

    private void Propose(int number, string family)
    {
        var pipeline = Encoding.UTF8.GetBytes($"model: {family}\n");
        var programs = new ProgramStore(new ContentStore(Folder.Objects));
        Record($"c{number}", programs.Store(
            new CandidateId(number), new Move(Operator.Draft, []), Proposal.Pipeline(family, $"Plain {family}", "It is quick", Encoding.UTF8.GetString(pipeline))));
        Record($"e{number}", new ExperimentStarted(number, number, _data.Folds.Folds, 2, 0, 1));
    }

    private void Submit(Candidate best)
    {
        var file = Path.Combine(Folder.BestSubmission, "submission.csv");
        TableWriter.Write(file, _scorer.Submission(Table.Read(Path.Combine(best.Evidence(Folder), "predictions.csv"))));
        Record(best.Id.ToString(), new SubmissionUpdated(best.Id.Number, "submission.csv", ContentHash.OfFile(file).Value, best.Score!));
    }

    private void GradeIt()
    {
        var grade = new Grader(_clock).GradeAsync(Task, Path.Combine(Folder.BestSubmission, "submission.csv"), default).GetAwaiter().GetResult();
        AtomicFile.Write(Folder.Grade, JsonSerializer.Serialize(grade, GradeJson.Default.Grade));
        Record("grade", new GradeComputed(grade.Score, grade.Medal?.ToString().ToLowerInvariant(), ContentHash.OfFile(Folder.Grade).Value));
    }

    // The truth with noise: the more of it, the worse the score.
    private Table Predict(int seed, double noise)
    {
        var random = new Random(seed);
        int[] rows = [.. Enumerable.Range(0, _data.Folds.Folds).SelectMany(_data.Folds.HeldOut)];
        string[] cells =
        [
            .. rows.Select(row => Cell(_data.Train["label"].Number(row))),
            .. Enumerable.Range(0, _data.Test.RowCount).Select(row => Cell(_data.Test["x"].Number(row) / 2)),
        ];
        return PredictionsTable.Make([.. rows.Select(row => _data.Folds.FoldOf[row])], rows, _data.Test.RowCount, [new Column("label", cells)]);
        string Cell(double truth) => Math.Clamp((truth * (1 - noise)) + (noise * random.NextDouble()), 0, 1).ToString("F4", CultureInfo.InvariantCulture);
    }

    private Dictionary<string, string> Hashes(string path) => new(StringComparer.Ordinal) { [path] = ContentHash.OfFile(At(path)).Value };

    private void Record(string id, RunEvent what)
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        _journal.Append(RunEventCodec.Encode(id, what));
    }
}
