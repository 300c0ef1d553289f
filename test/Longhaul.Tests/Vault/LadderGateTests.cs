using Longhaul.Evaluation.Vault;

namespace Longhaul.Tests.Vault;

public sealed class LadderGateTests
{
    [Theory]
    [InlineData(0.4, false, false)]
    [InlineData(0.6, false, true)]
    [InlineData(0.1, true, true)]
    [InlineData(-0.1, true, false)]
    public void A_challenger_is_worth_a_question_from_half_a_standard_error_on_and_at_the_end_with_any_gain(double gain, bool last, bool asked) =>
        LadderGate.IsWorthAsking(new PairedGain(gain * 0.01, 0.01), last).ShouldBe(asked);

    [Theory]
    [InlineData(-1.6, true)]
    [InlineData(-1.7, false)]
    public void It_passes_unless_the_vault_sees_it_behind_beyond_the_one_sided_five_percent(double gain, bool passes) =>
        LadderGate.Passes(new PairedGain(gain * 0.2, 0.2)).ShouldBe(passes);

    [Fact]
    public void The_same_predictions_pass_and_are_not_worth_a_question()
    {
        LadderGate.Passes(new PairedGain(0, 0)).ShouldBeTrue();
        LadderGate.IsWorthAsking(new PairedGain(0, 0), last: true).ShouldBeFalse();
        LadderGate.IsWorthAsking(new PairedGain(0.1, 0), last: false).ShouldBeTrue();
    }

    /// <summary>
    /// Searches of 40 candidates, each a step from one of the best so far; a vault of a ninth of the development rows. Steps are in standard errors
    /// of a development score: 0.1 is noise alone, 3 is clear to see. The figures stand in docs/adr/0006-the-vault-and-its-gate.md.
    /// </summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(3)]
    public void It_loses_no_true_gains_where_the_strict_ladder_would(double step)
    {
        var gate = Average(step, (development, last) => LadderGate.IsWorthAsking(development, last), LadderGate.Passes);
        var alone = Average(step, (development, _) => development.Gain > 0, _ => true);
        var strict = Average(step, (development, _) => development.Gain > 0, vault => vault.InErrors > 1);

        gate.Quality.ShouldBeGreaterThan(alone.Quality - 0.1 * Math.Max(step, 0.3));
        gate.Optimism.ShouldBeLessThan(alone.Optimism + 0.02);
        gate.Questions.ShouldBeLessThan(strict.Questions);
        if (step >= 1)
            gate.Quality.ShouldBeGreaterThan(strict.Quality + 0.5);
    }

    private static (double Quality, double Optimism, double Questions) Average(double step, Func<PairedGain, bool, bool> ask, Func<PairedGain, bool> passes)
    {
        var runs = Enumerable.Range(0, 300).Select(seed => Search(new Random(seed), step, ask, passes)).ToArray();
        return (runs.Average(run => run.Quality), runs.Average(run => run.Optimism), runs.Average(run => run.Questions));
    }

    private static (double Quality, double Optimism, int Questions) Search(Random random, double step, Func<PairedGain, bool, bool> ask, Func<PairedGain, bool> passes)
    {
        const double Shared = 0.8;
        const double VaultNoise = 3;
        var own = Math.Sqrt(1 - (Shared * Shared));
        var candidates = new List<(double Quality, double Development, double Vault)> { (0, Normal(random), VaultNoise * Normal(random)) };
        var (champion, questions, refused) = (0, 0, new HashSet<(int, int)>());
        for (var made = 0; made < 40; made++)
        {
            var best = Enumerable.Range(0, candidates.Count).MaxBy(i => candidates[i].Quality + candidates[i].Development);
            var parent = candidates[random.NextDouble() < 0.7 ? best : random.Next(candidates.Count)];
            candidates.Add((
                parent.Quality + (step * (Normal(random) - 0.5)),
                (Shared * parent.Development) + (own * Normal(random)),
                (Shared * parent.Vault) + (own * VaultNoise * Normal(random))));
            Settle(last: made == 39);
        }

        return (candidates[champion].Quality, candidates[champion].Development, questions);

        void Settle(bool last)
        {
            var error = own * Math.Sqrt(2);
            foreach (var i in Enumerable.Range(0, candidates.Count).OrderByDescending(i => candidates[i].Quality + candidates[i].Development))
            {
                if (i == champion)
                    return;
                var quality = candidates[i].Quality - candidates[champion].Quality;
                if (refused.Contains((i, champion)) || !ask(new PairedGain(quality + candidates[i].Development - candidates[champion].Development, error), last))
                    continue;
                questions++;
                if (passes(new PairedGain(quality + candidates[i].Vault - candidates[champion].Vault, error * VaultNoise)))
                {
                    champion = i;
                    return;
                }

                refused.Add((i, champion));
            }
        }
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
