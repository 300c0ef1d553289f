using Longhaul.Trainer.Features;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Series;

/// <summary>Forecasts per series, whose mean is the prediction, and those of all rows for series that are new or short.</summary>
internal sealed record FittedSeries(SortedDictionary<string, SeriesForecast[]> Known, SeriesForecast[] All, double Mean) : IFittedModel
{
    // Rows that a series needs for a forecast of its own.
    private const int FewestRows = 12;

    /// <summary>Fits on some of the rows: a forecast per continuation, in their order.</summary>
    public static FittedSeries Of(SeriesRows rows, double[] labels, int[] chosen, IReadOnlyList<Continuation> continuations)
    {
        int[] dated = [.. chosen.Where(row => double.IsFinite(rows.Times[row])).OrderBy(row => rows.Times[row]).ThenBy(row => row)];
        SeriesForecast[] Forecasts(int[] of) => Continuation.Forecasts(Array.ConvertAll(of, row => rows.Times[row]), Array.ConvertAll(of, row => labels[row]), continuations);
        var mean = chosen.Average(row => labels[row]);
        var known = new SortedDictionary<string, SeriesForecast[]>(StringComparer.Ordinal);
        foreach (var series in dated.GroupBy(row => rows.Keys[row]).Where(series => series.Key.Length > 0 && series.Count() >= FewestRows))
            known[series.Key] = Forecasts([.. series]);
        return new FittedSeries(known, dated.Length > 0 ? Forecasts(dated) : [new SeriesForecast(0, mean, 0, 0, 0, 0, [])], mean);
    }

    /// <summary>What each continuation says of a row.</summary>
    public IEnumerable<double> Each(SeriesRows rows, int row) =>
        (Known.GetValueOrDefault(rows.Keys[row]) ?? All).Select(forecast => forecast.At(rows.Times[row]) is var value && double.IsFinite(value) ? value : Mean);

    public double[][] Predict(FeatureMatrix matrix)
    {
        var rows = SeriesRows.Of(matrix);
        return [[.. Enumerable.Range(0, matrix.Rows).Select(row => Each(rows, row).Average())]];
    }

    public void Save(StateWriter to)
    {
        to.Set("mean", Mean);
        to.Set("keys", (IReadOnlyList<string>)[.. Known.Keys]);
        Save(All, to.Part("all"));
        var part = to.Part("series");
        foreach (var (i, forecasts) in Known.Values.Index())
            Save(forecasts, part.Part($"{i}"));
    }

    public static FittedSeries Load(StateReader from)
    {
        var known = new SortedDictionary<string, SeriesForecast[]>(StringComparer.Ordinal);
        foreach (var (i, key) in from.Texts("keys").Index())
            known[key] = LoadForecasts(from.Part("series").Part($"{i}"));
        return new FittedSeries(known, LoadForecasts(from.Part("all")), from.Number("mean"));
    }

    private static void Save(SeriesForecast[] forecasts, StateWriter to)
    {
        to.Set("forecasts", forecasts.Length);
        for (var i = 0; i < forecasts.Length; i++)
            forecasts[i].Save(to.Part($"{i}"));
    }

    private static SeriesForecast[] LoadForecasts(StateReader from) =>
        [.. Enumerable.Range(0, from.Whole("forecasts", 1, 100)).Select(i => SeriesForecast.Load(from.Part($"{i}")))];
}
