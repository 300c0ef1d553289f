using Longhaul.Pipelines;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Series;

/// <summary>
/// Continues series by their own past: the mean of the last seasons, or fading memory with a damped trend (after Holt 1957, Winters 1960, Gardner and
/// McKenzie 1985, with a smoothed climatology for the season so that a year of days is no 365 free numbers). How fast it forgets is judged by squared
/// error on the newest rows and from several origins as far ahead as is asked, newer ones counting more; of fading memories the mean of the best few is
/// taken, as no one of them is the right one. A series is what shares the category features; those too short lean on all rows.
/// </summary>
/// <param name="naive">Seasonal naive; else smoothing.</param>
public sealed class SeriesLearner(bool naive) : ILearner
{
    private const int MeanOf = 5;
    private const double EarlierCounts = 0.8;

    private readonly IReadOnlyList<Continuation> _continuations = naive ? Continuation.Naive : Continuation.Fading;

    /// <summary>Fits; what other folds chose is not looked at, since the newest rows decide how a series goes on.</summary>
    /// <exception cref="PipelineException">Classes are asked for, or no feature counts days.</exception>
    public IFittedModel Fit(TrainingSet set, Tuning? tuning)
    {
        if (set.Classes > 0)
            throw new PipelineException("'series' is for numbers; for classes choose another model");
        var rows = SeriesRows.Of(set.Matrix);
        return FittedSeries.Of(rows, set.Labels, [.. Enumerable.Range(0, set.Labels.Length)], [.. Best(set, rows).Select(i => _continuations[i])]);
    }

    /// <summary>The model that was saved.</summary>
    /// <exception cref="PipelineException">The state is not this model's.</exception>
    public static IFittedModel Load(StateReader from) => FittedSeries.Load(from);

    /// <summary>The continuations that err least, the best one first.</summary>
    private IEnumerable<int> Best(TrainingSet set, SeriesRows rows)
    {
        InnerFold[] folds = [.. set.Inner(), .. SeriesOrigins.Of(rows.Times, set.Horizon)];
        var losses = new double[folds.Length][];
        Parallel.For(0, folds.Length, new ParallelOptions { MaxDegreeOfParallelism = set.Threads }, i => losses[i] = Losses(set, rows, folds[i]));
        double[] total = [.. _continuations.Select((_, i) => losses.Select((loss, fold) => loss[i] * Math.Pow(EarlierCounts, fold)).Sum())];
        return Enumerable.Range(0, total.Length).OrderBy(i => double.IsNaN(total[i]) ? double.PositiveInfinity : total[i]).ThenBy(i => i).Take(naive ? 1 : MeanOf);
    }

    /// <summary>Mean squared errors in units of their median, so that an origin before a quiet time counts like others.</summary>
    private double[] Losses(TrainingSet set, SeriesRows rows, InnerFold fold)
    {
        var fitted = FittedSeries.Of(rows, set.Labels, fold.Fit, _continuations);
        var losses = new double[_continuations.Count];
        foreach (var row in fold.Validate)
        {
            foreach (var (i, value) in fitted.Each(rows, row).Index())
                losses[i] += Math.Pow(value - set.Labels[row], 2);
        }

        var unit = losses.Order().ElementAt(losses.Length / 2);
        return unit > 0 ? Array.ConvertAll(losses, loss => loss / unit) : losses;
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
