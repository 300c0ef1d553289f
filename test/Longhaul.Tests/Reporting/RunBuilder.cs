using Longhaul.Evaluation.Scoring;
using Longhaul.Execution.Executors;
using Longhaul.Reporting.Writing;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Journal;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Events;
using Longhaul.Search.Graph;
using Longhaul.Search.State;
using Microsoft.Extensions.Time.Testing;

namespace Longhaul.Tests.Reporting;

/// <summary>Writes a journal by hand: a run of any shape without running anything.</summary>
internal sealed class RunBuilder : IDisposable
{
    private readonly TemporaryFolder _root = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero));
    private readonly RunJournal _journal;
    private int _candidates;
    private int _experiments;

    public RunBuilder(Direction direction = Direction.Maximize, string metric = "roc_auc")
    {
        Folder = new RunFolder(_root.At("run"));
        Metric = new MetricSpec(metric, direction);
        Directory.CreateDirectory(Folder.Root);
        _journal = RunJournal.Open(Folder.Journal, _clock);
        Record("run", new RunCreated("run", "small", "mle", "0.1.0"));
        Record("run", new RunStarted(1, "test", HealedJournal: false));
        Record("run", new DataPrepared(60, 20, 3, "3 folds at random", new Dictionary<string, string>(StringComparer.Ordinal)));
    }

    public RunFolder Folder { get; }
    public MetricSpec Metric { get; }

    public RunSettings Settings { get; set; } = new()
    {
        Run = "run",
        Task = "small",
        Track = "mle",
        Threads = 2,
        MemoryBytes = 4L << 30,
        Version = "0.1.0",
        BudgetSeconds = 300,
        Created = new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero),
    };

    public TaskPackage Task => new()
    {
        Id = "small",
        Title = "A small task",
        Track = "mle",
        Folder = Folder.Task,
        PublicFolder = Folder.Task,
        TrainFile = _root.At("train.csv"),
        TestFile = _root.At("test.csv"),
        SampleFile = _root.At("sample.csv"),
        Metric = Metric,
        Targets = ["label"],
        Submission = new SubmissionFormat("submission.csv", ["id"], ["label"]),
        Medals = new MedalSpec { Bronze = 0.9, Silver = 0.92, Gold = 0.94 },
    };

    public RunState State => RunState.Read(Folder, Metric.Direction);

    public ReportContext Context => new(Folder, Settings, State, Task, Notes);

    public ReportNotes Notes { get; set; } = new();

    public string Read(string file) => File.ReadAllText(Path.Combine(Folder.Report, file));

    /// <summary>A candidate whose experiment scored so on its folds.</summary>
    public int Scored(string family, params double[] folds)
    {
        var candidate = Start(family);
        _clock.Advance(TimeSpan.FromSeconds(20));
        Record($"e{_experiments}", Ended(candidate, Ending.Success) with { Score = Score.FromFolds(folds, Metric.Name, Metric.Direction), Insight = $"{family} is worth it" });
        return candidate;
    }

    /// <summary>A candidate that was looked at on the first of three folds.</summary>
    public int Looked(string family, double score)
    {
        var candidate = Start(family, probe: true);
        Record($"e{_experiments}", Ended(candidate, Ending.Success) with { Score = Score.FromFolds([score, double.NaN, double.NaN], Metric.Name, Metric.Direction) });
        return candidate;
    }

    /// <summary>A candidate whose experiment failed.</summary>
    public int Failed(string family, Ending ending, string detail, params string[] attempts)
    {
        var candidate = Start(family);
        _clock.Advance(TimeSpan.FromSeconds(7));
        Record($"e{_experiments}", Ended(candidate, ending) with { Detail = detail, Attempts = attempts });
        return candidate;
    }

    public void Submit(int candidate) =>
        Record($"c{candidate}", new SubmissionUpdated(candidate, "submission.csv", ContentHash.Of("x").Value, State.Graph[new CandidateId(candidate)].Score!));

    public void End(int? best = null) => Record("run", new RunEnded(best is null ? "failed" : "done", "nothing left to try", best, 100));

    public void Grade(double score, string medal) => Record("run", new GradeComputed(score, medal, ContentHash.Of("grade").Value));

    public JournalEntry Record(string id, RunEvent what)
    {
        _clock.Advance(TimeSpan.FromMilliseconds(250));
        return _journal.Append(RunEventCodec.Encode(id, what));
    }

    public Task<ReportFiles> WriteReport() => ReportWriter.WriteAsync(Folder, Settings, State, Task, Notes, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        _journal.Dispose();
        _root.Dispose();
    }

    public string Title { get; set; } = "A candidate";
    public string Hypothesis { get; set; } = "Trees with a rate of 0.05 fit tables well";

    /// <summary>What the next candidates are changes of; null: drafts.</summary>
    public int? Parent { get; set; }

    private int Start(string family, bool probe = false)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        Record($"c{++_candidates}", new CandidateProposed(
            _candidates, Parent is null ? Operator.Draft : Operator.Tune, Parent is { } parent ? [parent] : [], family, Title, Hypothesis, ContentHash.Of($"{_candidates}").Value, files, [], 1000, probe));
        Record($"e{++_experiments}", new ExperimentStarted(_experiments, _candidates, 3, 2, 0, 1));
        return _candidates;
    }

    private ExperimentEnded Ended(int candidate, Ending ending) => new(
        _experiments, candidate, ending, ending == Ending.Success ? 0 : 1, 20.25, 38.5, 300_000_000, null,
        new Dictionary<string, string>(StringComparer.Ordinal), null, null, []);
}
