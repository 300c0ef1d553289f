using System.Text.Json.Serialization;
using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Vault;
using Longhaul.Execution.Executors;
using Longhaul.Search.Alarms;
using Longhaul.Search.Graph;

namespace Longhaul.Search.Events;

/// <summary>What a run's journal says: one record per type. A closed hierarchy; the type's name and its form are fixed once released.</summary>
public abstract record RunEvent;

/// <summary><c>run.created</c>: the first entry.</summary>
public sealed record RunCreated(string Run, string Task, string Track, string Version) : RunEvent;

/// <summary><c>run.started</c>: an owner begins to work: at the beginning and after each resume.</summary>
/// <param name="HealedJournal">A line that a crash had left unfinished was cut off.</param>
public sealed record RunStarted(int ProcessId, string Machine, bool HealedJournal) : RunEvent;

/// <summary><c>run.heartbeat</c>: the owner lives; bounds what a kill can hide of the working time.</summary>
public sealed record Heartbeat : RunEvent;

/// <summary><c>data.prepared</c>: the host's views are made.</summary>
/// <param name="Rows">Labelled rows, those of the vault among them.</param>
/// <param name="Hashes">Path below the run's folder → SHA-256.</param>
/// <param name="VaultRows">Labelled rows that are held back; 0: no vault.</param>
/// <param name="Fits">Fits of a cross-validation: folds times the ways they are dealt; 0 in runs of a release that dealt them once.</param>
/// <param name="VaultScheme">How they were drawn, or why there are none; null in runs of a release that had no vault.</param>
public sealed record DataPrepared(
    int Rows, int TestRows, int Folds, string Scheme, IReadOnlyDictionary<string, string> Hashes, int VaultRows = 0, string? VaultScheme = null, int Fits = 0) : RunEvent;

/// <summary><c>run.notice</c>: something a person should know that changes no state: what is fetched, what the run goes on without.</summary>
public sealed record Notice(string Text) : RunEvent;

/// <summary><c>stage.done</c>: a stage of the track is done (<c>analysis</c>, <c>plan</c>) and left these files.</summary>
public sealed record StageDone(string Stage, IReadOnlyDictionary<string, string> Hashes) : RunEvent;

/// <summary><c>candidate.proposed</c>: a node of the solution graph; its files are in <c>objects/</c> by their hash.</summary>
/// <param name="Probe">As <see cref="Graph.Candidate.Probe"/>.</param>
/// <param name="By">The use of a tool that brought it (<c>s1.4.2</c>); null: the built-in researcher or a person did.</param>
public sealed record CandidateProposed(
    int Candidate,
    Operator Operator,
    IReadOnlyList<int> Parents,
    string Family,
    string Title,
    string Hypothesis,
    string Code,
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyList<string> Command,
    double Work,
    bool Probe = false,
    string? By = null) : RunEvent;

/// <summary><c>experiment.started</c>: written before anything runs. Repeated under the same id when a crash cut it off.</summary>
public sealed record ExperimentStarted(int Experiment, int Candidate, int Folds, int Threads, int Seed, int Attempt) : RunEvent
{
    /// <summary>The hash of what the host had added by then (<see cref="State.EnvironmentState.Hash"/>); null: nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Environment { get; init; }
}

/// <summary><c>experiment.ended</c>: its Evidence is in place and the host has scored it.</summary>
/// <param name="Score">Null when there are no valid predictions.</param>
/// <param name="Evidence">Path below the run's folder → SHA-256, predictions and artifacts.</param>
/// <param name="Detail">For people: why it failed, which limit it hit.</param>
/// <param name="Insight">What was learnt: one line.</param>
/// <param name="Attempts">What it tried that it may not do (links, forged files …), one line each.</param>
public sealed record ExperimentEnded(
    int Experiment,
    int Candidate,
    Ending Ending,
    int? ExitCode,
    double WallSeconds,
    double CpuSeconds,
    long PeakMemoryBytes,
    Score? Score,
    IReadOnlyDictionary<string, string> Evidence,
    string? Detail,
    string? Insight,
    IReadOnlyList<string> Attempts) : RunEvent;

/// <summary><c>alarm.raised</c>: something may be too good to be true: in the data, before anything runs, or of a candidate, before it becomes the best.</summary>
public sealed record AlarmRaised(Alarm Alarm) : RunEvent;

/// <summary><c>ensemble.made</c>: the host combined stored predictions: a candidate without an experiment.</summary>
/// <param name="Weights">Member candidate → weight; they sum to one.</param>
public sealed record EnsembleMade(
    int Candidate,
    string Title,
    string Hypothesis,
    string Code,
    IReadOnlyDictionary<int, double> Weights,
    Score Score,
    IReadOnlyDictionary<string, string> Evidence,
    string? Insight) : RunEvent;

/// <summary>
/// <c>gate.asked</c>: whether a challenger may become champion, and the vault's answer: the one bit that leaves it.
/// </summary>
/// <param name="Champion">Whom it challenged; null: the first candidate, about which the vault need not be asked.</param>
/// <param name="Development">Its gain on the development rows in paired standard errors, to one decimal; null where that is endless.</param>
public sealed record GateAsked(int Challenger, int? Champion, double? Development, bool Passed) : RunEvent;

/// <summary><c>champion.frozen</c>: the search is over; nothing can change the choice any more, and the vault may be opened.</summary>
/// <param name="Code">Candidate → the hash of its code, for the champion and every member of it.</param>
/// <param name="Members">The candidates to be fitted on all labelled rows: a blend's, or the champion itself.</param>
/// <param name="Bags">Models that each gets, where it is random.</param>
/// <param name="Reason">Why the search ended.</param>
public sealed record ChampionFrozen(int Candidate, IReadOnlyDictionary<int, string> Code, IReadOnlyList<int> Members, int Bags, string Reason) : RunEvent;

/// <summary><c>member.fitted</c>: a frozen program was fitted on all labelled rows, or could not be.</summary>
/// <param name="Evidence">Path below the run's folder → SHA-256.</param>
public sealed record MemberFitted(int Candidate, Ending Ending, double WallSeconds, IReadOnlyDictionary<string, string> Evidence, string? Detail) : RunEvent;

/// <summary><c>final.fitted</c>: the final fit is made, or was given up.</summary>
/// <param name="Replaces">Whether its predictions become the submission.</param>
/// <param name="Agreement">How far they agree with those of the folds' models, 0 to 1.</param>
/// <param name="Evidence">Path below the run's folder → SHA-256.</param>
/// <param name="Detail">Why they don't replace the submission.</param>
public sealed record FinalFitted(int Candidate, bool Replaces, double? Agreement, IReadOnlyDictionary<string, string> Evidence, string? Detail) : RunEvent;

/// <summary><c>curve.measured</c>: a member's program on half of the rows of every fold: what more rows are worth.</summary>
/// <param name="Half">Its development score then.</param>
/// <param name="Full">Its development score on all of a fold's rows.</param>
/// <param name="Folds">The folds that both are of, the first so many; 0 in runs of a release that always took all.</param>
public sealed record CurveMeasured(int Candidate, double Half, double Full, int Folds = 0) : RunEvent;

/// <summary><c>promise.made</c>: what the final submission is expected to score on unseen rows, before any grade is known.</summary>
public sealed record PromiseMade(int Candidate, Promise Promise) : RunEvent;

/// <summary><c>submission.updated</c>: the best valid submission so far is this candidate's.</summary>
/// <param name="Final">Whether it is the final fit's.</param>
public sealed record SubmissionUpdated(int Candidate, string File, string Sha256, Score Score, bool Final = false) : RunEvent;

/// <summary><c>command.received</c>: a command from the inbox or the terminal, obeyed from here on.</summary>
public sealed record CommandReceived(string Command, string What, string Who, string? Value) : RunEvent;

/// <summary><c>run.interrupted</c>: the owner let go in an orderly way; the run can be resumed.</summary>
public sealed record RunInterrupted(string Reason) : RunEvent;

/// <summary><c>run.ended</c>: no experiment follows unless the run is extended.</summary>
/// <param name="Status"><c>done</c>, or <c>failed</c> when there is no valid result.</param>
/// <param name="Reason">Why it ended: the budget, nothing left to try, stopped by a person.</param>
/// <param name="Best">The champion's candidate number.</param>
/// <param name="NextSteps">What would be tried next, for the report.</param>
public sealed record RunEnded(string Status, string Reason, int? Best, double WallSeconds, IReadOnlyList<string>? NextSteps = null) : RunEvent;

/// <summary><c>requests.refused</c>: what commands asked of the network and did not get, before the report tells it.</summary>
/// <param name="Requests">In the order they were first asked.</param>
/// <param name="More">Further ones that are not listed; all stand in <c>network.jsonl</c>.</param>
public sealed record RequestsRefused(IReadOnlyList<RefusedRequest> Requests, int More) : RunEvent;

/// <summary>A request that the proxy refused.</summary>
/// <param name="Address"><c>host:port</c>, or the whole address where it was seen.</param>
/// <param name="Entry">The blacklist's entry that forbids it; null: the task doesn't grant the host.</param>
public sealed record RefusedRequest(string Address, string? Entry, int Times);

/// <summary><c>report.written</c>: the report and the chain's head before it.</summary>
public sealed record ReportWritten(string Head, IReadOnlyDictionary<string, string> Hashes) : RunEvent;

/// <summary><c>grade.computed</c>: once, after the end (law 9).</summary>
public sealed record GradeComputed(double? Score, string? Medal, string Sha256) : RunEvent;
