using Longhaul.Trainer.Training;

namespace Longhaul.Tests.Trainer;

public sealed class TimeShareTests
{
    [Fact]
    public void Fits_and_the_first_choice_together_stay_within_the_time()
    {
        var limit = TimeSpan.FromMinutes(5);

        var share = TimeForecast.Share(limit, fits: 5, chooseAnew: false).ShouldNotBeNull();

        (share * (5 + 2)).ShouldBeLessThan(limit);
        (share * (5 + 2)).ShouldBeGreaterThan(limit * 0.8);
    }

    [Fact]
    public void Fits_that_choose_anew_take_their_share_twice() =>
        (TimeForecast.Share(TimeSpan.FromMinutes(5), fits: 4, chooseAnew: true).ShouldNotBeNull() * 2 * 4).ShouldBeInRange(TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));

    [Fact]
    public void Without_a_limit_no_fit_looks_at_a_clock() => TimeForecast.Share(null, fits: 5, chooseAnew: false).ShouldBeNull();

    [Fact]
    public void Folds_after_the_first_tell_how_long_the_rest_takes()
    {
        FoldNote[] later = [new(1, 100, 3, []), new(2, 100, 5, [])];

        // 20 s so far, two more folds of 4 s, side by side.
        TimeForecast.Check(later, fits: 5, abreast: 2, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(24));
        Should.Throw<OutOfTimeException>(() => TimeForecast.Check(later, fits: 5, abreast: 2, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(23)))
            .Message.ShouldStartWith("gave up after fold 3 of 5");
    }

    [Fact]
    public void Before_a_later_fold_is_done_nothing_is_given_up() => TimeForecast.Check([], fits: 5, abreast: 1, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(1));
}
