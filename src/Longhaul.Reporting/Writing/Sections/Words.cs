using Longhaul.Execution.Executors;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;
using Longhaul.Search.State;

namespace Longhaul.Reporting.Writing.Sections;

/// <summary>States and settings in words, the same in report and terminal.</summary>
internal static class Words
{
    public static string Better(Direction direction) => direction == Direction.Maximize ? "higher is better" : "lower is better";

    public static string Of(Ending ending) => ending switch
    {
        Ending.Success => "success",
        Ending.Error => "error",
        Ending.Timeout => "timeout",
        Ending.OutOfMemory => "out of memory",
        Ending.Limit => "limit reached",
        Ending.Stopped => "stopped",
        _ => throw new InvalidOperationException($"No word for {ending}."),
    };

    /// <summary>How a candidate fared.</summary>
    public static string Fate(Candidate candidate) => (candidate.Status, candidate.Ending) switch
    {
        (CandidateStatus.Scored, null or Ending.Success) => candidate.Experiment is null ? "made by the host" : candidate.Probe ? "success, a look" : "success",
        (CandidateStatus.Scored, { } ending) => "scored, " + Of(ending),
        (CandidateStatus.Failed, null or Ending.Success) => "failed: no valid predictions",
        (CandidateStatus.Failed, { } ending) => "failed: " + Of(ending),
        (CandidateStatus.Running, _) => "not finished",
        _ => "not run",
    };

    /// <summary>Where a run stands, as a sentence.</summary>
    public static string Phase(RunState state) => (state.Phase, state.End) switch
    {
        (RunPhase.Ended, { } end) => $"The run is over ({end.Reason.TrimEnd('.')}).",
        (RunPhase.Interrupted, _) => "The run was interrupted and can be resumed.",
        (RunPhase.Working, _) => "The run is not over yet.",
        _ => "The run has not begun.",
    };

    /// <summary>What limits a run, as options of the command line.</summary>
    public static string Budget(RunSettings settings)
    {
        var parts = new List<string>();
        if (settings.BudgetSeconds is { } seconds)
            parts.Add("--budget " + Span(TimeSpan.FromSeconds(seconds)));
        if (settings.MaxExperiments is { } experiments)
            parts.Add("--max-experiments " + experiments.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (settings.Deadline is { } deadline)
            parts.Add("--deadline " + deadline.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));
        return string.Join(' ', parts);
    }

    /// <summary>A time as the command line takes it: <c>90s</c>, <c>30m</c>, <c>2h</c>.</summary>
    public static string Span(TimeSpan time)
    {
        var seconds = time.TotalSeconds;
        var (value, unit) = seconds >= 3600 && seconds % 3600 == 0 ? (seconds / 3600, "h") : seconds >= 60 && seconds % 60 == 0 ? (seconds / 60, "m") : (seconds, "s");
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value:0.###}{unit}");
    }
}
