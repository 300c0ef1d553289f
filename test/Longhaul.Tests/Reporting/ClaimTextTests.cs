using Longhaul.Reporting.Writing;

namespace Longhaul.Tests.Reporting;

public sealed class ClaimTextTests
{
    [Fact]
    public void A_number_that_the_named_experiment_has_becomes_a_reference()
    {
        using var run = new RunBuilder();
        run.Scored("linear", 0.9134, 0.9215, 0.9046);
        var (id, score) = Best(run);

        ClaimText.Of(Invariant($"The best is {id} with {score:0.0000} (nothing else)."), run.State).ShouldBe($"The best is {id} with {{{{{id}:score}}}} (nothing else).");
    }

    [Fact]
    public void A_number_without_its_experiment_and_an_invented_one_stand_in_code()
    {
        using var run = new RunBuilder();
        run.Scored("linear", 0.9134, 0.9215, 0.9046);
        var (id, score) = Best(run);

        ClaimText.Of(Invariant($"It reaches {score:0.0000}."), run.State).ShouldBe(Invariant($"It reaches `{score:0.0000}`."));
        ClaimText.Of($"{id} reaches 0.99987, truly.", run.State).ShouldBe($"{id} reaches `0.99987`, truly.");
    }

    [Theory]
    [InlineData("1e-4")]
    [InlineData("3E−2")]
    [InlineData("1e5")]
    [InlineData("1e-99999999999")]
    public void A_number_with_an_exponent_is_as_exact_as_it_says(string number)
    {
        using var run = new RunBuilder();
        run.Scored("linear", 0.300, 0.312, 0.324);
        var (id, _) = Best(run);

        ClaimText.Of($"A rate of {number} [{id}].", run.State).ShouldContain($"`{number}`");
        ClaimText.Of($"It reaches 3.12e-1 [{id}].", run.State).ShouldContain($"{{{{{id}:score}}}}");
    }

    private static (string Id, double Score) Best(RunBuilder run)
    {
        var best = run.State.Graph.Candidates.First(candidate => candidate is { Experiment: not null, Score: not null });
        return (best.Experiment!.Value.ToString(), best.Score!.Value);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
