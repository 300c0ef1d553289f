using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Views;
using Longhaul.Execution.Executors;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Journal;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Budgets;
using Longhaul.Search.Events;
using Longhaul.Search.Experiments;
using Longhaul.Search.Graph;
using Longhaul.Search.Loop;
using Longhaul.Search.Policies;
using Longhaul.Search.State;
using Longhaul.Tests.Views;
using Microsoft.Extensions.Time.Testing;

namespace Longhaul.Tests.Search.Loop;

/// <summary>A search over programs that are a list of predicted labels, run by nobody: everything else is real.</summary>
internal sealed class SmallSearch : IDisposable
{
    public const int Experiments = 5;

    private readonly TemporaryFolder _root = TemporaryFolder.InMemory();

    public SmallSearch() => Folder = new RunFolder(_root.At("run"));

    public static TaskData Data { get; } = SmallData.Make();

    public RunFolder Folder { get; }

    public static RunSettings Usual { get; } = new()
    {
        Run = "run",
        Task = "small",
        Track = "mle",
        Threads = 2,
        MemoryBytes = 4L << 30,
        Version = "0.1.0",
        MaxExperiments = Experiments,
        Created = new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero),
    };

    public RunSettings Settings { get; set; } = Usual;

    /// <summary>How often an experiment was run, by its number.</summary>
    public Dictionary<int, int> Runs { get; } = [];

    /// <summary>Entries in the journal.</summary>
    public int Records => JournalReader.Read(Folder.Journal).Entries.Count;

    public RunState State => RunState.Read(Folder, Direction.Maximize);

    public byte[] Submission => File.ReadAllBytes(Path.Combine(Folder.BestSubmission, "submission.csv"));

    public string Registry => File.ReadAllText(Folder.SubmissionRegistry);

    /// <summary>Opens the run, works until it ends or <paramref name="crash"/> throws, and lets go of it.</summary>
    public async Task<string> WorkAsync(CrashClock? crash = null, IExperimenter? experimenter = null)
    {
        Directory.CreateDirectory(Folder.Root);
        crash ??= new NoCrash();
        using var ledger = RunLedger.Open(Folder, Direction.Maximize, crash);
        ledger.Recorded += (_, _) => crash.Recorded();
        ledger.Record("run", new RunStarted(1, "test", ledger.Healed));
        return await Loop(ledger, experimenter).RunAsync(stint: null, TestContext.Current.CancellationToken);
    }

    public ResearchLoop Loop(RunLedger ledger, IExperimenter? experimenter = null)
    {
        var scorer = new FoldScorer(Data);
        var programs = new ProgramStore(new ContentStore(Folder.Objects));
        experimenter ??= new Imagined(Runs);
        return new ResearchLoop(
            ledger, new BudgetClock(Settings, TimeProvider.System), new Always(), new Guesses(), programs,
            new ExperimentRunner(Folder, Settings, scorer, programs, experimenter, experimenter), Settle(ledger, scorer), Settings.Workers);
    }

    public IExperimenter Imagine() => new Imagined(Runs);

    public Settlement Settle(RunLedger ledger, FoldScorer scorer) =>
        new(ledger, scorer, new BestOfTwo(Folder), new Gatekeeper(ledger, Data), new SubmissionKeeper(ledger, Data, scorer), new CodeHistory(Folder, new ProgramStore(new ContentStore(Folder.Objects))), new WorkspaceScribe(Folder));

    public void Dispose() => _root.Dispose();

    /// <summary>The candidates predict every second, fifth … row wrongly; the fourth one fails.</summary>
    private sealed class Guesses : IProposer
    {
        private static readonly int[] WrongEvery = [2, 5, 3, 0, 7, 4];

        public Task<Proposal?> ProposeAsync(Move move, SolutionGraph graph, BudgetLeft left, CancellationToken cancellationToken)
        {
            var made = graph.Candidates.Count(candidate => candidate.Operator != Operator.Ensemble);
            return Task.FromResult(made < WrongEvery.Length ? Proposal.Pipeline("guess", $"guess {made}", "a guess", $"{WrongEvery[made]}") : null);
        }

        public string? Insight(Candidate finished, SolutionGraph before) => $"beside {before.Candidates.Count}";
    }

    private sealed class Always : IPolicy
    {
        public Move? Next(SolutionGraph graph, BudgetLeft left) => new(Operator.Draft, []);
    }

    private sealed class Imagined(Dictionary<int, int> runs) : IExperimenter
    {
        public Task<Finding> RunAsync(ExperimentOrder order, CancellationToken cancellationToken)
        {
            runs[order.Id.Number] = runs.GetValueOrDefault(order.Id.Number) + 1;
            var every = int.Parse(File.ReadAllText(Path.Combine(order.Evidence, "pipeline.yaml")));
            var finding = new Finding(every == 0 ? Ending.Error : Ending.Success, every == 0 ? 1 : 0, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), new Bytes(1), null);
            return Task.FromResult(every == 0 ? finding with { Detail = "it fails" } : finding with { Predictions = Predict(every) });
        }

        private static Table Predict(int wrongEvery) => SmallData.Predictions(Data, row =>
        {
            var truth = SmallData.Label(Data, row, test: "a");
            return row.Row % wrongEvery != 0 ? truth : truth == "a" ? "b" : "a";
        });
    }

    /// <summary>Takes the best candidate's predictions with every label on row 0 mended: a bit better, and made of two.</summary>
    private sealed class BestOfTwo(RunFolder folder) : IEnsembler
    {
        public Combination? Combine(SolutionGraph graph)
        {
            if (graph.Ranked.Where(candidate => candidate.Experiment is not null).Take(2).ToArray() is not [var best, var second])
                return null;
            var predictions = Table.Read(Path.Combine(folder.Experiment(best.Experiment.ToString()!), "predictions.csv"));
            var mended = predictions.Columns.Select(column => column.Name != "y" ? column
                : new Column("y", column.Index().Select(cell => predictions[PredictionsTable.RowColumn][cell.Index] == "0" ? "a" : cell.Item)));
            return new Combination(new Dictionary<CandidateId, double> { [best.Id] = 0.75, [second.Id] = 0.25 }, new Table([.. mended]), "two", "two are better", null);
        }
    }

    private sealed class NoCrash : CrashClock
    {
        public override void Recorded()
        {
        }
    }
}

/// <summary>A clock that also is the moment of a crash.</summary>
internal abstract class CrashClock : FakeTimeProvider
{
    /// <summary>Called after each record.</summary>
    public abstract void Recorded();
}
