namespace Longhaul.Trainer.Models.Series;

/// <summary>One way to continue a series.</summary>
internal readonly record struct Continuation(SeriesShape Shape, SeriesEcho Echo)
{
    /// <summary>
    /// Fading memory: a quarter of a year's noise is no new level, but a year's may be, so the last rows' deviation fades soon, slowly or not at all, and is
    /// measured over a short or a longer time (a random walk goes on from its last value). A trend of one year's memory is not continued undamped: over
    /// several years it would carry on what one year happened to be.
    /// </summary>
    public static IReadOnlyList<Continuation> Fading { get; } =
    [
        .. from memory in new[] { 4.0, 1, 12 }
           from damping in new[] { 0, 1.0, 100 }
           where memory > 1 || damping < 100
           from echo in new SeriesEcho[] { new(0.06, 0.25), default, new(0.06, 2), new(0.02, 1e6), new(0.3, 1e6) }
           select new Continuation(new SeriesShape(memory, false, damping), echo),
    ];

    /// <summary>The mean of so many last seasons.</summary>
    public static IReadOnlyList<Continuation> Naive { get; } = [.. from seasons in new[] { 3.0, 1, 2, 5, 10 } select new Continuation(new SeriesShape(seasons, true, 0), default)];

    /// <summary>A forecast per continuation, in their order; those of one shape share its level, trend and seasons.</summary>
    /// <param name="times">Days, ascending.</param>
    public static SeriesForecast[] Forecasts(double[] times, double[] values, IReadOnlyList<Continuation> continuations)
    {
        var forecasts = new SeriesForecast[continuations.Count];
        foreach (var shape in continuations.Index().GroupBy(one => one.Item.Shape))
        {
            var (places, echoes) = (shape.Select(one => one.Index).ToArray(), shape.Select(one => one.Item.Echo).ToArray());
            foreach (var (i, forecast) in SeriesForecast.Of(times, values, shape.Key, echoes).Index())
                forecasts[places[i]] = forecast;
        }

        return forecasts;
    }
}
