using System.Collections.Immutable;
using Longhaul.Evaluation.Scoring;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Journal;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Alarms;
using Longhaul.Search.Events;
using Longhaul.Search.Graph;

namespace Longhaul.Search.State;

/// <summary>
/// Everything one can know about a run's control state: a pure projection of its journal. Screens, trees, costs and resume read this and
/// nothing else.
/// </summary>
public sealed record RunState
{
    public required SolutionGraph Graph { get; init; }
    public RunPhase Phase { get; init; } = RunPhase.New;

    /// <summary>Working time so far: the sum over sessions of what lies between their first and last entry.</summary>
    public TimeSpan Worked { get; init; }

    /// <summary>Entries that change what is decided: all but heartbeats, notices, starts, interruptions, commands and commits.</summary>
    public int Steps { get; init; }

    /// <summary>When the running session's latest entry was written.</summary>
    public DateTimeOffset? Latest { get; init; }

    public DateTimeOffset? Created { get; init; }

    /// <summary>Working time that <c>extend</c> has added.</summary>
    public TimeSpan Extended { get; init; }

    public DataPrepared? Data { get; init; }
    public ImmutableList<StageDone> Stages { get; init; } = [];

    /// <summary>What may be too good to be true, in the order it was noticed; the first is called <c>a1</c>.</summary>
    public ImmutableList<Alarm> Alarms { get; init; } = [];

    /// <summary>Experiments by number, in the order of their start.</summary>
    public ImmutableSortedDictionary<int, ExperimentRecord> Experiments { get; init; } = ImmutableSortedDictionary<int, ExperimentRecord>.Empty;

    public ImmutableDictionary<int, CandidateProposed> Programs { get; init; } = ImmutableDictionary<int, CandidateProposed>.Empty;

    /// <summary>How each ensemble was made.</summary>
    public ImmutableDictionary<int, EnsembleMade> Ensembles { get; init; } = ImmutableDictionary<int, EnsembleMade>.Empty;

    /// <summary>What the vault's gate was asked, oldest first.</summary>
    public ImmutableList<GateAsked> Questions { get; init; } = [];

    /// <summary>Whose submission counts: who was frozen; before, who passed the vault's gate last; without a vault the best by development score.</summary>
    public Candidate? Champion => Frozen is { } frozen ? Graph[new CandidateId(frozen.Candidate)]
        : Data is not { VaultRows: > 0 } ? Graph.Best
        : Questions.FindLast(asked => asked.Passed) is { } crowned ? Graph[new CandidateId(crowned.Challenger)] : null;

    /// <summary>The champion at the end of the search, with what its final fit is made of; null while the search goes on.</summary>
    public ChampionFrozen? Frozen { get; init; }

    /// <summary>Final fits by candidate.</summary>
    public ImmutableDictionary<int, MemberFitted> Fits { get; init; } = ImmutableDictionary<int, MemberFitted>.Empty;

    public FinalFitted? Final { get; init; }

    /// <summary>The final fit that was made before an extension, until a champion is frozen again: where it is the same, that fit stands.</summary>
    public FinishedFit? FitBefore { get; init; }

    /// <summary>What more rows are worth.</summary>
    public CurveMeasured? Curve { get; init; }

    /// <summary>What the final submission is expected to score.</summary>
    public PromiseMade? Promise { get; init; }

    /// <summary>The submissions that were best in their time, with the working time, oldest first; the last one is current.</summary>
    public ImmutableList<(TimeSpan At, SubmissionUpdated Submission)> Submissions { get; init; } = [];

    /// <summary>Ids of inbox commands that were obeyed.</summary>
    public ImmutableHashSet<string> Commands { get; init; } = [];

    /// <summary>A person asked the run to end with what it has, and it has not ended since.</summary>
    public bool StopAsked { get; init; }

    /// <summary>How often a person has asked the run to end.</summary>
    public int Stops { get; init; }

    /// <summary>How often an owner took the run up again.</summary>
    public int Resumes { get; init; }

    /// <summary>The roles' sessions, and what they cost; empty where no language model works.</summary>
    public TeamState Team { get; init; } = TeamState.Empty;

    /// <summary>The reproduction of a paper; empty in other tracks.</summary>
    public PaperState Paper { get; init; } = PaperState.Empty;

    /// <summary>What the host has added for the run's commands.</summary>
    public EnvironmentState Environment { get; init; } = EnvironmentState.Empty;

    /// <summary>What the workspace's logs tell, in the order it happened.</summary>
    public ImmutableList<StoryItem> Story { get; init; } = [];

    /// <summary>What commands asked of the network and did not get; null: nothing that is known yet.</summary>
    public RequestsRefused? Refused { get; init; }

    public RunEnded? End { get; init; }
    public ReportWritten? Report { get; init; }
    public GradeComputed? Grade { get; init; }
    public ContentHash Head { get; init; } = ContentHash.Zero;

    /// <summary>
    /// The 95 % interval that is promised for a candidate's submission: the champion's, once the run has promised one; in runs of a release that made
    /// no promises, what its folds show.
    /// </summary>
    public (double Low, double High)? IntervalOf(Candidate candidate) => Promise is { } made
        ? made.Candidate == candidate.Id.Number ? (made.Promise.Low, made.Promise.High) : null
        : Data?.VaultScheme is null && candidate.Score is { } score ? PromisedInterval.Of(score) : null;

    /// <summary>Experiments that were started, whatever the track; one that was cut off and repeated counts once.</summary>
    public int ExperimentCount => Experiments.Count + Paper.Trials.Count;

    /// <summary>Experiments that ended without a valid result.</summary>
    public int FailedExperiments => Experiments.Values.Count(experiment => experiment.Ended is { Score: null }) + Paper.Trials.Values.Count(trial => trial is { Ended: not null, Succeeded: false });

    /// <summary>Whether everything is done that a run does: it has ended and is reported.</summary>
    public bool IsClosed => End is not null && Report is not null;

    /// <summary>The state before the first entry.</summary>
    public static RunState Empty(Direction direction) => new() { Graph = new SolutionGraph([], direction) };

    /// <summary>The state that these entries make.</summary>
    public static RunState Of(IEnumerable<JournalEntry> entries, Direction direction) => entries.Aggregate(Empty(direction), (state, entry) => state.After(entry));

    /// <summary>The state of a run on disk, without owning it.</summary>
    public static RunState Read(RunFolder folder, Direction direction) => Of(JournalReader.Read(folder.Journal).Entries, direction);

    /// <summary>The state after one more entry; unknown types change only the head and the time.</summary>
    public RunState After(JournalEntry entry) => RunStateTransitions.Apply(this, entry, RunEventCodec.Decode(entry));
}

/// <summary>Where a run stands.</summary>
public enum RunPhase
{
    New,

    /// <summary>An owner works, or was cut off (whether one lives, <see cref="RunLock.Owner"/> says).</summary>
    Working,
    Interrupted,
    Ended,
}

/// <summary>One experiment as the journal knows it.</summary>
/// <param name="Ended">Null while it runs or when it was cut off.</param>
public sealed record ExperimentRecord(ExperimentStarted Started, DateTimeOffset StartedAt, ExperimentEnded? Ended);
