using Longhaul.Runs.Files;
using Longhaul.Runs.Journal;
using Longhaul.Search.Budgets;
using Longhaul.Search.Events;
using Longhaul.Search.Graph;

namespace Longhaul.Search.State;

/// <summary>What each type of entry changes.</summary>
internal static class RunStateTransitions
{
    public static RunState Apply(RunState state, JournalEntry entry, RunEvent? what)
    {
        var timed = WithTime(state, entry, what);
        return what switch
        {
            null or RunCreated or Heartbeat or Notice => timed,
            RunStarted => timed with { Phase = RunPhase.Working, Resumes = state.Phase == RunPhase.New ? 0 : state.Resumes + 1 },
            DataPrepared data => timed with { Data = data },
            StageDone stage => timed with { Stages = state.Stages.Add(stage) },
            AlarmRaised raised => timed with { Alarms = state.Alarms.Add(raised.Alarm) },
            CandidateProposed proposed => timed with
            {
                Story = state.Story.Add(new StoryItem(StoryKind.Built, new CandidateId(proposed.Candidate))),
                Graph = state.Graph.With(Node(proposed)),
                Programs = state.Programs.SetItem(proposed.Candidate, proposed),
            },
            ExperimentStarted started => WithExperiment(timed, started, entry.Time),
            ExperimentEnded ended => WithResult(timed, ended),
            EnsembleMade made => timed with
            {
                Story = state.Story.AddRange([new StoryItem(StoryKind.Built, new CandidateId(made.Candidate)), new StoryItem(StoryKind.Run, new CandidateId(made.Candidate))]),
                Ensembles = state.Ensembles.SetItem(made.Candidate, made),
                Graph = state.Graph.With(Node(made) with { At = timed.Worked }),
            },
            GateAsked asked => timed with { Questions = state.Questions.Add(asked) },
            ChampionFrozen frozen => WithFrozen(timed, frozen),
            // What was fitted while an extension came belongs to no champion.
            MemberFitted or FinalFitted when state.Frozen is null => timed,
            MemberFitted fitted => timed with { Fits = state.Fits.SetItem(fitted.Candidate, fitted) },
            FinalFitted final => timed with { Final = final },
            CurveMeasured curve => timed with { Curve = curve },
            PromiseMade promise => timed with { Promise = promise },
            SubmissionUpdated submission => timed with { Submissions = state.Submissions.Add((timed.Worked, submission)) },
            CommandReceived command => WithCommand(timed, command),
            // After the end a person may still try candidates; the run stays ended.
            RunInterrupted => timed with { Phase = state.End is null ? RunPhase.Interrupted : RunPhase.Ended },
            RunEnded end => timed with { Phase = RunPhase.Ended, End = end, StopAsked = false },
            RequestsRefused refused => timed with { Refused = refused },
            ReportWritten report => timed with { Report = report },
            GradeComputed grade => timed with { Grade = grade },
            ModelAnswered answered => WithTeam(timed with { Worked = Charged(timed.Worked, answered) }, answered),
            RoleEvent role => WithTeam(timed, role),
            PaperEvent paper => timed with { Paper = state.Paper.After(paper, timed.Worked, entry.Time) },
            EnvironmentEvent added => timed with { Environment = state.Environment.After(added) },
            _ => throw new InvalidOperationException($"No transition for {what.GetType().Name}."),
        };
    }

    // Pauses that a provider asked for are not charged to the budget.
    private static TimeSpan Charged(TimeSpan worked, ModelAnswered answered) =>
        answered.WaitedSeconds > 0 ? TimeSpan.FromSeconds(Math.Max(0, worked.TotalSeconds - answered.WaitedSeconds)) : worked;

    private static RunState WithTeam(RunState state, RoleEvent what) => state with
    {
        Team = state.Team.After(what, state.Experiments.Count),
        Story = what is LogAppended said ? state.Story.Add(new StoryItem(StoryKind.Said, null, said)) : state.Story,
    };

    // Time between the last entry of one session and the first of the next is nobody's working time.
    private static RunState WithTime(RunState state, JournalEntry entry, RunEvent? what)
    {
        var gap = state.Latest is { } latest && what is not RunStarted ? entry.Time - latest : TimeSpan.Zero;
        return state with
        {
            Steps = state.Steps + (what is null or Heartbeat or Notice or RunStarted or RunInterrupted or CommandReceived or CodeCommitted or RequestsRefused ? 0 : 1),
            Created = state.Created ?? entry.Time,
            Latest = entry.Time,
            Worked = state.Phase is RunPhase.Working && gap > TimeSpan.Zero ? state.Worked + gap : state.Worked,
            Head = entry.Hash,
        };
    }

    private static Candidate Node(CandidateProposed proposed) => new()
    {
        Id = new CandidateId(proposed.Candidate),
        Operator = proposed.Operator,
        Parents = [.. proposed.Parents.Select(parent => new CandidateId(parent))],
        Family = proposed.Family,
        Title = proposed.Title,
        Hypothesis = proposed.Hypothesis,
        Code = new ContentHash(proposed.Code),
        Work = proposed.Work,
        Probe = proposed.Probe,
    };

    private static Candidate Node(EnsembleMade made) => new()
    {
        Id = new CandidateId(made.Candidate),
        Operator = Operator.Ensemble,
        Parents = [.. made.Weights.Keys.Order().Select(member => new CandidateId(member))],
        Family = "ensemble",
        Title = made.Title,
        Hypothesis = made.Hypothesis,
        Code = new ContentHash(made.Code),
        Status = CandidateStatus.Scored,
        Score = made.Score,
        Insight = made.Insight,
    };

    private static RunState WithExperiment(RunState state, ExperimentStarted started, DateTimeOffset time) => state with
    {
        Experiments = state.Experiments.SetItem(started.Experiment, new ExperimentRecord(started, time, null)),
        Graph = state.Graph.With(state.Graph[new CandidateId(started.Candidate)] with
        {
            Status = CandidateStatus.Running,
            Experiment = new ExperimentId(started.Experiment),
        }),
    };

    private static RunState WithResult(RunState state, ExperimentEnded ended) => state with
    {
        Story = state.Story.Add(new StoryItem(StoryKind.Run, new CandidateId(ended.Candidate))),
        Experiments = state.Experiments.SetItem(ended.Experiment, state.Experiments[ended.Experiment] with { Ended = ended }),
        Graph = state.Graph.With(Finished(state, ended) with { At = state.Worked }),
    };

    /// <summary>The candidate as its experiment leaves it.</summary>
    public static Candidate Finished(RunState state, ExperimentEnded ended) => state.Graph[new CandidateId(ended.Candidate)] with
    {
        Status = ended.Score is null ? CandidateStatus.Failed : CandidateStatus.Scored,
        Score = ended.Score,
        Ending = ended.Ending,
        Insight = ended.Insight ?? ended.Detail,
        Wall = TimeSpan.FromSeconds(ended.WallSeconds),
    };

    private static RunState WithFrozen(RunState state, ChampionFrozen frozen) => state.FitBefore is { } before && before.Frozen.Candidate == frozen.Candidate
        ? state with { Frozen = frozen, Fits = before.Fits, Final = before.Final, Curve = before.Curve, FitBefore = null }
        : state with { Frozen = frozen, FitBefore = null };

    private static RunState WithCommand(RunState state, CommandReceived command)
    {
        var known = state with { Commands = state.Commands.Add(command.Command) };
        return command.What switch
        {
            "stop" => known with { StopAsked = true, Stops = state.Stops + 1 },
            "answer" => known with { Team = state.Team.Answered(command.Value ?? "") },
            "advise" => known with { Team = state.Team.Advised(command.Value ?? "") },
            // What comes after an extension is fitted, promised and reported again; the grade stays what it was, and the fit of a champion that stays.
            "extend" => known with
            {
                StopAsked = false,
                Extended = state.Extended + (Extension.Of(command.Value) ?? TimeSpan.Zero),
                Frozen = null,
                FitBefore = FinishedFit.Of(state) ?? state.FitBefore,
                Fits = state.Fits.Clear(),
                Final = null,
                Curve = null,
                Promise = null,
                Paper = state.Paper with { Reproduced = null },
                Team = state.Team with { Before = state.Team.Order.Count },
                End = null,
                Report = null,
            },
            _ => known,
        };
    }
}
