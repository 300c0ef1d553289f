using System.Globalization;
using Longhaul.Evaluation.Grading;
using Longhaul.Evaluation.Scoring;
using Longhaul.Execution.Executors;
using Longhaul.Runs;
using Longhaul.Runs.Journal;
using Longhaul.Search.Events;
using Longhaul.Search.Graph;
using Longhaul.Search.State;

namespace Longhaul.Cli.Progress;

/// <summary>A journal's entry as one line for people.</summary>
internal static class EventText
{
    /// <summary>The line, with the local time before it; null for entries that say nothing to a person.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="before">The state it came upon.</param>
    /// <param name="zone">Whose time.</param>
    public static string? Of(JournalEntry entry, RunState before, TimeZoneInfo zone)
    {
        var text = RunEventCodec.Decode(entry) is { } what ? Describe(what, before) : $"{entry.Type} {entry.Id}";
        return text is null ? null : string.Create(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(entry.Time, zone):HH:mm:ss}  {text}");
    }

    private static string? Describe(RunEvent what, RunState before) => what switch
    {
        Heartbeat => null,
        RunCreated created => $"run of {created.Task}",
        RunStarted started => before.Phase == RunPhase.New
            ? $"started by process {started.ProcessId}"
            : $"taken up again by process {started.ProcessId}{(started.HealedJournal ? "; a line that a crash had left unfinished was cut off" : "")}",
        Notice notice => notice.Text,
        DataPrepared data => $"data: {data.Rows:N0} rows to learn from, {data.TestRows:N0} to predict, {data.Folds} folds ({data.Scheme})",
        StageDone stage => $"{stage.Stage} done{(stage.Hashes.Count == 0 ? "" : $": {string.Join(", ", stage.Hashes.Keys)}")}",
        AlarmRaised { Alarm: var alarm } => $"a{before.Alarms.Count + 1}  too good to be true? {alarm.What}",
        CandidateProposed proposed => $"c{proposed.Candidate}  {Verb(proposed)}: {proposed.Title}",
        ExperimentStarted started => $"e{started.Experiment}  runs c{started.Candidate}{(started.Attempt > 1 ? $", attempt {started.Attempt}" : "")}",
        ExperimentEnded ended => $"e{ended.Experiment}  {Result(ended)}{(before.Graph[new CandidateId(ended.Candidate)].Probe ? "" : Better(ended.Score, before))}",
        EnsembleMade made => $"c{made.Candidate}  ensemble of {string.Join(", ", made.Weights.Keys.Order().Select(id => $"c{id}"))}: {Text(made.Score)}{Better(made.Score, before)}",
        GateAsked asked => asked.Champion is { } champion
            ? $"c{asked.Challenger}  {(asked.Passed ? $"is champion: the vault doesn't object to it in c{champion}'s place" : $"is turned away: the vault sees it behind c{champion}")}"
            : $"c{asked.Challenger}  is the first champion",
        ChampionFrozen frozen => $"c{frozen.Candidate}  is frozen as champion: {frozen.Reason}",
        MemberFitted fitted => $"c{fitted.Candidate}  {(fitted.Ending == Ending.Success ? "fitted on all rows" : $"could not be fitted on all rows: {fitted.Detail}")}",
        FinalFitted final => final.Replaces ? $"final fit of c{final.Candidate} is made" : $"no final fit of c{final.Candidate}: {final.Detail}",
        CurveMeasured curve => $"c{curve.Candidate}  on half of the rows: {ScoreFormat.ForPeople(curve.Half)}, on all of them {ScoreFormat.ForPeople(curve.Full)}{(curve.Folds > 0 && curve.Folds < before.Data?.Folds ? $", on {curve.Folds} of {before.Data.Folds} folds" : "")}",
        PromiseMade promise => $"promised: {ScoreFormat.ForPeople(promise.Promise.Expected)}, between {ScoreFormat.ForPeople(promise.Promise.Low)} and {ScoreFormat.ForPeople(promise.Promise.High)}",
        SubmissionUpdated submission => $"submission is now that of c{submission.Candidate}{(submission.Final ? ", fitted on all rows" : "")}",
        CommandReceived command => $"{command.What}{(command.Value is { } value ? $" {value}" : "")}, asked by {command.Who}",
        RunInterrupted interrupted => $"interrupted: {interrupted.Reason}",
        RunEnded ended => $"{ended.Status}: {ended.Reason}",
        RequestsRefused refused => $"refused by the network: {string.Join(", ", refused.Requests.Take(5).Select(request => request.Address))}{(refused.Requests.Count + refused.More > 5 ? " and more" : "")}",
        ReportWritten => "report written",
        GradeComputed grade => $"graded: {(grade.Score is { } score ? ScoreFormat.ForPeople(score) : "unscored")}{(grade.Medal is { } medal ? $", medal: {medal}" : "")}",
        RoleEvent role => TeamText.Of(role, before),
        PaperEvent paper => PaperText.Of(paper),
        FileFetched fetched => $"fetched {fetched.To}, {new Bytes(fetched.Bytes)}, from {fetched.Url}",
        PackagesInstalled installed => $"p{installed.Number}  installed with {installed.Manager}: {string.Join(", ", installed.Packages.Select(package => $"{package.Name} {package.Version}"))}",
        _ => what.ToString(),
    };

    private static string Verb(CandidateProposed proposed) => proposed.Parents.Count == 0
        ? Name(proposed.Operator)
        : $"{Name(proposed.Operator)} of {string.Join(", ", proposed.Parents.Select(parent => $"c{parent}"))}";

    private static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Result(ExperimentEnded ended)
    {
        var cost = string.Create(CultureInfo.InvariantCulture, $"{ended.WallSeconds:0.0} s, {new Bytes(ended.PeakMemoryBytes)}");
        return ended.Score is { } score
            ? $"c{ended.Candidate} {Text(score)}, {cost}"
            : $"c{ended.Candidate} failed ({Name(ended.Ending)}): {ended.Detail ?? ended.Insight ?? "no predictions"}, {cost}";
    }

    private static string Better(Score? score, RunState before)
    {
        if (score is null || !double.IsFinite(score.Value))
            return "";
        if (before.Graph.Best?.Score is not { } best)
            return "  ← first";
        return score.Beats(best) ? $"  ← best, {Change(best, score)}" : "";
    }

    /// <summary>How far a score is from another: <c>+0.00310</c>.</summary>
    public static string Change(Score from, Score to) => (to.Value - from.Value).ToString("+0.00000;-0.00000", CultureInfo.InvariantCulture);

    /// <summary>A score with its spread: <c>0.97120 ± 0.01000</c>.</summary>
    public static string Text(Score score) => score.ScoredFolds > 1
        ? $"{ScoreFormat.ForPeople(score.Value)} ± {ScoreFormat.ForPeople(score.Spread)}"
        : ScoreFormat.ForPeople(score.Value);
}
