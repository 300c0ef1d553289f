using Longhaul.Pipelines;
using Longhaul.Trainer.Models.Vectors;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Gaussian;

/// <summary>
/// Gaussian process regression (Rasmussen and Williams 2006) on standardised features and targets. Lengths, noise and the share of a linear trend are
/// those of the largest marginal likelihood on at most 500 rows, with a length per feature where these are few; the mean then uses all rows.
/// </summary>
public sealed class GaussianProcessLearner(KernelShape shape) : ILearner
{
    private const int MostRows = 4000;
    private const int LikelihoodRows = 500;
    private const int MostLengths = 30;
    private const int Iterations = 40;
    private const string Length = "length";

    public IFittedModel Fit(TrainingSet set, Tuning? tuning)
    {
        if (set.Classes > 0)
            throw new PipelineException("'gaussian-process' is for numbers; use 'svm' or 'discriminant' for classes");
        if (set.Labels.Length > MostRows)
            throw new PipelineException($"'gaussian-process' takes at most {MostRows} rows, here are {set.Labels.Length}; set validation.rows, or choose another model");
        ColumnScale[] scales = [.. set.Matrix.Dense.Select(ColumnScale.Fit)];
        var rows = DenseRows.Of(set.Matrix, scales, "gaussian-process");
        var mean = set.Labels.Average();
        var deviation = Math.Sqrt(set.Labels.Average(label => (label - mean) * (label - mean)));
        double[] y = Array.ConvertAll(set.Labels, label => deviation > 0 ? (label - mean) / deviation : 0);
        var perFeature = rows.Width <= MostLengths;
        string[] names = perFeature ? [.. set.Matrix.Features.Select(feature => $"{Length} of {feature.Name}")] : [Length];
        var theta = tuning is null ? Likeliest(rows, y, perFeature) : From(tuning, rows.Width, names);
        var process = GaussianProcess.Of(rows, y, theta, shape, set.Threads);
        return new FittedProcess(process, scales, mean, deviation, set.Threads, To(theta, names));
    }

    /// <summary>The model that was saved.</summary>
    /// <exception cref="PipelineException">The state is not this model's.</exception>
    public static IFittedModel Load(StateReader from) => FittedProcess.Load(from);

    private double[] Likeliest(DenseRows rows, double[] y, bool perFeature)
    {
        var count = Math.Min(LikelihoodRows, rows.Count);
        int[] some = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * rows.Count / count))];
        return new MarginalLikelihood(rows.Take(some), Array.ConvertAll(some, row => y[row]), shape, perFeature).Best(Iterations);
    }

    // Other rows may have other features (empty cells elsewhere, rarer levels): one without a length gets the usual one.
    private static double[] From(Tuning tuning, int width, string[] names)
    {
        double[] known = [.. tuning.Values.Where(value => value.Key.StartsWith(Length, StringComparison.Ordinal)).Select(value => value.Value).Order()];
        var usual = known.Length > 0 ? known[known.Length / 2] : MarginalLikelihood.Start(1, width)[0];
        return [.. names.Select(name => tuning.Values.GetValueOrDefault(name, usual)), tuning.Values["noise"], tuning.Values["trend"]];
    }

    private static Tuning To(double[] theta, string[] names) => new(Tuning.None.Values
        .SetItems(names.Select((name, j) => KeyValuePair.Create(name, theta[j])))
        .Add("noise", theta[^2]).Add("trend", theta[^1]));
}
