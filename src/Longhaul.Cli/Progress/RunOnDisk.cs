using Longhaul.Evaluation.Scoring;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Journal;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Events;
using Longhaul.Search.State;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Cli.Progress;

/// <summary>A run as someone sees it who doesn't own it: settings, journal, and whether an owner lives.</summary>
internal sealed record RunOnDisk(RunFolder Folder, RunSettings Settings, IReadOnlyList<JournalEntry> Entries, RunState State, int? Owner)
{
    /// <summary><c>working</c>, <c>done</c>, <c>failed</c>, <c>interrupted</c>, or <c>cut off</c> where an owner died.</summary>
    public string Status => (Owner, State) switch
    {
        ({ }, _) => "working",
        (_, { End: { } end, IsClosed: true }) => end.Status,
        (_, { Phase: RunPhase.Interrupted or RunPhase.Ended }) => "interrupted",
        (_, { Phase: RunPhase.New }) => "new",
        _ => "cut off",
    };

    /// <summary>Reads a run.</summary>
    /// <exception cref="Longhaul.Runs.UserErrorException">It has no settings.</exception>
    /// <exception cref="JournalDamageException">Its journal is damaged.</exception>
    public static RunOnDisk Read(RunFolder folder)
    {
        var settings = RunSettings.Read(folder);
        var entries = JournalReader.Read(folder.Journal).Entries;
        return new RunOnDisk(folder, settings, entries, RunState.Of(entries, DirectionIn(entries)), RunLock.Owner(folder));
    }

    /// <summary>What goes on now, as the owner would say it.</summary>
    public LiveStatus Live(DateTimeOffset now) => Live(Folder, Settings, State, Owner is not null, now);

    /// <summary>The direction of the run's scores; what no score says yet changes nothing.</summary>
    public static Direction DirectionIn(IEnumerable<JournalEntry> entries) => entries.Select(ScoreIn).FirstOrDefault(score => score is not null)?.Direction ?? Direction.Maximize;

    /// <summary>The score an entry brings, if it is of that kind.</summary>
    public static Score? ScoreIn(JournalEntry entry) => entry.Type is "experiment.ended" or "ensemble.made"
        ? RunEventCodec.Decode(entry) switch { ExperimentEnded ended => ended.Score, EnsembleMade made => made.Score, _ => null }
        : null;

    /// <summary>What goes on now, as it follows from the journal.</summary>
    public static LiveStatus Live(RunFolder folder, RunSettings settings, RunState state, bool owned, DateTimeOffset now)
    {
        var worked = state.Worked + (owned && state.Latest is { } latest && now > latest ? now - latest : TimeSpan.Zero);
        TimeSpan? left = settings.BudgetSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) + state.Extended - worked : null;
        if (settings.Deadline is { } deadline && (left is null || deadline - now < left))
            left = deadline - now;
        return new LiveStatus(folder, settings, state, Doing(state, owned), left < TimeSpan.Zero ? TimeSpan.Zero : left, settings.MaxExperiments - state.ExperimentCount);
    }

    private static string Doing(RunState state, bool owned)
    {
        if (!owned)
            return state.End is null ? "nobody works on it" : "";
        var running = state.Experiments.Values.Where(record => record.Ended is null)
            .Select(record => $"e{record.Started.Experiment} {state.Graph[new Search.Graph.CandidateId(record.Started.Candidate)].Title}");
        var trials = state.Paper.Trials.Values.Where(trial => trial.Ended is null).Select(trial => $"{trial.Id} {trial.Started.Title}");
        var roles = state.Team.Sessions.Values.Where(session => session.Ended is null && session.Started.By is not null).Select(session => $"{session.Started.Role} works (step {session.Calls})");
        return new[] { running, trials, roles }.Select(words => string.Join(" · ", words)).FirstOrDefault(words => words.Length > 0) ?? (state.End is null ? "thinking" : "finishing");
    }
}
