using Longhaul.Runs.Tasks;
using Longhaul.Runs;
using Longhaul.Search.Events;
using Longhaul.Search.Experiments;
using Longhaul.Search.Graph;
using Longhaul.Search.Loop;

namespace Longhaul.Tests.Search.Loop;

public sealed class ResearchLoopTests
{
    [Fact]
    public async Task It_ends_when_all_experiments_were_made()
    {
        using var search = new SmallSearch();

        (await search.WorkAsync()).ShouldBe("all experiments were made");

        var state = search.State;
        state.Experiments.Count.ShouldBe(SmallSearch.Experiments);
        state.Graph.Candidates.Count(candidate => candidate.Status == CandidateStatus.Failed).ShouldBe(1);
        state.Ensembles.ShouldNotBeEmpty();
        state.Submissions[^1].Submission.Candidate.ShouldBe(state.Graph.Best!.Id.Number);
    }

    [Fact]
    public async Task A_crash_right_after_any_record_changes_nothing_in_the_end()
    {
        using var calm = new SmallSearch();
        await calm.WorkAsync();
        for (var record = 1; record <= calm.Records; record++)
            await EndsAlike(calm, new AfterRecord(record));
    }

    [Fact]
    public async Task A_crash_right_before_any_record_changes_nothing_in_the_end()
    {
        using var calm = new SmallSearch();
        await calm.WorkAsync();
        for (var record = 2; record <= calm.Records; record++)
            await EndsAlike(calm, new BeforeRecord(record));
    }

    [Fact]
    public async Task A_crash_after_every_single_record_changes_nothing_in_the_end()
    {
        using var calm = new SmallSearch();
        await calm.WorkAsync();
        using var search = new SmallSearch();
        var crashes = 0;
        // Of each session's three records the first says that it began, the second may start an experiment once more, and the third be what followed from
        // the one before it: an ensemble, then its submission.
        while (await Crashes(search, new AfterRecord(3)))
            (++crashes).ShouldBeLessThan(100);

        AssertAlike(search, calm);
        search.Runs.Values.ShouldAllBe(runs => runs <= 3);
    }

    [Fact]
    public async Task A_finished_experiment_is_never_run_again()
    {
        using var search = new SmallSearch();
        for (var record = 3; record < 40 && await Crashes(search, new AfterRecord(record)); record += 3)
        {
            foreach (var (experiment, runs) in search.Runs)
            {
                if (search.State.Experiments[experiment].Ended is not null)
                    search.Runs[experiment] = runs + 1000;
            }
        }

        await search.WorkAsync();
        search.Runs.Values.ShouldAllBe(runs => runs % 1000 <= 3);
        search.Runs.Values.Where(runs => runs >= 1000).ShouldAllBe(runs => runs % 1000 <= 3);
    }

    [Fact]
    public async Task A_registry_that_a_crash_left_behind_is_caught_up()
    {
        using var search = new SmallSearch();
        await search.WorkAsync();
        var registry = search.Registry;
        File.WriteAllText(search.Folder.SubmissionRegistry, registry[..registry.IndexOf('\n')]);
        File.Delete(Path.Combine(search.Folder.BestSubmission, "submission.csv"));

        await search.WorkAsync();

        search.Registry.ShouldBe(registry);
        File.Exists(Path.Combine(search.Folder.BestSubmission, "submission.csv")).ShouldBeTrue();
    }

    [Theory]
    [InlineData(".git/index.lock")]
    [InlineData(".git/HEAD")]
    [InlineData(".git/refs/tags/c1")]
    public async Task A_code_history_that_a_kill_left_half_written_is_made_again(string damaged)
    {
        using var search = new SmallSearch();
        await search.WorkAsync();
        using var whole = new LibGit2Sharp.Repository(search.Folder.Code);
        var tip = whole.Head.Tip.Sha;
        File.WriteAllText(Path.Combine(search.Folder.Code, damaged), "half");
        using (var ledger = RunLedger.Open(search.Folder, Direction.Maximize, TimeProvider.System))
            await search.Loop(ledger).TryAsync(Proposal.Pipeline("guess", "late", "late", "9"), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        using var mended = new LibGit2Sharp.Repository(search.Folder.Code);
        mended.Head.Commits.Skip(1).First().Sha.ShouldBe(tip);
        mended.Tags.Count().ShouldBe(search.State.Programs.Count);
    }

    [Fact]
    public async Task Several_workers_make_the_same_experiments_and_never_more_at_once_than_they_are()
    {
        using var search = new SmallSearch();
        var slow = new Together(search.Imagine(), workers: 2);
        search.Settings = search.Settings with { Workers = 2 };

        (await search.WorkAsync(experimenter: slow)).ShouldBe("all experiments were made");

        slow.Most.ShouldBe(2);
        search.State.Experiments.Values.ShouldAllBe(experiment => experiment.Ended != null);
        search.State.Experiments.Count.ShouldBe(SmallSearch.Experiments);
        search.State.Graph.Candidates.Select(candidate => candidate.Code).ShouldBeUnique();
        search.State.Submissions[^1].Submission.Candidate.ShouldBe(search.State.Graph.Best!.Id.Number);
    }

    [Fact]
    public async Task A_crash_with_several_experiments_in_flight_loses_and_repeats_none_that_ended()
    {
        using var calm = new SmallSearch { Settings = SmallSearch.Usual with { Workers = 3 } };
        await calm.WorkAsync();
        for (var record = 1; record <= calm.Records; record++)
        {
            using var search = new SmallSearch { Settings = SmallSearch.Usual with { Workers = 3 } };
            if (await Crashes(search, new AfterRecord(record)))
                await search.WorkAsync();
            search.State.Experiments.Values.ShouldAllBe(experiment => experiment.Ended != null);
            search.State.Experiments.Count.ShouldBe(SmallSearch.Experiments);
            search.State.Graph.Best!.Score.ShouldBe(calm.State.Graph.Best!.Score);
        }
    }

    [Fact]
    public async Task When_one_of_several_experiments_cannot_be_run_the_others_are_ended_first()
    {
        using var search = new SmallSearch { Settings = SmallSearch.Usual with { Workers = 3 } };
        var breaking = new BreaksAtTwo();

        await Should.ThrowAsync<IOException>(() => search.WorkAsync(experimenter: breaking));

        breaking.Ended.ShouldBe(2);
        search.State.Experiments.Values.ShouldAllBe(experiment => experiment.Ended == null);
    }

    [Fact]
    public async Task Two_programs_are_a_readable_difference_apart()
    {
        using var search = new SmallSearch();
        await search.WorkAsync();

        CodeHistory.Difference(search.Folder, new CandidateId(1), new CandidateId(2)).ShouldContain("-2\n");
        CodeHistory.Difference(search.Folder, new CandidateId(1), new CandidateId(1)).ShouldBeEmpty();
        Should.Throw<UserErrorException>(() => CodeHistory.Difference(search.Folder, new CandidateId(1), new CandidateId(99))).Message.ShouldContain("c99");
    }

    [Fact]
    public async Task Settling_twice_changes_nothing()
    {
        using var search = new SmallSearch();
        await search.WorkAsync();
        using var ledger = RunLedger.Open(search.Folder, Direction.Maximize, TimeProvider.System);
        var head = ledger.State.Head;
        var log = File.ReadAllText(search.Folder.ExperimentLog);
        var settlement = search.Settle(ledger, new Longhaul.Evaluation.Scoring.FoldScorer(SmallSearch.Data));

        settlement.Settle();
        settlement.Settle();

        ledger.State.Head.ShouldBe(head);
        File.ReadAllText(search.Folder.ExperimentLog).ShouldBe(log);
    }

    [Fact]
    public async Task A_log_that_someone_rewrote_is_put_right()
    {
        using var search = new SmallSearch();
        await search.WorkAsync();
        var log = File.ReadAllText(search.Folder.ExperimentLog);
        File.WriteAllText(search.Folder.ExperimentLog, log.Replace("accuracy", "perfection", StringComparison.Ordinal));

        await search.WorkAsync();

        File.ReadAllText(search.Folder.ExperimentLog).ShouldBe(log);
    }

    [Fact]
    public async Task In_a_run_that_has_ended_a_persons_candidate_changes_no_submission()
    {
        using var search = new SmallSearch();
        await search.WorkAsync();
        var submission = search.Submission;
        using (var ledger = RunLedger.Open(search.Folder, Direction.Maximize, TimeProvider.System))
        {
            ledger.Record("run", new RunEnded("done", "test", 1, 1));
            var ended = await search.Loop(ledger).TryAsync(Proposal.Pipeline("guess", "perfect", "never wrong", "1000"), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            ended.Score!.Value.ShouldBeGreaterThan(0.9);
        }

        search.Submission.ShouldBe(submission);
    }

    [Fact]
    public async Task Between_freeze_and_end_a_persons_candidate_changes_no_submission_and_no_champion()
    {
        using var search = new SmallSearch();
        await search.WorkAsync();
        var (submission, champion) = (search.Submission, search.State.Champion!);
        using (var ledger = RunLedger.Open(search.Folder, Direction.Maximize, TimeProvider.System))
        {
            ledger.Record("final", new ChampionFrozen(champion.Id.Number, new Dictionary<int, string>(), [], 1, "the end"));
            var ended = await search.Loop(ledger).TryAsync(Proposal.Pipeline("guess", "perfect", "never wrong", "1000"), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            ended.Score!.Value.ShouldBeGreaterThan(0.9);
            search.Settle(ledger, new Longhaul.Evaluation.Scoring.FoldScorer(SmallSearch.Data)).Settle();
        }

        search.Submission.ShouldBe(submission);
        search.State.Champion!.Id.ShouldBe(champion.Id);
        search.State.Graph.Candidates[^1].Operator.ShouldBe(Operator.Draft, "nothing is blended any more");
    }

    private static async Task EndsAlike(SmallSearch calm, CrashClock crash)
    {
        using var search = new SmallSearch();
        if (await Crashes(search, crash))
            await search.WorkAsync();
        AssertAlike(search, calm);
    }

    private static async Task<bool> Crashes(SmallSearch search, CrashClock crash)
    {
        try
        {
            await search.WorkAsync(crash);
            return false;
        }
        catch (CrashException)
        {
            return true;
        }
    }

    private static void AssertAlike(SmallSearch search, SmallSearch calm)
    {
        var (state, other) = (search.State, calm.State);
        state.Graph.Candidates.Select(Facts).ShouldBe(other.Graph.Candidates.Select(Facts));
        state.Experiments.Count.ShouldBe(other.Experiments.Count);
        search.Submission.ShouldBe(calm.Submission);
        search.Registry.ShouldBe(calm.Registry);
        File.ReadAllText(search.Folder.ExperimentLog).ShouldBe(File.ReadAllText(calm.Folder.ExperimentLog));
        File.ReadAllText(search.Folder.ImplementationLog).ShouldBe(File.ReadAllText(calm.Folder.ImplementationLog));
        Directory.Exists(Path.Combine(search.Folder.Cache, "staging")).ShouldBe(Directory.Exists(Path.Combine(calm.Folder.Cache, "staging")));
    }

    private static object Facts(Candidate candidate) =>
        (candidate.Id, candidate.Title, candidate.Code, candidate.Status, candidate.Score, candidate.Insight, candidate.Experiment);

    /// <summary>Lets experiments end only once all workers are busy, and counts.</summary>
    private sealed class Together(IExperimenter inner, int workers) : IExperimenter
    {
        private readonly TaskCompletionSource _full = new();
        private int _now;

        public int Most { get; private set; }

        public async Task<Finding> RunAsync(ExperimentOrder order, CancellationToken cancellationToken)
        {
            Most = Math.Max(Most, Interlocked.Increment(ref _now));
            if (_now == workers)
                _full.TrySetResult();
            await _full.Task.WaitAsync(cancellationToken);
            await Task.Yield();
            Interlocked.Decrement(ref _now);
            return await inner.RunAsync(order, cancellationToken);
        }
    }

    private sealed class BreaksAtTwo : IExperimenter
    {
        private readonly TaskCompletionSource<Finding> _never = new();

        public int Ended { get; private set; }

        public async Task<Finding> RunAsync(ExperimentOrder order, CancellationToken cancellationToken)
        {
            if (order.Id.Number == 2)
                throw new IOException("the disk is full");
            try
            {
                return await _never.Task.WaitAsync(cancellationToken);
            }
            finally
            {
                Ended++;
            }
        }
    }

    private sealed class CrashException : Exception;

    private sealed class AfterRecord(int record) : CrashClock
    {
        private int _records;

        public override void Recorded()
        {
            if (++_records == record)
                throw new CrashException();
        }
    }

    /// <summary>The journal asks for the time right before it writes.</summary>
    private sealed class BeforeRecord(int record) : CrashClock
    {
        private int _records;

        public override DateTimeOffset GetUtcNow() => _records + 1 >= record ? throw new CrashException() : base.GetUtcNow();

        public override void Recorded() => _records++;
    }
}
