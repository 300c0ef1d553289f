using Longhaul.Evaluation.Rubrics;
using Longhaul.Execution.Executors;
using Longhaul.Reporting.Papers;
using Longhaul.Reporting.Papers.Checking;
using Longhaul.Reporting.Verification;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Journal;
using Longhaul.Runs.Tasks;
using Longhaul.Runs.Tasks.Papers;
using Longhaul.Search.Events;
using Longhaul.Search.State;
using Microsoft.Extensions.Time.Testing;

namespace Longhaul.Tests.Reporting;

/// <summary>A small reproduction of a paper that is whole; it is made once, and each test works on a copy.</summary>
public sealed class HonestPaperFixture : IAsyncLifetime
{
    private HonestPaper? _original;

    internal HonestPaper Copy() => new(_original);

    public ValueTask InitializeAsync()
    {
        _original = new HonestPaper(null);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _original?.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Two experiments of which one failed, a rehearsal, a reproduction, three verdicts, a grade, a self-check and a report.</summary>
internal sealed class HonestPaper : IDisposable
{
    private const string RubricText = """
        {"id": "r", "requirements": "The paper is reproduced.", "weight": 1, "sub_tasks": [
          {"id": "code", "requirements": "Numbers are added.", "weight": 1, "task_category": "Code Development", "sub_tasks": []},
          {"id": "run", "requirements": "The sum was computed.", "weight": 1, "task_category": "Code Execution", "sub_tasks": []},
          {"id": "result", "requirements": "It is 5050.", "weight": 2, "task_category": "Result Analysis", "sub_tasks": []}]}
        """;

    private const string Inventory = """
        [{"id":"C1","kind":"target","what":"sum","where":"Table 1","value":5050},{"id":"C2","kind":"target","what":"mean","where":"Table 1","value":50},
         {"id":"C3","kind":"claim","what":"it scales","where":"","value":null},{"id":"C4","kind":"target","what":"product","where":"Table 2","value":7.25}]
        """;

    private const string Claims = """
        [{"id":"C1","status":"reproduced","experiment":"e1","ours":5050},{"id":"C2","status":"partly","experiment":"e1","ours":50.5,"deviation":"rounded"},
         {"id":"C3","status":"reproduced"},{"id":"C4","status":"not_attempted"}]
        """;

    private readonly TemporaryFolder _root = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero));
    private readonly RunJournal? _journal;

    public HonestPaper(HonestPaper? original)
    {
        Folder = new RunFolder(_root.At("run"));
        Directory.CreateDirectory(Folder.Root);
        if (original is not null)
        {
            Forgery.Copy(original.Folder.Root, Folder.Root);
            return;
        }

        using (_journal = RunJournal.Open(Folder.Journal, _clock))
        {
            Begin();
            Work();
            Judge();
            Report();
        }
    }

    public RunFolder Folder { get; }

    private static RunSettings Settings { get; } = new()
    {
        Run = "run",
        Task = "sums",
        Track = "paper",
        Model = "openai:any",
        Threads = 2,
        MemoryBytes = 4L << 30,
        Version = "0.1.0",
        Created = new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero),
    };

    private RunState State => RunState.Read(Folder, Direction.Maximize);

    public Task<VerifyReport> Verify() => Verifier.VerifyAsync(Folder, null, TestContext.Current.CancellationToken);

    public string At(string path) => Path.Combine(Folder.Root, path);

    public void Dispose() => _root.Dispose();

    private void Begin()
    {
        Settings.Write(Folder);
        var paper = _root.Write("task/paper.md", "# Sums\n\nThe sum is 5050.\n");
        PaperSnapshot.Take(
            new PaperPackage { Id = "sums", Title = "Sums", Origin = paper, Paper = paper, Rubric = _root.Write("task/rubric.json", RubricText), Files = [new PaperFile(paper, "paper.md")] }, Folder);
        Record("run", new RunCreated("run", "sums", "paper", "0.1.0"));
        Record("run", new RunStarted(1, "test", HealedJournal: false));
        Record("task", new StageDone("task", Hashes("task/paper.json")));
    }

    private void Work()
    {
        Write("workspace/plan/inventory.json", Inventory);
        Write("workspace/plan/self_check.json", Claims);
        Record("s1", new RoleStarted("s1", "orchestrator-paper", null, new string('a', 64), null, 0));
        Record("s1", new ModelAsked("s1", 1, "openai:any", new string('b', 64), 1234, new Dictionary<string, int>(StringComparer.Ordinal) { ["task"] = 1234 }, Rebuilt: false));
        Record("s1", new ModelAnswered("s1", 1, new string('c', 64), 1240, 0, 88, null, 0, "stop", []));
        Record("code", new CodeCommitted(new string('d', 40), "before e1"));
        Try(1, Ending.Success, "5050\n50.5\n");
        Try(2, Ending.Error, "no such file\n");
        Reproduce("s1.2.1");
        Reproduce(PaperState.Final);
        Record("run", new RunEnded("done", "the team finished", null, 60));
    }

    private void Try(int number, Ending ending, string output)
    {
        var place = $"workspace/experiments/e{number}/log.txt";
        Record($"e{number}", new TrialStarted(number, $"s1.1.{number}", $"sum {number}", [$"C{number}"], "", "bash sum.sh", new string('d', 40)));
        Write(place, output);
        Record($"e{number}", new TrialEnded(number, ending, ending == Ending.Success ? 0 : 1, 2.5, Hashes(place), null));
    }

    private void Reproduce(string id)
    {
        Write("workspace/reproduction/results/sum.txt", "5050\n");
        Record(id, new ReproductionEnded(id, new string('d', 40), Ending.Success, 0, 3, 1, ["config.txt:1 names /root, a path of this machine"], Hashes("workspace/reproduction/results/sum.txt")));
    }

    private void Judge()
    {
        LeafVerdict[] verdicts =
        [
            new("code", 1, "sum.sh adds.") { Files = ["sum.sh"] }, new("run", 1, "The log says 5050.") { Files = ["reproduce.log"] }, new("result", 0, "The table is missing.") { Files = ["results/sum.txt"] },
        ];
        foreach (var verdict in verdicts)
            Record(verdict.Leaf, new LeafJudged(verdict.Leaf, verdict.Score, verdict.Reasons, verdict.Files, verdict.Judged));
        var tree = GradedTree.Of(Rubric.Read(PaperSnapshot.Read(Folder).Rubric!), verdicts);
        GradedTreeFile.Write(PaperReport.TreeOf(Folder), tree);
        AtomicFile.Write(Folder.Grade, PaperGrade.Of("sums", tree, _clock.GetUtcNow()).ToJson());
        Record("grade", new GradeComputed(tree.Score, null, ContentHash.OfFile(Folder.Grade).Value));
    }

    private void Report()
    {
        Record("network", new RequestsRefused([new RefusedRequest("github.com:443", "github.com/a/b", 3)], 0));
        SelfChecking.Write(Folder, State);
        var (head, files) = (State.Head.Value, PaperReport.Write(Folder, Settings, State));
        Record("report", new ReportWritten(head, files));
    }

    private void Write(string path, string text) => AtomicFile.Write(At(path), text);

    private Dictionary<string, string> Hashes(string path) => new(StringComparer.Ordinal) { [path] = ContentHash.OfFile(At(path)).Value };

    private void Record(string id, RunEvent what)
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        _journal!.Append(RunEventCodec.Encode(id, what));
    }
}
