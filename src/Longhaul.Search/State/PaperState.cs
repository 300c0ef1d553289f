using System.Collections.Immutable;
using Longhaul.Execution.Executors;
using Longhaul.Search.Events;

namespace Longhaul.Search.State;

/// <summary>The reproduction of a paper as the journal tells it; empty in runs of other tracks.</summary>
public sealed record PaperState
{
    /// <summary>The id of the reproduction that is judged.</summary>
    public const string Final = "final";

    public static PaperState Empty { get; } = new();

    /// <summary>Experiments by number, in the order of their start.</summary>
    public ImmutableSortedDictionary<int, Trial> Trials { get; init; } = ImmutableSortedDictionary<int, Trial>.Empty;

    /// <summary>Commits of the delivered repository, oldest first.</summary>
    public ImmutableList<(TimeSpan At, CodeCommitted Commit)> Commits { get; init; } = [];

    /// <summary>Rehearsals, oldest first.</summary>
    public ImmutableList<ReproductionEnded> Rehearsals { get; init; } = [];

    /// <summary>The reproduction that is judged; null while there is none.</summary>
    public ReproductionEnded? Reproduced { get; init; }

    /// <summary>Verdicts by leaf.</summary>
    public ImmutableDictionary<string, LeafJudged> Verdicts { get; init; } = ImmutableDictionary.Create<string, LeafJudged>(StringComparer.Ordinal);

    /// <summary>The newest commit; null where there is none.</summary>
    public string? Head => Commits is [.., var last] ? last.Commit.Commit : null;

    /// <summary>The newest rehearsal whose script was run, well or not; null where there is none.</summary>
    public ReproductionEnded? Rehearsed => Rehearsals.FindLast(rehearsal => rehearsal.Ending is not null);

    /// <summary>The trial that a use of a tool started.</summary>
    public Trial? StartedBy(string use) => Trials.Values.FirstOrDefault(trial => trial.Started.Use == use);

    /// <summary>The state after one more event.</summary>
    /// <param name="worked">Working time of the run by now.</param>
    /// <param name="at">When it was recorded.</param>
    public PaperState After(PaperEvent what, TimeSpan worked, DateTimeOffset at) => what switch
    {
        CodeCommitted committed => this with { Commits = Commits.Add((worked, committed)) },
        TrialStarted started => this with { Trials = Trials.SetItem(started.Trial, new Trial(started, at, null)) },
        TrialEnded ended => this with { Trials = Trials.SetItem(ended.Trial, Trials[ended.Trial] with { Ended = ended }) },
        ReproductionEnded { Id: Final } final => this with { Reproduced = final },
        ReproductionEnded rehearsal => this with { Rehearsals = Rehearsals.Add(rehearsal) },
        LeafJudged verdict => this with { Verdicts = Verdicts.SetItem(verdict.Leaf, verdict) },
        _ => throw new InvalidOperationException($"No transition for {what.GetType().Name}."),
    };
}

/// <summary>A command experiment of a paper run.</summary>
/// <param name="Ended">Null while it runs or when it was cut off.</param>
public sealed record Trial(TrialStarted Started, DateTimeOffset StartedAt, TrialEnded? Ended)
{
    /// <summary><c>e3</c>.</summary>
    public string Id => $"e{Started.Trial}";

    /// <summary>Whether its command ended well.</summary>
    public bool Succeeded => Ended?.Ending == Ending.Success;
}
