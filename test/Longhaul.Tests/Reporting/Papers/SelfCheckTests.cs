using Longhaul.Execution.Executors;
using Longhaul.Reporting.Papers.Checking;
using Longhaul.Search.Events;
using Longhaul.Search.State;

namespace Longhaul.Tests.Reporting.Papers;

public sealed class SelfCheckTests
{
    private static readonly InventoryEntry Target = new("C1", "target", "accuracy", "Table 1", 0.9);

    private static readonly PaperState OneTrial = PaperState.Empty
        .After(new TrialStarted(1, "s1.1.1", "train", ["C1"], "", "python3 train.py", "abc"), TimeSpan.Zero, DateTimeOffset.UnixEpoch)
        .After(new TrialEnded(1, Ending.Success, 0, 1, new Dictionary<string, string>(StringComparer.Ordinal), null), TimeSpan.Zero, DateTimeOffset.UnixEpoch);

    [Fact]
    public void A_claim_with_its_value_in_the_evidence_stands_and_its_gap_is_computed()
    {
        var entry = Check(new SelfClaim("C1", "reproduced", "e1", 0.855, "", ""), stands: true);

        entry.Status.ShouldBe("reproduced");
        entry.Experiment.ShouldBe("e1");
        entry.Gap.ShouldNotBeNull().ShouldBe(-0.05, 1e-12);
    }

    [Fact]
    public void A_value_that_no_evidence_holds_is_not_shown()
    {
        var entry = Check(new SelfClaim("C1", "reproduced", "e1", 0.855, "", ""), stands: false);

        entry.Status.ShouldBe("unsupported");
        entry.Ours.ShouldBeNull();
        entry.Note.ShouldContain("e1");
    }

    [Theory]
    [InlineData("e2")]
    [InlineData(null)]
    public void A_claim_without_a_finished_experiment_is_unsupported(string? experiment) =>
        Check(new SelfClaim("C1", "partly", experiment, null, "", ""), stands: true).Status.ShouldBe("unsupported");

    [Fact]
    public void What_the_self_check_leaves_out_counts_as_not_attempted()
    {
        var entries = SelfCheck.Of([Target], [], OneTrial, (_, _) => true);

        entries.ShouldHaveSingleItem().Status.ShouldBe("not_attempted");
        SelfCheck.Markdown(entries).ShouldContain("- not attempted: 1");
    }

    private static CheckedEntry Check(SelfClaim claim, bool stands) => SelfCheck.Of([Target], [claim], OneTrial, (_, _) => stands)[0];
}
