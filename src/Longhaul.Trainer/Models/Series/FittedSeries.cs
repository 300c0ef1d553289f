using Longhaul.Trainer.Features;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Series;

/// <summary>A forecast per series, and one of all rows for series that are new or short.</summary>
internal sealed record FittedSeries(SortedDictionary<string, SeriesForecast> Known, SeriesForecast All, double Mean, Tuning Tuning) : IFittedModel
{
    /// <summary>Fits on some of the rows.</summary>
    /// <param name="fewest">Rows that a series needs for a forecast of its own.</param>
    public static FittedSeries Of(SeriesRows rows, double[] labels, int[] chosen, SeriesShape shape, int fewest, Tuning tuning)
    {
        int[] dated = [.. chosen.Where(row => double.IsFinite(rows.Times[row])).OrderBy(row => rows.Times[row]).ThenBy(row => row)];
        SeriesForecast Forecast(int[] of) => SeriesForecast.Of(Array.ConvertAll(of, row => rows.Times[row]), Array.ConvertAll(of, row => labels[row]), shape);
        var mean = chosen.Average(row => labels[row]);
        var all = dated.Length > 0 ? Forecast(dated) : new SeriesForecast(0, mean, 0, 0, 0, 0, []);
        var known = new SortedDictionary<string, SeriesForecast>(StringComparer.Ordinal);
        foreach (var series in dated.GroupBy(row => rows.Keys[row]).Where(series => series.Key.Length > 0 && series.Count() >= fewest))
            known[series.Key] = Forecast([.. series]);
        return new FittedSeries(known, all, mean, tuning);
    }

    /// <summary>The forecast of one row.</summary>
    public double At(SeriesRows rows, int row)
    {
        var value = (Known.GetValueOrDefault(rows.Keys[row]) ?? All).At(rows.Times[row]);
        return double.IsFinite(value) ? value : Mean;
    }

    public double[][] Predict(FeatureMatrix matrix)
    {
        var rows = SeriesRows.Of(matrix);
        return [[.. Enumerable.Range(0, matrix.Rows).Select(row => At(rows, row))]];
    }

    public void Save(StateWriter to)
    {
        to.Set("mean", Mean);
        to.Set("keys", (IReadOnlyList<string>)[.. Known.Keys]);
        All.Save(to.Part("all"));
        var part = to.Part("series");
        foreach (var (i, forecast) in Known.Values.Index())
            forecast.Save(part.Part($"{i}"));
    }

    public static FittedSeries Load(StateReader from)
    {
        var known = new SortedDictionary<string, SeriesForecast>(StringComparer.Ordinal);
        foreach (var (i, key) in from.Texts("keys").Index())
            known[key] = SeriesForecast.Load(from.Part("series").Part($"{i}"));
        return new FittedSeries(known, SeriesForecast.Load(from.Part("all")), from.Number("mean"), Tuning.None);
    }
}
