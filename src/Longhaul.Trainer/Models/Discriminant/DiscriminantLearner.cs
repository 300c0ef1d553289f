using Longhaul.Pipelines;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models.Vectors;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Discriminant;

/// <summary>
/// Linear, quadratic and regularised discriminant analysis on standardised features (Friedman 1989; Ledoit and Wolf 2004). Where the pooling is not
/// given it is chosen on inner folds by log loss; with many features or few rows per class there is nothing to choose, and the boundary is linear.
/// </summary>
/// <param name="pooling">1: linear; 0: quadratic; below 0: chosen.</param>
/// <param name="shrinkage">In [0, 1]; below 0: Ledoit and Wolf's.</param>
public sealed class DiscriminantLearner(double pooling, double shrinkage) : ILearner
{
    private const int MostFeatures = 2500;
    private const int MostForQuadratic = 250;
    private const double FewestRowsPerClass = 8;
    private const int EnoughRows = 2000;

    private static readonly double[] Grid = [1, 0.9, 0.7, 0.4, 0.15, 0];

    public IFittedModel Fit(TrainingSet set, Tuning? tuning)
    {
        if (set.Classes == 0)
            throw new PipelineException("'discriminant' is for classes; use 'linear' for numbers");
        if (set.Matrix.Columns > MostFeatures)
            throw new PipelineException($"'discriminant' takes at most {MostFeatures} features, here are {set.Matrix.Columns}; set svd or max_features in the tfidf step, or use 'linear'");
        ColumnScale[] scales = [.. set.Matrix.Dense.Select(ColumnScale.Fit)];
        var rows = DenseRows.Of(set.Matrix, scales, "discriminant");
        tuning ??= Tuning.Of("pooling", pooling >= 0 ? pooling : Choose(set, rows));
        var classes = GaussianClasses.Of(new ClassMoments(rows, set.Labels, [.. Enumerable.Range(0, rows.Count)], set.Classes, set.Threads), tuning.Values["pooling"], shrinkage);
        return new FittedDiscriminant(classes, scales, set.Threads, tuning);
    }

    /// <summary>The model that was saved.</summary>
    /// <exception cref="PipelineException">The state is not this model's.</exception>
    public static IFittedModel Load(StateReader from) =>
        new FittedDiscriminant(GaussianClasses.Load(from.Part("classes")), ColumnScale.Load(from.Part("scales")), Environment.ProcessorCount, Tuning.None);

    private double Choose(TrainingSet set, DenseRows rows)
    {
        if (rows.Width > MostForQuadratic || rows.Count < FewestRowsPerClass * set.Classes)
            return 1;
        var losses = new double[Grid.Length];
        var judged = 0;
        foreach (var fold in set.Inner().TakeWhile(_ => judged < EnoughRows))
        {
            judged += fold.Validate.Length;
            var moments = new ClassMoments(rows, set.Labels, fold.Fit, set.Classes, set.Threads);
            var validate = rows.Take(fold.Validate);
            for (var step = 0; step < Grid.Length; step++)
            {
                var p = GaussianClasses.Of(moments, Grid[step], shrinkage).Probabilities(validate, set.Threads);
                losses[step] += fold.Validate.Select((row, i) => -Math.Log(Math.Max(1e-6, p[(int)set.Labels[row]][i]))).Sum();
            }
        }

        return judged == 0 ? 1 : Grid[Array.IndexOf(losses, losses.Min())];
    }
}

/// <summary>A fitted discriminant.</summary>
internal sealed record FittedDiscriminant(GaussianClasses Classes, ColumnScale[] Scales, int Threads, Tuning Tuning) : IFittedModel
{
    public double[][] Predict(FeatureMatrix matrix)
    {
        var p = Classes.Probabilities(DenseRows.Of(matrix, Scales, "discriminant"), Threads);
        return p.Length == 2 ? [p[1]] : p;
    }

    public void Save(StateWriter to)
    {
        Classes.Save(to.Part("classes"));
        ColumnScale.Save(Scales, to.Part("scales"));
    }
}
