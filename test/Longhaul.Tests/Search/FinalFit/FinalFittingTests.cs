using Longhaul.Execution.Executors;
using Longhaul.Evaluation.Scoring;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Journal;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Budgets;
using Longhaul.Search.Events;
using Longhaul.Search.Experiments;
using Longhaul.Search.FinalFit;
using Longhaul.Search.Graph;
using Longhaul.Search.Loop;
using Longhaul.Tests.Search.Loop;

namespace Longhaul.Tests.Search.FinalFit;

public sealed class FinalFittingTests
{
    private const int Rows = 12;

    [Fact]
    public async Task The_champion_is_frozen_its_members_are_fitted_and_the_result_is_submitted()
    {
        using var search = new SmallSearch();
        await search.WorkAsync();
        var before = search.State.Champion!;
        var fitter = new Fitter();

        await FitAsync(search, fitter);

        var state = search.State;
        state.Frozen!.Candidate.ShouldBe(before.Id.Number);
        state.Frozen.Members.ShouldBe(state.Ensembles[before.Id.Number].Weights.Keys.Order());
        state.Frozen.Code[before.Id.Number].ShouldBe(before.Code.Value);
        fitter.Fits.Values.ShouldAllBe(fits => fits == 1);
        state.Final!.Replaces.ShouldBeTrue();
        state.Submissions[^1].Submission.Final.ShouldBeTrue();
        state.Submissions[^1].Submission.Candidate.ShouldBe(before.Id.Number);
        Submitted(search)[^1].ShouldBe("b");
    }

    [Fact]
    public async Task A_crash_right_after_any_record_changes_nothing_in_the_end()
    {
        using var calm = new SmallSearch();
        await calm.WorkAsync();
        var searched = calm.Records;
        await FitAsync(calm, new Fitter());
        for (var record = searched + 2; record <= calm.Records; record++)
        {
            using var search = new SmallSearch();
            await search.WorkAsync();
            var fitter = new Fitter();
            await Should.ThrowAsync<Crashed>(() => FitAsync(search, fitter, crashAfter: record));
            await FitAsync(search, fitter);

            search.Submission.ShouldBe(calm.Submission);
            search.Registry.ShouldBe(calm.Registry);
            search.State.Frozen.ShouldNotBeNull().Bags.ShouldBe(calm.State.Frozen!.Bags);
            fitter.Fits.Values.ShouldAllBe(fits => fits == 1);
        }
    }

    [Fact]
    public async Task A_finished_final_fit_is_not_made_again()
    {
        using var search = new SmallSearch();
        await search.WorkAsync();
        var fitter = new Fitter();
        await FitAsync(search, fitter);
        var records = search.Records;
        await FitAsync(search, fitter);

        fitter.Fits.Values.ShouldAllBe(fits => fits == 1);
        search.Records.ShouldBe(records + 1);
    }

    [Theory]
    [InlineData("fails", "out of memory")]
    [InlineData("can't decide", "don't fit together")]
    [InlineData("disagrees", "too far from")]
    public async Task Where_it_fails_the_submission_stays_and_the_journal_says_why(string how, string why)
    {
        using var search = new SmallSearch();
        await search.WorkAsync();
        var submission = search.Submission;
        await FitAsync(search, new Fitter { How = how });

        search.Submission.ShouldBe(submission);
        search.State.Submissions[^1].Submission.Final.ShouldBeFalse();
        search.State.Final!.Replaces.ShouldBeFalse();
        search.State.Final.Detail!.ShouldContain(why);
    }

    [Fact]
    public async Task An_extension_opens_the_choice_again_and_the_fit_stands_where_the_champion_does()
    {
        using var search = new SmallSearch();
        await search.WorkAsync();
        var fitter = new Fitter { Half = 0.25 };
        await FitAsync(search, fitter);
        var (before, submission) = (search.State, search.Submission);
        Extend(search);

        search.State.Frozen.ShouldBeNull();
        search.State.Final.ShouldBeNull();
        await search.WorkAsync();
        search.Submission.ShouldBe(submission, "what the folds' models predict is worth less");
        await FitAsync(search, new Fitter { How = "fails" });

        search.Submission.ShouldBe(submission);
        search.State.Submissions.Count.ShouldBe(before.Submissions.Count);
        search.State.Final!.Evidence.ShouldBe(before.Final!.Evidence);
        search.State.Fits.Keys.ShouldBe(before.Fits.Keys, ignoreOrder: true);
        search.State.Curve.ShouldBe(before.Curve.ShouldNotBeNull());
        search.State.Frozen!.Bags.ShouldBe(before.Frozen!.Bags);
        fitter.Fits.Values.ShouldAllBe(fits => fits == 1);
    }

    [Fact]
    public async Task Where_an_extension_brings_another_champion_the_final_fit_is_made_anew()
    {
        using var search = new SmallSearch();
        await search.WorkAsync();
        await FitAsync(search, new Fitter());
        var before = search.State.Final!.Candidate;
        Extend(search);
        using (var ledger = RunLedger.Open(search.Folder, Direction.Maximize, TimeProvider.System))
            await search.Loop(ledger).TryAsync(Proposal.Pipeline("guess", "perfect", "never wrong", "1000"), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        var fitter = new Fitter();
        await FitAsync(search, fitter);

        search.State.Final!.Candidate.ShouldNotBe(before);
        search.State.Final.Replaces.ShouldBeTrue();
        search.State.Submissions.Select(submission => submission.Submission.Final).TakeLast(3).ShouldBe([true, false, true]);
        fitter.Fits.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_extension_during_a_fit_ends_it_and_nothing_is_frozen_any_more()
    {
        using var search = new SmallSearch();
        await search.WorkAsync();
        var fitter = new Fitter { Meanwhile = ledger => ledger.Record("x", new CommandReceived("x", "extend", "me", "60")) };

        (await FitAsync(search, fitter)).ShouldBeFalse();

        fitter.Fits.Count.ShouldBe(1);
        search.State.Frozen.ShouldBeNull();
        search.State.Fits.ShouldBeEmpty();
        search.State.Final.ShouldBeNull();
        JournalReader.Read(search.Folder.Journal).Entries.ShouldNotContain(entry => entry.Type == "member.fitted" || entry.Type == "final.fitted");
        (await FitAsync(search, new Fitter())).ShouldBeTrue();
        search.State.Final.ShouldNotBeNull().Replaces.ShouldBeTrue();
    }

    [Theory]
    [InlineData(100.0, 5)]
    [InlineData(9.0, 3)]
    [InlineData(1.0, 1)]
    [InlineData(null, 5)]
    public void With_time_left_it_takes_several_bags(double? left, int bags) =>
        new FinalFitPlan([new CandidateId(1), new CandidateId(2)], TimeSpan.FromSeconds(5.5), 3).Bags(left is { } seconds ? TimeSpan.FromSeconds(seconds) : null).ShouldBe(bags);

    [Theory]
    [InlineData(null, 1, 3)]
    [InlineData(11.0, 1, 3)]
    [InlineData(10.9, 1, 2)]
    [InlineData(5.0, 1, 1)]
    [InlineData(4.9, 1, 0)]
    [InlineData(-3.0, 1, 0)]
    [InlineData(10.9, 450, 2)]
    [InlineData(null, 450, 2)]
    [InlineData(null, 901, 0)]
    public async Task A_learning_curve_is_measured_on_the_folds_that_fit(double? left, double work, int folds)
    {
        using var search = new SmallSearch();
        await search.WorkAsync();
        var plan = FinalFitPlan.Of(search.State)! with { Curve = TimeSpan.FromSeconds(11) };
        var typical = search.State.Graph[plan.Typical];
        var state = search.State with { Graph = search.State.Graph.With(typical with { Work = work, Score = typical.Score! with { Folds = [0.5, 0.6, 0.7] } }) };

        plan.FoldsForCurve(state, left is { } seconds ? TimeSpan.FromSeconds(seconds) : null).ShouldBe(folds);
        (plan with { Curve = TimeSpan.Zero }).FoldsForCurve(state, null).ShouldBe(0);
    }

    [Fact]
    public async Task Both_ends_of_a_learning_curve_are_of_the_same_folds()
    {
        using var search = new SmallSearch();
        await search.WorkAsync();
        await FitAsync(search, new Fitter { Half = 0.25 });

        var curve = search.State.Curve.ShouldNotBeNull();
        var score = search.State.Graph[new CandidateId(curve.Candidate)].Score!;
        (curve.Half, curve.Full, curve.Folds).ShouldBe((0.25, score.Folds.Average(), score.Folds.Count));
    }

    [Fact]
    public void Agreement_is_by_rank_for_numbers_and_by_equality_for_labels()
    {
        double[] numbers = [.. Enumerable.Range(0, 100).Select(i => (i * 37 % 100) + 0.25)];
        Column Numbers(Func<double, double> of) => new("y", numbers.Select(number => $"{of(number):R}"));

        Agreement.Of([Numbers(x => x)], [Numbers(x => Math.Exp(x / 50))], labels: false).ShouldBe(1, 1e-9);
        Agreement.Of([Numbers(x => x)], [Numbers(x => -x)], labels: false).ShouldBe(-1, 1e-9);
        Agreement.Of([Column("a", "b", "a", "b", "a", "b", "a", "b")], [Column("a", "b", "b", "b", "a", "b", "b", "b")], labels: true).ShouldBe(0.75);
        Agreement.Of([Column("1", "2", "3", "1", "2")], [Column("1", "2", "3", "2", "1")], labels: true).ShouldBe(0.6);
        Agreement.Of([Numbers(x => x)], [Column("1")], labels: false).ShouldBe(0);
    }

    [Fact]
    public void Few_numbers_agree_by_rank_as_well_though_none_is_equal()
    {
        Column Forecast(double by) => new("y", Enumerable.Range(0, 14).Select(day => $"{20 + (day * 5 % 14) + by:R}"));

        Agreement.Of([Forecast(0)], [Forecast(0.125)], labels: false).ShouldBe(1, 1e-9);
        Agreement.Of([Column("7", "7", "7", "7", "7", "7")], [Column("1", "2", "3", "4", "5", "6")], labels: false).ShouldBe(0);
        Agreement.Of([Column("1", "2", "3", "4", "5", "6")], [Column("7", "7", "7", "7", "7", "7")], labels: false).ShouldBe(1);
    }

    [Fact]
    public void Of_very_few_rows_nothing_is_asked() => Agreement.Of([Column("1", "2")], [Column("2.5", "1.5")], labels: false).ShouldBe(1);

    private static void Extend(SmallSearch search)
    {
        using var ledger = RunLedger.Open(search.Folder, Direction.Maximize, TimeProvider.System);
        ledger.Record("x", new CommandReceived("x", "extend", "me", "60"));
    }

    private static Column Column(params string[] cells) => new("y", cells);

    private static string[] Submitted(SmallSearch search) => [.. Table.Read(Path.Combine(search.Folder.BestSubmission, "submission.csv"))["y"]];

    private static async Task<bool> FitAsync(SmallSearch search, Fitter fitter, int? crashAfter = null)
    {
        using var ledger = RunLedger.Open(search.Folder, Direction.Maximize, TimeProvider.System);
        ledger.Recorded += (_, _) =>
        {
            if (search.Records == crashAfter)
                throw new Crashed();
        };
        ledger.Record("run", new RunStarted(1, "test", ledger.Healed));
        fitter.Ledger = ledger;
        var scorer = new FoldScorer(SmallSearch.Data);
        return await new FinalFitting(
            ledger, new BudgetClock(search.Settings, TimeProvider.System), new ProgramStore(new ContentStore(search.Folder.Objects)), fitter,
            search.Settle(ledger, scorer), new SubmissionKeeper(ledger, SmallSearch.Data, scorer), SmallSearch.Data.Task).RunAsync("the end", TestContext.Current.CancellationToken);
    }

    private sealed class Crashed : Exception;

    /// <summary>Predicts what the folds' models do, but for the last row.</summary>
    private sealed class Fitter : IFinalFitter
    {
        public string How { get; init; } = "works";

        /// <summary>What happens while it fits; it then waits for its token.</summary>
        public Action<RunLedger>? Meanwhile { get; init; }

        public RunLedger? Ledger { get; set; }

        /// <summary>What every program scores on half of the rows; null: it can't be told.</summary>
        public double? Half { get; init; }

        /// <summary>Fits whose evidence reached the journal, by candidate: a crash between may repeat one.</summary>
        public Dictionary<int, int> Fits { get; } = [];

        public async Task<Finding> FitAsync(FinalFitOrder order, CancellationToken cancellationToken)
        {
            Fits[order.Program.Candidate] = Fits.GetValueOrDefault(order.Program.Candidate) + 1;
            File.Exists(Path.Combine(order.Evidence, "pipeline.yaml")).ShouldBeTrue();
            AtomicFile.Write(Path.Combine(order.Evidence, "fit.json"), $"{order.Bags}");
            var finding = new Finding(Ending.Success, 0, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), new Bytes(1), null);
            if (Meanwhile is not null)
            {
                Meanwhile(Ledger!);
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return How == "fails" ? finding with { Ending = Ending.OutOfMemory, Detail = "out of memory" } : finding;
        }

        public Task<Score?> ScoreOnHalfAsync(
            CandidateProposed program, ExperimentId experiment, int folds, string staging, TimeSpan? timeLeft, CancellationToken cancellationToken) =>
            Task.FromResult(Half is { } half ? Score.FromFolds([.. Enumerable.Repeat(half, folds)], "accuracy", Direction.Maximize) : null);

        public IReadOnlyList<Column> Decide(Candidate champion, Func<CandidateId, string> evidence)
        {
            foreach (var member in champion.Parents)
                File.Exists(Path.Combine(evidence(member), "fit.json")).ShouldBeTrue();
            return How switch
            {
                "can't decide" => throw new UserErrorException("the members don't fit together"),
                "disagrees" => [new Column("y", Enumerable.Repeat("c", Rows))],
                _ => [new Column("y", Enumerable.Range(0, Rows).Select(row => row == Rows - 1 ? "b" : "a"))],
            };
        }
    }
}
