using Longhaul.Execution.Executors;
using Longhaul.Search.Events;
using Longhaul.Search.State;
using Longhaul.Tracks.Papers;

namespace Longhaul.Tests.Tracks.Papers;

public sealed class PaperTeamTests
{
    [Fact]
    public void The_team_may_not_finish_before_a_rehearsal() => PaperTeam.Lacks(PaperState.Empty).ShouldNotBeNull().ShouldContain("rehearse");

    [Fact]
    public void A_rehearsal_that_could_not_run_or_failed_is_none()
    {
        PaperTeam.Lacks(After(Rehearsal("s1.1.1", null))).ShouldNotBeNull();
        PaperTeam.Lacks(After(Rehearsal("s1.1.1", Ending.Success), Rehearsal("s1.2.1", Ending.Error))).ShouldNotBeNull().ShouldContain("Error");
    }

    [Fact]
    public void A_rehearsal_that_ended_well_is_enough() =>
        PaperTeam.Lacks(After(Rehearsal("s1.1.1", Ending.Error), Rehearsal("s1.2.1", Ending.Success), Rehearsal("s1.3.1", null))).ShouldBeNull();

    private static ReproductionEnded Rehearsal(string id, Ending? ending) => new(id, "abc", ending, 0, 1, 1, [], new Dictionary<string, string>(StringComparer.Ordinal));

    private static PaperState After(params PaperEvent[] events) => events.Aggregate(PaperState.Empty, (state, what) => state.After(what, TimeSpan.Zero, DateTimeOffset.UnixEpoch));
}
