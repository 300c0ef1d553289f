using System.Globalization;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Windows;

/// <summary><see cref="WindowsStep"/> after its fit: the length of a step of time, and the rows it looks at.</summary>
/// <param name="Step">Days per step.</param>
/// <param name="Levels">Per category: the levels that were there at the fit.</param>
internal sealed record FittedWindows(
    WindowsColumns Columns, WindowsOptions Options, double Step, IReadOnlyList<IReadOnlyList<string>> Levels, Surroundings Surroundings) : IFittedStep
{
    // A category with more levels has too few rows of each in a window.
    private const int MostLevels = 8;

    public FeatureMatrix Transform(Frame frame, int[] rows)
    {
        var whole = Surroundings.Whole(frame);
        var all = whole.Once(("windows", string.Join('\n', Columns.All), Text, Step), () => Make(whole));
        var offset = Surroundings.Offset(frame);
        var places = offset == 0 ? rows : Array.ConvertAll(rows, row => row + offset);
        return FeatureMatrix.Of(rows.Length, Array.ConvertAll(all.Dense, column => FeatureMatrix.Gather(column, places)), all.Features);
    }

    public void Save(StateWriter to)
    {
        to.Set("days per step", Step);
        for (var i = 0; i < Levels.Count; i++)
            to.Set($"levels {i}", Levels[i]);
        Surroundings.Save(to.Part("rows"));
    }

    private string Text => string.Join(';', string.Join(' ', Options.Windows), string.Join(' ', Options.Statistics), string.Join(' ', Options.Lags), Options.Changes);

    private FeatureMatrix Make(Frame frame)
    {
        var series = WindowsStep.SeriesOf(frame, Columns, Step);
        var places = Options.Windows.Select(window => (Window: window, Places: series.Select(one => one.Places(window)).ToArray())).ToArray();
        var lagged = Options.Lags.SelectMany(lag => new[] { -lag, lag }).Select(lag => (Lag: lag, Places: series.Select(one => one.Lagged(lag)).ToArray())).ToList();
        List<Func<(Feature, float[])>> makers = [];
        foreach (var name in Columns.Numbers)
        {
            var ordered = series.Select(one => FeatureMatrix.Gather(frame.Column<NumberColumn>(name).Values, one.Rows)).ToArray();
            var rolling = Array.ConvertAll(ordered, values => new RollingStatistics(values));
            foreach (var (window, at) in places)
            {
                foreach (var statistic in Options.Statistics)
                    makers.Add(() => (Named(name, statistic, window), Scatter(frame, series, i => rolling[i].Of(statistic, at[i].From, at[i].To))));
            }

            foreach (var (lag, at) in lagged)
                makers.Add(() => (new Feature(Plain($"{name} − {name}[{lag:+0;-0}]")), Scatter(frame, series, i => Differences(ordered[i], at[i]))));
        }

        for (var i = 0; i < Columns.Categories.Count; i++)
            makers.AddRange(OfCategory(frame, series, Columns.Categories[i], Levels[i], places));
        var made = new (Feature Feature, float[] Values)[makers.Count];
        Parallel.For(0, made.Length, i => made[i] = makers[i]());
        return FeatureMatrix.Of(frame.Rows, [.. made.Select(one => one.Values)], [.. made.Select(one => one.Feature)]);
    }

    private IEnumerable<Func<(Feature, float[])>> OfCategory(Frame frame, IReadOnlyList<Series> series, string name, IReadOnlyList<string> levels, (Window Window, (int[] From, int[] To)[] At)[] places)
    {
        var column = frame.Column<CategoryColumn>(name);
        if (Options.Changes)
        {
            yield return () => (new Feature($"{name} steps since change"), Scatter(frame, series, i => Changes.Since(series[i], column.Codes)));
            yield return () => (new Feature($"{name} steps until change"), Scatter(frame, series, i => Changes.Until(series[i], column.Codes)));
        }

        if (levels.Count > MostLevels)
            yield break;
        foreach (var level in levels)
        {
            var code = column.Levels.ToList().IndexOf(level);
            var shares = series.Select(one => new RollingStatistics(Array.ConvertAll(one.Rows, row => column.Codes[row] < 0 ? float.NaN : column.Codes[row] == code ? 1f : 0f))).ToArray();
            foreach (var (window, at) in places)
                yield return () => (Named($"{name} '{level}'", "share", window), Scatter(frame, series, i => shares[i].Of("mean", at[i].From, at[i].To)));
        }
    }

    private static float[] Differences(float[] values, int[] at)
    {
        var differences = new float[values.Length];
        for (var i = 0; i < values.Length; i++)
            differences[i] = at[i] < 0 ? float.NaN : values[i] - values[at[i]];
        return differences;
    }

    private static float[] Scatter(Frame frame, IReadOnlyList<Series> series, Func<int, float[]> of)
    {
        var values = new float[frame.Rows];
        Array.Fill(values, float.NaN);
        for (var i = 0; i < series.Count; i++)
        {
            var ordered = of(i);
            for (var k = 0; k < ordered.Length; k++)
                values[series[i].Rows[k]] = ordered[k];
        }

        return values;
    }

    private static Feature Named(string column, string statistic, Window window) => new(Plain($"{column} {statistic} {window.Span} {window.Side}"));

    private static string Plain(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
