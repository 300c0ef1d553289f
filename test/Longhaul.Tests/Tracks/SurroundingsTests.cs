using Longhaul.Tests.Search.Loop;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Tests.Tracks;

public sealed class SurroundingsTests
{
    [Theory]
    [InlineData(null, 1)]
    [InlineData(300.0, 1)]
    [InlineData(12 * 3600.0, 12)]
    public void One_experiment_may_take_the_whole_budget(double? seconds, double hours) =>
        Surroundings.LimitsOf(SmallSearch.Usual with { BudgetSeconds = seconds }).Wall.ShouldBe(TimeSpan.FromHours(hours));
}
