using Longhaul.Evaluation.Rubrics;
using Longhaul.Execution.Executors;
using Longhaul.Reporting.Papers;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Search.State;

namespace Longhaul.Tests.Reporting.Papers;

public sealed class PaperReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    private static readonly IReadOnlyDictionary<string, string> NoEvidence = new Dictionary<string, string>(StringComparer.Ordinal);

    private static readonly RunSettings Settings = new()
    {
        Run = "r", Task = "sums", Track = "paper", Model = "openai:scripted", Threads = 1, MemoryBytes = 1, Version = "0.1.0", Created = DateTimeOffset.UnixEpoch,
    };

    private RunFolder Run => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_counts_what_was_asked_of_the_network_by_host()
    {
        Write("network.jsonl", """
            {"at":"2026-11-26T05:30:00+00:00","method":"CONNECT","address":"pypi.org:443","decision":{"verdict":"Allowed"},"received":2048}
            {"at":"2026-11-26T05:30:01+00:00","method":"CONNECT","address":"github.com:443","decision":{"verdict":"Blacklisted","entry":"github.com/author/code"}}
            {"at":"2026-11-26T05:30:02+00:00","method":"GET","address":"http://example.org/x","decision":{"verdict":"NotListed"}}
            {"at":"2026-11-26T05:30:03+00:00","method":"GET","address":"http://example.org/x","decision":{"verdict":"NotListed"}}
            {"at":"2026-11-26T05:3
            """);

        var text = Report(Settings);

        text.ShouldContain("| `pypi.org` | 1 | 0 | `2 KiB` |");
        text.ShouldContain("| `example.org` | 2 | 2 | `0 B` |");
    }

    [Fact]
    public void It_says_by_which_experiment_a_claim_was_reproduced_and_names_every_deviation()
    {
        Write("final_self_check.json", """
            [{"id":"C1","kind":"target","what":"sum","status":"reproduced","experiment":"e1","paper":5050,"ours":5049,"gap":-0.02,"deviation":"n = 99","note":""},
             {"id":"C2","kind":"claim","what":"never tried","status":"not_attempted","experiment":null,"paper":null,"ours":null,"gap":null,"deviation":"","note":""}]
            """);

        var text = Report(Settings, new TrialStarted(1, "s1.1.1", "add", ["C1"], "other n", "bash sum.sh", "abc"), new TrialEnded(1, Ending.Success, 0, 1.5, NoEvidence, null));

        text.ShouldContain("| C1 | sum | reproduced | e1 | `5050` | `5049` | `-2.0 %` |");
        text.ShouldContain("- C1 (e1): n = 99");
        text.ShouldContain("| e1 | add | C1 | other n | C1 | success | `1.5` |");
        text.ShouldContain("1 reproduced, 0 partly, 0 not reproduced, 0 unsupported, 1 not attempted");
    }

    [Fact]
    public void A_reproduction_that_was_left_out_is_said_at_the_top() =>
        Report(Settings with { SkipReproduction = true }, new ReproductionEnded(PaperState.Final, "abc", null, null, 0, 0, ["left out"], NoEvidence)).ShouldContain("**left out** (`--skip-reproduction`)");

    [Fact]
    public void A_rubric_that_the_team_saw_is_said_so()
    {
        var rubric = new Rubric(new RubricNode("r", "All of it.", 1) { Parts = [new RubricNode("a", "It adds.", 1) { Category = RubricCategory.CodeDevelopment }, new RubricNode("b", "It ran.", 3) { Category = RubricCategory.CodeExecution }] });
        Directory.CreateDirectory(Run.Report);
        GradedTreeFile.Write(PaperReport.TreeOf(Run), GradedTree.Of(rubric, [new LeafVerdict("a", 1, "Seen in sum.sh.") { Files = ["sum.sh"] }]));

        var text = Report(Settings with { Rubric = "visible" }, new LeafJudged("a", 1, "Seen in sum.sh.", ["sum.sh"], Judged: true));

        text.ShouldContain("--rubric visible");
        text.ShouldContain("| It adds. | Code Development | `25.0 %` | `1` | Seen in sum.sh. | sum.sh |");
        text.ShouldContain("`0` (not judged)");
        Report(Settings).ShouldContain("The team never saw the rubric.");
    }

    private string Report(RunSettings settings, params PaperEvent[] events)
    {
        if (!File.Exists(Run.Journal))
        {
            using var ledger = RunLedger.Open(Run, Direction.Maximize, TimeProvider.System);
            ledger.Record("r", new RunStarted(1, "m", false));
            foreach (var what in events)
                ledger.Record("x", what);
        }

        return PaperReport.Render(Run, settings, RunState.Read(Run, Direction.Maximize)).Source;
    }

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Run.Report);
        File.WriteAllText(Path.Combine(Run.Report, file), text);
    }
}
