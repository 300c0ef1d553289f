using Longhaul.Trainer.Training;

namespace Longhaul.Tests.Trainer;

public sealed class TimeShareTests
{
    [Fact]
    public void Fits_and_the_first_choice_together_stay_within_the_time()
    {
        var limit = TimeSpan.FromMinutes(5);

        var share = TimeForecast.Share(limit, fits: 5).ShouldNotBeNull();

        (share * (5 + 2)).ShouldBeLessThan(limit);
        (share * (5 + 2)).ShouldBeGreaterThan(limit * 0.8);
    }

    [Fact]
    public void Without_a_limit_no_fit_looks_at_a_clock() => TimeForecast.Share(null, fits: 5).ShouldBeNull();
}
