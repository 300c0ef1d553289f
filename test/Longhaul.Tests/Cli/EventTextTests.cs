using Longhaul.Cli.Progress;
using Longhaul.Evaluation.Scoring;
using Longhaul.Execution.Executors;
using Longhaul.Runs.Files;
using Longhaul.Runs.Journal;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Events;
using Longhaul.Search.Graph;
using Longhaul.Search.State;
using Microsoft.Extensions.Time.Testing;

namespace Longhaul.Tests.Cli;

public sealed class EventTextTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
    private readonly RunJournal _journal;
    private RunState _state = RunState.Empty(Direction.Minimize);

    public EventTextTests() => _journal = RunJournal.Open(_folder.At("journal.jsonl"), new FakeTimeProvider(new DateTimeOffset(2026, 11, 27, 14, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void Who_is_ahead_of_all_others_is_best()
    {
        Run(1, 3.0).ShouldBe("14:00:00  e1  c1 3.00000 ± 0.14142, 2.0 s, 1 MiB  ← first");
        Run(2, 2.5).ShouldBe("14:00:00  e2  c2 2.50000 ± 0.14142, 2.0 s, 1 MiB  ← best, -0.50000");
        Run(3, 2.7).ShouldBe("14:00:00  e3  c3 2.70000 ± 0.14142, 2.0 s, 1 MiB");
    }

    [Fact]
    public void A_look_at_some_folds_is_not_the_best_however_good_they_are()
    {
        Run(1, 3.0, probe: true).ShouldNotContain("←");
        Run(2, 2.8).ShouldEndWith("← first");
        Run(3, 2.1, probe: true).ShouldNotContain("←");
    }

    public void Dispose()
    {
        _journal.Dispose();
        _folder.Dispose();
    }

    /// <summary>What is said of an experiment that ends with that mean over two folds.</summary>
    private string Run(int number, double score, bool probe = false)
    {
        Tell(new CandidateProposed(number, Operator.Tune, [], "lightgbm", "trees", "They should do.", ContentHash.Of($"{number}").Value, new Dictionary<string, string>(), [], 1, probe));
        Tell(new ExperimentStarted(number, number, 2, 1, 0, 1));
        var folds = Score.FromFolds([score - 0.1, score + 0.1], "rmse", Direction.Minimize);
        return Tell(new ExperimentEnded(number, number, Ending.Success, 0, 2, 2, 1 << 20, folds, new Dictionary<string, string>(), null, null, []))!;
    }

    private string? Tell(RunEvent what)
    {
        var entry = _journal.Append(RunEventCodec.Encode("x", what));
        var text = EventText.Of(entry, _state, TimeZoneInfo.Utc);
        _state = _state.After(entry);
        return text;
    }
}
