using System.Collections.Concurrent;

namespace Longhaul.Evaluation.Rubrics.Judging;

/// <summary>Grades a work by a rubric, leaf by leaf.</summary>
public static class RubricGrading
{
    /// <summary>
    /// The verdict on a leaf that needs no judge, or null: results can't agree with a paper where the reproduction made none, so such a leaf scores 0
    /// (PaperBench's rule); and so does every leaf where nothing was delivered.
    /// </summary>
    public static LeafVerdict? WithoutAsking(RubricNode leaf, JudgedWork work) => work.IsEmpty ? new LeafVerdict(leaf.Id, 0, "Nothing was delivered.") : leaf.Category == RubricCategory.ResultAnalysis && !work.TouchedAny
        ? new LeafVerdict(leaf.Id, 0, work.Reproduced ? "The reproduction made or changed no file, so there are no results." : "reproduce.sh was not run, so there are no results.")
        : null;

    /// <summary>What a judge is asked about a leaf.</summary>
    public static LeafQuestion Question(Rubric rubric, RubricNode leaf, JudgedWork work)
    {
        var above = rubric.Above(leaf.Id);
        return new LeafQuestion(leaf, above, FilesToLookAt.For(leaf, above, work));
    }

    /// <summary>Asks about every leaf that needs it, several at a time, and sums up. The tree doesn't depend on who answers first.</summary>
    /// <param name="known">Verdicts that are there already (an earlier, interrupted grading); their leaves are not asked about again.</param>
    /// <param name="onVerdict">Told of each new verdict, one at a time, so that it can be written down before the next is needed.</param>
    /// <param name="sideBySide">How many leaves are judged at once, at least 1.</param>
    public static async Task<GradedTree> GradeAsync(
        Rubric rubric, JudgedWork work, LeafJudge judge, IReadOnlyList<LeafVerdict> known, Action<LeafVerdict> onVerdict, int sideBySide,
        CancellationToken cancellationToken)
    {
        var verdicts = new ConcurrentDictionary<string, LeafVerdict>(known.Select(verdict => KeyValuePair.Create(verdict.Leaf, verdict)), StringComparer.Ordinal);
        var told = new Lock();
        var options = new ParallelOptions { MaxDegreeOfParallelism = sideBySide, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(rubric.Leaves.Where(leaf => !verdicts.ContainsKey(leaf.Id)).ToList(), options, async (leaf, cancelled) =>
        {
            var verdict = WithoutAsking(leaf, work) ?? Fitting(leaf, await judge(Question(rubric, leaf, work), cancelled));
            lock (told)
            {
                verdicts[leaf.Id] = verdict;
                onVerdict(verdict);
            }
        });
        return GradedTree.Of(rubric, verdicts.Values);
    }

    private static LeafVerdict Fitting(RubricNode leaf, LeafVerdict verdict) =>
        verdict.Leaf != leaf.Id ? LeafVerdict.Unjudged(leaf.Id, $"The judge spoke of '{verdict.Leaf}' instead.")
        : verdict.Score is >= 0 and <= 1 ? verdict
        : LeafVerdict.Unjudged(leaf.Id, "The judge's score is not from 0 to 1.");
}
