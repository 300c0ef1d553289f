using Longhaul.Pipelines;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Series;

/// <summary>
/// Continues series by their own past: the mean of the last seasons, or fading memory with a damped trend (after Holt 1957, Winters 1960, Gardner and
/// McKenzie 1985, with a smoothed climatology for the season so that a year of days is no 365 free numbers). How fast it forgets is chosen on inner
/// folds by squared error. A series is what shares the category features; those too short lean on all rows.
/// </summary>
/// <param name="naive">Seasonal naive; else smoothing.</param>
public sealed class SeriesLearner(bool naive) : ILearner
{
    private const int FewestRows = 12;

    public IFittedModel Fit(TrainingSet set, Tuning? tuning)
    {
        if (set.Classes > 0)
            throw new PipelineException("'series' is for numbers; for classes choose another model");
        var rows = SeriesRows.Of(set.Matrix);
        var shapes = Shapes().ToArray();
        tuning ??= Tuning.Of("shape", Choose(set, rows, shapes));
        return FittedSeries.Of(rows, set.Labels, [.. Enumerable.Range(0, set.Labels.Length)], shapes[(int)tuning.Values["shape"]], FewestRows, tuning);
    }

    /// <summary>The model that was saved.</summary>
    /// <exception cref="PipelineException">The state is not this model's.</exception>
    public static IFittedModel Load(StateReader from) => FittedSeries.Load(from);

    private IEnumerable<SeriesShape> Shapes() => naive
        ? from seasons in new[] { 3.0, 1, 2, 5, 10 } select new SeriesShape(seasons, true, 0, 0)
        : from memory in new[] { 4.0, 1, 12 } from damping in new[] { 0, 1.0, 100 } from echo in new[] { 0.06, 0, 0.25 } select new SeriesShape(memory, false, damping, echo);

    private static int Choose(TrainingSet set, SeriesRows rows, SeriesShape[] shapes)
    {
        var losses = new double[shapes.Length];
        foreach (var fold in set.Inner())
        {
            Parallel.For(0, shapes.Length, new ParallelOptions { MaxDegreeOfParallelism = set.Threads }, i =>
            {
                var fitted = FittedSeries.Of(rows, set.Labels, fold.Fit, shapes[i], FewestRows, Tuning.None);
                losses[i] += fold.Validate.Sum(row => Math.Pow(fitted.At(rows, row) - set.Labels[row], 2));
            });
        }

        return Array.IndexOf(losses, losses.Min());
    }
}

/// <summary>The time and the series of each row.</summary>
/// <param name="Times">Days.</param>
/// <param name="Keys">The codes of the category features.</param>
internal sealed record SeriesRows(double[] Times, string[] Keys)
{
    /// <summary>Reads them off the features.</summary>
    /// <exception cref="PipelineException">No feature counts days.</exception>
    public static SeriesRows Of(FeatureMatrix matrix)
    {
        var time = Enumerable.Range(0, matrix.Dense.Length).FirstOrDefault(j => matrix.Features[j].Name.EndsWith(" days", StringComparison.Ordinal), -1);
        if (time < 0)
            throw new PipelineException("'series' needs the running day: add the step date-parts with parts: [days]");
        int[] keys = [.. Enumerable.Range(0, matrix.Dense.Length).Where(j => matrix.Features[j].Levels > 0)];
        return new SeriesRows(
            Array.ConvertAll(matrix.Dense[time], value => (double)value),
            [.. Enumerable.Range(0, matrix.Rows).Select(row => string.Join('|', keys.Select(j => matrix.Dense[j][row])))]);
    }
}
