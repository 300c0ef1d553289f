using System.Text.Json;
using Longhaul.Execution.Executors;
using Longhaul.Reporting.Writing;
using Longhaul.Runs.Folder;
using Longhaul.Search.Alarms;
using Longhaul.Search.Budgets;
using Longhaul.Search.Graph;
using Longhaul.Search.State;

namespace Longhaul.Tracks.Hosting;

/// <summary>The result of a run from its state.</summary>
public static class RunResults
{
    /// <summary>What the journal and the run's files say now.</summary>
    /// <param name="working">Whether an owner still works on it, so that time goes on.</param>
    public static RunResult Of(RunFolder folder, RunSettings settings, RunState state, TimeProvider clock, bool working = false)
    {
        var submission = state.Submissions is [.., var last] ? Path.Combine(folder.BestSubmission, last.Submission.File) : null;
        var result = new RunResult
        {
            Run = folder.Root,
            Task = settings.Task,
            Status = StatusOf(state, working),
            Best = Champions.Of(state) is { Score: not null } best && submission is not null ? Describe(best, state) : null,
            Alarms = [.. state.Alarms.Select((alarm, at) => Describe(alarm, at + 1))],
            Submission = submission,
            Grade = File.Exists(folder.Grade) ? JsonDocument.Parse(File.ReadAllBytes(folder.Grade)).RootElement.Clone() : null,
            Experiments = state.ExperimentCount,
            FailedExperiments = state.FailedExperiments,
            Tokens = state.Team.Tokens,
            CostUsd = (double)state.Team.CostUsd,
            WallS = Math.Round((working ? new BudgetClock(settings, clock).Worked(state) : state.Worked).TotalSeconds, 3),
            Report = File.Exists(Path.Combine(folder.Report, "report.md")) ? Path.Combine(folder.Report, "report.md") : null,
            JournalHead = state.Head.Value,
        };
        return settings.Track == "paper" ? OfPaper(result, folder, settings, state) : result;
    }

    // The delivered repository stands for the submission, the rubric's score for the best.
    private static RunResult OfPaper(RunResult result, RunFolder folder, RunSettings settings, RunState state) => result with
    {
        Best = state.Grade is { Score: { } score } && state.Paper.Reproduced is { } final
            ? new BestResult(final.Commit[..Math.Min(12, final.Commit.Length)], score, 0, null, "replication_score", "maximize")
            : null,
        Submission = state.Paper.Reproduced is not null ? folder.Code : null,
        Reproduction = ReproductionOf(settings, state.Paper),
    };

    private static LastReproduction ReproductionOf(RunSettings settings, PaperState paper) => new(
        paper.Reproduced?.Commit,
        paper.Reproduced?.Ending,
        paper.Reproduced is not null && settings.SkipReproduction,
        paper.Reproduced?.WallSeconds ?? 0,
        paper.Reproduced?.Touched ?? 0,
        paper.Reproduced?.Problems ?? [],
        paper.Rehearsals.Count,
        paper.Rehearsals.Count(rehearsal => rehearsal.Ending != Ending.Success));

    private static AlarmResult Describe(Alarm alarm, int number) => new(
        $"a{number}", Name(alarm.Kind.ToString()), alarm.What, alarm.Columns, alarm.Figure, alarm.Measure, Name(alarm.Action.ToString()), alarm.Advice,
        alarm.Candidate is { } candidate ? new CandidateId(candidate).ToString() : null);

    private static string Name(string word) => JsonNamingPolicy.SnakeCaseLower.ConvertName(word);

    private static string StatusOf(RunState state, bool working) =>
        state is { End: { } end, IsClosed: true } ? end.Status : working && state.Phase is RunPhase.Working or RunPhase.Ended ? "working" : "interrupted";

    private static BestResult Describe(Candidate best, RunState state)
    {
        var score = best.Score!;
        IReadOnlyList<double>? interval = state.IntervalOf(best) is var (low, high) ? [low, high] : null;
        return new BestResult(best.Id.ToString(), score.Value, score.Spread, interval, score.Metric, score.Direction.ToString().ToLowerInvariant());
    }
}
