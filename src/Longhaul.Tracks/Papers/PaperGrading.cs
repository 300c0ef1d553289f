using Longhaul.Evaluation.Rubrics;
using Longhaul.Evaluation.Rubrics.Judging;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Reporting.Papers;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tasks.Papers;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Team;
using Longhaul.Tracks.Papers.Reproduction;

namespace Longhaul.Tracks.Papers;

/// <summary>Grades what a paper's run delivered by the rubric: once, after the end.</summary>
internal sealed class PaperGrading(RunLedger ledger, PaperPackage paper, TimeProvider clock)
{
    /// <summary>Judges the leaves that have no verdict yet, and writes grade and tree.</summary>
    /// <exception cref="RubricException">The rubric can't be read.</exception>
    public async Task GradeAsync(ResearchTeam team, int sideBySide, CancellationToken cancellationToken)
    {
        var rubric = Rubric.Read(paper.Rubric!);
        var notes = paper.JudgeAddendum is { } file ? await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false) : "";
        var judge = new PaperJudge(team, notes);
        var known = ledger.State.Paper.Verdicts.Values.Select(said => new LeafVerdict(said.Leaf, said.Score, said.Reasons) { Files = said.Files, Judged = said.Judged }).ToList();
        var tree = await RubricGrading.GradeAsync(rubric, Work(), judge.JudgeAsync, known, Record, sideBySide, cancellationToken).ConfigureAwait(false);
        GradedTreeFile.Write(PaperReport.TreeOf(ledger.Folder), tree);
        AtomicFile.Write(ledger.Folder.Grade, PaperGrade.Of(paper.Id, tree, clock.GetUtcNow()).ToJson());
        ledger.Record("grade", new GradeComputed(tree.Score, null, ContentHash.OfFile(ledger.Folder.Grade).Value));
    }

    private void Record(LeafVerdict verdict) => ledger.Record($"leaf {verdict.Leaf}", new LeafJudged(verdict.Leaf, verdict.Score, verdict.Reasons, verdict.Files, verdict.Judged));

    /// <summary>What the judge may look at, from the journal and the clone that stayed.</summary>
    private JudgedWork Work()
    {
        var final = ledger.State.Paper.Reproduced!;
        var clone = Path.Combine(ledger.Folder.Workspace, "reproduction");
        if (!Directory.Exists(clone))
            return new JudgedWork([]) { Reproduced = false };
        var prefix = Path.GetRelativePath(ledger.Folder.Root, clone) + "/";
        var touched = final.Evidence.Keys.Select(path => path[prefix.Length..]).Where(path => path != ReproductionResult.Log).ToHashSet(StringComparer.Ordinal);
        var files = JobFiles.List(clone).Where(file => !file.Path.StartsWith(".git/", StringComparison.Ordinal)).ToList();
        return JudgedWorks.Of(
            new ReproductionResult(final.Commit, final.Problems)
            {
                Folder = clone,
                Outcome = final.Ending is { } ending ? new JobOutcome(ending, final.ExitCode, TimeSpan.FromSeconds(final.WallSeconds), TimeSpan.Zero, new Runs.Bytes(0)) : null,
                Files = files,
                Touched = [.. files.Where(file => touched.Contains(file.Path)).Select(file => new TouchedFile(file.Path, file.Length, Made: true))],
            },
            clone);
    }
}
