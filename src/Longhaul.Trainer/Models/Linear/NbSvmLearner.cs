using Longhaul.Pipelines;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models.Vectors;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Linear;

/// <summary>
/// Naive Bayes features for a linear model (Wang and Manning 2012, NBSVM): each sparse feature is weighed by how much likelier it is in a class than
/// outside it, r = ln((α + Σ_in f) / |…| ÷ (α + Σ_out f) / |…|), then one logistic regression per class against the rest learns on r∘f. Dense features
/// stand beside them, standardised. Where c is not given it is chosen on inner folds, one for all classes.
/// </summary>
/// <param name="c">Inverse strength of the penalty; 0: chosen.</param>
/// <param name="smoothing">α.</param>
public sealed class NbSvmLearner(double c, double smoothing, int iterations) : ILearner
{
    private const int JudgedClasses = 8;

    private static readonly double[] Grid = [0.03, 0.1, 0.3, 1, 3, 10, 30, 100];

    public IFittedModel Fit(TrainingSet set, Tuning? tuning)
    {
        if (set.Classes == 0)
            throw new PipelineException("'nb-svm' is for classes; use 'linear' for numbers");
        ColumnScale[] scales = [.. set.Matrix.Dense.Select(ColumnScale.Fit)];
        tuning ??= Tuning.Of("c", c > 0 ? c : Choose(set, scales));
        int[] all = [.. Enumerable.Range(0, set.Matrix.Rows)];
        var weights = new double[set.Outputs][];
        for (var output = 0; output < weights.Length; output++)
        {
            var problem = ClassProblem.Of(set, scales, all, set.Outputs == 1 ? 1 : output, smoothing);
            weights[output] = problem.Plain(problem.Solver(all, set.Threads, iterations, LinearLearner.Tolerance).Solve(tuning.Values["c"], null));
        }

        return new FittedOneVsRest(weights, scales, tuning);
    }

    /// <summary>The model that was saved.</summary>
    /// <exception cref="PipelineException">The state is not this model's.</exception>
    public static IFittedModel Load(StateReader from) => FittedOneVsRest.Load(from);

    private double Choose(TrainingSet set, ColumnScale[] scales)
    {
        int[] judged = set.Outputs == 1
            ? [1]
            : [.. Enumerable.Range(0, set.Classes).OrderByDescending(k => set.Labels.Count(label => (int)label == k)).Take(JudgedClasses)];
        var losses = new double[Grid.Length];
        foreach (var fold in set.Inner().Select(fold => fold.Thinned(LinearLearner.MostToChooseOn, LinearLearner.MostToChooseBy)))
        {
            foreach (var k in judged)
            {
                var problem = ClassProblem.Of(set, scales, fold.Fit, k, smoothing);
                var solver = problem.Solver(fold.Fit, set.Threads, iterations, LinearLearner.ToleranceToChoose);
                double[]? start = null;
                for (var step = 0; step < Grid.Length; step++)
                {
                    start = solver.Solve(Grid[step], start);
                    losses[step] += fold.Validate.Length * solver.Loss(start, fold.Validate);
                }
            }
        }

        return Grid[Array.IndexOf(losses, losses.Min())];
    }

    /// <summary>One class against the rest.</summary>
    private sealed record ClassProblem(LinearDesign Design, double[] Labels, double[] Ratios, int Dense)
    {
        public static ClassProblem Of(TrainingSet set, ColumnScale[] scales, int[] rows, int k, double smoothing)
        {
            double[] labels = Array.ConvertAll(set.Labels, label => (int)label == k ? 1.0 : 0);
            var ratios = set.Matrix.Sparse is { } sparse ? LogRatios(sparse, labels, rows, smoothing) : [];
            var weighed = set.Matrix.Sparse is { } plain
                ? set.Matrix with { Sparse = plain with { Values = [.. plain.Values.Select((value, i) => (float)(value * ratios[plain.Indices[i]]))] } }
                : set.Matrix;
            return new ClassProblem(LinearDesign.Of(weighed, scales), labels, ratios, scales.Length);
        }

        public LogisticSolver Solver(int[] rows, int threads, int iterations, double tolerance) => new(Design, Labels, 1, rows, threads, iterations, tolerance);

        /// <summary>Coefficients for features that are not weighed by their ratio.</summary>
        public double[] Plain(double[] solved)
        {
            for (var j = 0; j < Ratios.Length; j++)
                solved[Dense + j] *= Ratios[j];
            return solved;
        }

        private static double[] LogRatios(CsrMatrix sparse, double[] labels, int[] rows, double smoothing)
        {
            double[] inside = new double[sparse.Columns], outside = new double[sparse.Columns];
            Array.Fill(inside, smoothing);
            Array.Fill(outside, smoothing);
            foreach (var row in rows)
            {
                var sums = labels[row] == 1 ? inside : outside;
                for (var k = sparse.RowStart[row]; k < sparse.RowStart[row + 1]; k++)
                    sums[sparse.Indices[k]] += Math.Abs(sparse.Values[k]);
            }

            double all = inside.Sum(), rest = outside.Sum();
            return [.. inside.Select((sum, j) => Math.Log(sum / all) - Math.Log(outside[j] / rest))];
        }
    }
}
