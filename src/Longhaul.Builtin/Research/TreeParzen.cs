using Longhaul.Pipelines;

namespace Longhaul.Builtin.Research;

/// <summary>
/// A tree-structured Parzen estimator (Bergstra et al. 2011, section 4): models that did well and those that did not each give a density over the
/// hyper-parameters, l and g; what maximises l/g is most likely to improve. Densities are products over parameters: a mixture of normals around
/// what was tried for numbers, counts for choices, each with a uniform prior that weighs as much as one trial.
/// </summary>
internal sealed class TreeParzen
{
    private const double GoodShare = 0.25;
    private const double Bandwidth = 0.15;

    private readonly IReadOnlyList<Dimension> _dimensions;
    private readonly ModelSpec[] _good;
    private readonly ModelSpec[] _rest;

    /// <param name="ranked">Models of one kind that have a score, best first.</param>
    public TreeParzen(IReadOnlyList<Dimension> dimensions, IReadOnlyList<ModelSpec> ranked)
    {
        var good = (int)Math.Ceiling(ranked.Count * GoodShare);
        (_dimensions, _good, _rest) = (dimensions, [.. ranked.Take(good)], [.. ranked.Skip(good)]);
    }

    /// <summary>The models that did well, best first.</summary>
    public IReadOnlyList<ModelSpec> Good => _good;

    /// <summary>ln(l/g) of a model: above 0 it resembles what did well more than what didn't.</summary>
    public double Promise(ModelSpec model) => _dimensions.Sum(dimension => Math.Log(Density(dimension, model, _good) / Density(dimension, model, _rest)));

    private static double Density(Dimension dimension, ModelSpec model, ModelSpec[] trials) =>
        (1 + trials.Sum(trial => dimension.Likeness(model, trial, Bandwidth))) / (trials.Length + 1);
}
