using CsCheck;
using Longhaul.Evaluation.Scoring;
using Longhaul.Execution.Executors;
using Longhaul.Runs.Files;
using Longhaul.Runs.Journal;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Events;
using Longhaul.Search.Graph;
using Longhaul.Search.State;
using Microsoft.Extensions.Time.Testing;

namespace Longhaul.Tests.Search.State;

public sealed class RunStateTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_follows_event_by_event_is_what_a_replay_gives_at_every_point() => Gen.Select(Gen.Int[0, 9].Array[0, 40], Gen.Int).Sample((kinds, seed) =>
    {
        using var folder = TemporaryFolder.InMemory();
        using var journal = RunJournal.Open(folder.At("journal.jsonl"), _clock);
        var state = RunState.Empty(Direction.Maximize);
        foreach (var what in Story(kinds))
        {
            _clock.Advance(TimeSpan.FromSeconds(seed % 7 & 7));
            state = state.After(journal.Append(RunEventCodec.Encode("x", what)));
            Facts(RunState.Of(JournalReader.Read(folder.At("journal.jsonl")).Entries, Direction.Maximize)).ShouldBe(Facts(state));
        }
    }, iter: 30);

    [Fact]
    public void A_leader_that_is_over_leads_until_the_run_is_extended()
    {
        Record(new RunCreated("r", "t", "mle", "1")).Team.Leading.ShouldBeNull();
        Record(new RoleStarted("s1", "orchestrator", null, "x", null, 0));
        Record(new RoleStarted("s2", "implementer", "s1.1.1", "x", null, 0));
        Record(new RoleEnded("s1", "finished", "x")).Team.Leading!.Started.Session.ShouldBe("s1");

        Record(new CommandReceived("1", "extend", "me", "90")).Team.Leading.ShouldBeNull();

        Record(new RoleStarted("s3", "orchestrator", null, "x", null, 0)).Team.Leading!.Started.Session.ShouldBe("s3");
        Record(new CommandReceived("2", "extend", "me", "90")).Team.Leading!.Started.Session.ShouldBe("s3", "it still works");
    }

    [Fact]
    public void Working_time_leaves_out_what_lies_between_sessions()
    {
        Record(new RunCreated("r", "t", "mle", "1"));
        Record(new RunStarted(1, "m", false));
        After(10, new Heartbeat());
        After(5, new RunInterrupted("ctrl-c"));
        After(3600, new RunStarted(2, "m", false));
        After(20, new Heartbeat());
        // Killed: nothing tells the end of this session.
        After(86400, new RunStarted(3, "m", false));
        After(7, new RunEnded("done", "x", null, 1));
        var state = After(100, new GradeComputed(1, null, "x"));

        state.Worked.ShouldBe(TimeSpan.FromSeconds(10 + 5 + 20 + 7));
        state.Resumes.ShouldBe(2);
    }

    [Fact]
    public void A_clock_that_goes_back_takes_no_time_away()
    {
        Record(new RunStarted(1, "m", false));
        After(10, new Heartbeat());
        _clock.AdjustTime(_clock.GetUtcNow() - TimeSpan.FromSeconds(5));
        Record(new Heartbeat());

        After(2, new Heartbeat()).Worked.ShouldBe(TimeSpan.FromSeconds(12));
    }

    [Fact]
    public void An_unknown_event_changes_only_the_head_and_the_time()
    {
        var before = Record(new RunStarted(1, "m", false));
        using var journal = RunJournal.Open(_folder.At("journal.jsonl"), _clock);
        var entry = journal.Append(new JournalDraft("future.event", "f", "{\"x\":1}"u8.ToArray()));

        var after = before.After(entry);

        after.Head.ShouldBe(entry.Hash);
        Facts(after with { Head = before.Head }).ShouldBe(Facts(before));
    }

    [Fact]
    public void A_stop_is_not_forgotten_until_the_run_has_ended()
    {
        Record(new RunStarted(1, "m", false));
        Record(new CommandReceived("1", "stop", "me", null)).StopAsked.ShouldBeTrue();
        Record(new RunStarted(2, "m", false)).StopAsked.ShouldBeTrue();
        Record(new RunEnded("done", "stopped by a person", null, 1)).StopAsked.ShouldBeFalse();
    }

    [Fact]
    public void An_extension_opens_an_ended_run_again_and_its_report_is_due_again()
    {
        Record(new RunStarted(1, "m", false));
        Record(new RunEnded("done", "x", null, 1));
        Record(new ReportWritten("h", new Dictionary<string, string>()));
        var state = Record(new CommandReceived("1", "extend", "me", "90"));

        state.End.ShouldBeNull();
        state.Report.ShouldBeNull();
        state.Extended.ShouldBe(TimeSpan.FromSeconds(90));
    }

    [Theory]
    [InlineData("1e300")]
    [InlineData("NaN")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData(null)]
    public void An_extension_that_makes_no_sense_adds_nothing(string? value) =>
        Record(new CommandReceived("1", "extend", "me", value)).Extended.ShouldBe(TimeSpan.Zero);

    private RunState After(double seconds, RunEvent what)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        return Record(what);
    }

    private RunState Record(RunEvent what)
    {
        using var journal = RunJournal.Open(_folder.At("journal.jsonl"), _clock);
        journal.Append(RunEventCodec.Encode("x", what));
        return RunState.Of(journal.Entries, Direction.Maximize);
    }

    // Any order of what can happen: experiments need a candidate, results an experiment.
    private static IEnumerable<RunEvent> Story(int[] kinds)
    {
        var (candidates, experiments, open) = (0, 0, false);
        yield return new RunCreated("r", "t", "mle", "1");
        yield return new RunStarted(1, "m", false);
        foreach (var kind in kinds)
        {
            switch (kind)
            {
                case 0 or 1:
                    yield return new CandidateProposed(++candidates, Operator.Draft, [], "f", "t", "h", ContentHash.Of($"{candidates}").Value, new Dictionary<string, string>(), [], 1);
                    break;
                case 2 or 3 when candidates > 0:
                    yield return new ExperimentStarted(open ? experiments : ++experiments, candidates, 2, 1, 0, 1);
                    open = true;
                    break;
                case 4 or 5 when open:
                    yield return new ExperimentEnded(
                        experiments, candidates, kind == 4 ? Ending.Success : Ending.Error, 0, 1, 1, 1, kind == 4 ? Score.FromFolds([0.5, double.NaN], "accuracy", Direction.Maximize) : null,
                        new Dictionary<string, string>(), "detail", null, []);
                    open = false;
                    break;
                case 6:
                    yield return new RunInterrupted("x");
                    break;
                case 7:
                    yield return new RunStarted(1, "m", true);
                    break;
                case 8:
                    yield return new CommandReceived($"{candidates}-{experiments}", "extend", "me", "10");
                    break;
                default:
                    yield return new Heartbeat();
                    break;
            }
        }
    }

    private static object Facts(RunState state) => (
        state.Phase, state.Worked, state.Latest, state.Extended, state.Resumes, state.End, state.Head,
        string.Join('\n', state.Graph.Candidates.Select(candidate => $"{candidate.Id} {candidate.Status} {candidate.Score?.Value} {candidate.Experiment} {candidate.At} {candidate.Insight}")),
        string.Join('\n', state.Experiments.Values.Select(experiment => $"{experiment.Started} {experiment.StartedAt:O} {experiment.Ended?.Ending} {experiment.Ended?.Score?.Folds.Count}")));
}
