using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Views;
using Longhaul.Execution.Executors;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Events;
using Longhaul.Search.Graph;
using Longhaul.Search.Loop;
using Longhaul.Tests.Submissions;
using Longhaul.Tests.Views;

namespace Longhaul.Tests.Search.Loop;

/// <summary>Candidates that are wrong on a known share of the development rows and of the vault's.</summary>
public sealed class GatekeeperTests : IDisposable
{
    private static readonly TaskData Data = SmallData.Load(
        Small.Task("accuracy", ["y"]),
        SmallData.Rows("id,x,y", 2500, row => $"{row},{row * 3},{"ab"[row * 7 % 3 % 2]}"),
        SmallData.Rows("id,x", 12, row => $"{10000 + row},{row * 5}"),
        SmallData.Rows("id,y", 12, row => $"{10000 + row},a"),
        form: ViewsForm.Vault);

    private readonly TemporaryFolder _root = TemporaryFolder.InMemory();
    private readonly RunLedger _ledger;
    private readonly Gatekeeper _gate;

    public GatekeeperTests()
    {
        var folder = new RunFolder(_root.At("run"));
        Directory.CreateDirectory(folder.Root);
        _ledger = RunLedger.Open(folder, Direction.Maximize, TimeProvider.System);
        _ledger.Record("run", new RunStarted(1, "test", _ledger.Healed));
        _ledger.Record("data", new DataPrepared(Data.Train.RowCount, Data.Test.RowCount, Data.Folds.Folds, "random", new Dictionary<string, string>(), Data.Vault.Count));
        _gate = new Gatekeeper(_ledger, Data);
    }

    [Fact]
    public void The_first_candidate_is_champion_without_a_question_to_the_vault()
    {
        Single(development: 0.4, vault: 0.4);

        Asked().ShouldBe([new GateAsked(1, null, null, Passed: true)]);
    }

    [Fact]
    public void Who_is_better_on_the_development_rows_is_champion_unless_the_vault_sees_it_behind()
    {
        Single(development: 0.4, vault: 0.4);
        Asked();
        Single(development: 0.2, vault: 0.4);
        Asked().ShouldHaveSingleItem().Passed.ShouldBeTrue();
        Single(development: 0.1, vault: 0.8);
        Asked().ShouldHaveSingleItem().Passed.ShouldBeFalse();

        Champion.ShouldBe(2);
    }

    [Fact]
    public void A_challenger_that_was_turned_away_is_not_asked_about_again()
    {
        Single(development: 0.2, vault: 0.2);
        Single(development: 0.1, vault: 0.8);
        Asked();

        Asked().ShouldBeEmpty();
        Asked(last: true).ShouldBeEmpty();
    }

    [Fact]
    public void A_gain_within_noise_is_worth_a_question_only_before_the_champion_is_frozen()
    {
        Single(development: 0.2, vault: 0.2);
        Asked();
        Single(development: 0.199, vault: 0.2);

        Asked().ShouldBeEmpty();
        Asked(last: true).ShouldHaveSingleItem().Passed.ShouldBeTrue();
    }

    [Fact]
    public void A_single_candidate_ahead_within_noise_does_not_challenge_a_blend()
    {
        Single(development: 0.3, vault: 0.3);
        Asked();
        Blend(development: 0.2, vault: 0.2);
        Asked();
        Single(development: 0.199, vault: 0.2);

        Asked(last: true).ShouldBeEmpty();
        Champion.ShouldBe(2);
    }

    [Fact]
    public void A_single_candidate_that_is_best_beyond_noise_challenges_a_blend()
    {
        Single(development: 0.3, vault: 0.3);
        Asked();
        Blend(development: 0.2, vault: 0.2);
        Asked();
        Single(development: 0.1, vault: 0.1);

        Asked().ShouldHaveSingleItem().Passed.ShouldBeTrue();
        Champion.ShouldBe(3);
    }

    [Fact]
    public void The_best_blend_challenges_a_single_champion_that_is_ahead_within_noise()
    {
        Single(development: 0.2, vault: 0.2);
        Asked();
        Blend(development: 0.201, vault: 0.2);

        Asked().ShouldHaveSingleItem().Passed.ShouldBeTrue();
        Champion.ShouldBe(2);
    }

    [Fact]
    public void Where_the_best_was_turned_away_the_next_best_blend_may_challenge()
    {
        Single(development: 0.4, vault: 0.4);
        Blend(development: 0.3, vault: 0.3);
        Asked();
        Blend(development: 0.1, vault: 0.8);
        Asked().ShouldHaveSingleItem().Passed.ShouldBeFalse();
        Blend(development: 0.2, vault: 0.2);

        Asked().Select(asked => (asked.Challenger, asked.Champion, asked.Passed)).ShouldBe([(4, 2, true), (3, 4, false)]);
    }

    public void Dispose()
    {
        _ledger.Dispose();
        _root.Dispose();
    }

    private int Champion => _ledger.State.Champion!.Id.Number;

    /// <summary>The questions that the gate asks now.</summary>
    private GateAsked[] Asked(bool last = false)
    {
        var before = _ledger.State.Questions.Count;
        _gate.Decide(last);
        return [.. _ledger.State.Questions.Skip(before)];
    }

    private void Single(double development, double vault)
    {
        var number = _ledger.State.Graph.NextId.Number;
        var predictions = Predict($"e{number}", development, vault);
        _ledger.Record($"c{number}", new CandidateProposed(number, Operator.Draft, [], "guess", $"guess {number}", "a guess", Code(number), new Dictionary<string, string>(), [], 1));
        _ledger.Record($"e{number}", new ExperimentStarted(number, number, Data.Folds.Folds, 1, 0, 1));
        _ledger.Record($"e{number}", new ExperimentEnded(number, number, Ending.Success, 0, 1, 1, 1, Score(predictions), new Dictionary<string, string>(), null, null, []));
    }

    private void Blend(double development, double vault)
    {
        var number = _ledger.State.Graph.NextId.Number;
        var predictions = Predict($"c{number}", development, vault);
        _ledger.Record($"c{number}", new EnsembleMade(number, "all", "all are better", Code(number), new Dictionary<int, double> { [1] = 1 }, Score(predictions), new Dictionary<string, string>(), null));
    }

    private static string Code(int number) => ContentHash.Of($"{number}").Value;

    private static Score Score(Table predictions) => new FoldScorer(Data).Score(predictions);

    /// <summary>The truth, wrong on a share of the rows, each time on others: so there is noise between candidates.</summary>
    private Table Predict(string evidence, double development, double vault)
    {
        var seed = _ledger.State.Graph.NextId.Number;
        var (seen, hidden) = (Some(Data.Train.RowCount, development, seed), Some(Data.Vault.Count, vault, seed));
        var table = SmallData.Predictions(Data, row =>
        {
            var truth = SmallData.Label(Data, row, test: "a");
            var isWrong = row.Origin switch { RowOrigin.Train => seen.Contains(row.Row), RowOrigin.Vault => hidden.Contains(row.Row), _ => false };
            return !isWrong ? truth : truth == "a" ? "b" : "a";
        });
        Directory.CreateDirectory(_ledger.Folder.Experiment(evidence));
        TableWriter.Write(Path.Combine(_ledger.Folder.Experiment(evidence), "predictions.csv"), table);
        return table;
    }

    private static HashSet<int> Some(int count, double share, int seed)
    {
        int[] rows = [.. Enumerable.Range(0, count)];
        new Random(seed).Shuffle(rows);
        return [.. rows.Take((int)Math.Round(share * count))];
    }
}
