using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Trainer.Models.Linear;

/// <summary>
/// Logistic regression for two classes, multinomial for more, with an L2 penalty on all but the intercepts: the objective of scikit-learn's
/// LogisticRegression, (1/n) (Σ −ln p(y) + |W|² / (2c)), minimised by L-BFGS; with a share of L1 in the penalty (its elastic net) by <see cref="OwlQn"/>.
/// </summary>
internal sealed class LogisticSolver(LinearDesign design, double[] labels, int outputs, int[] rows, int threads, int iterations, double tolerance = 1e-5) : ILinearSolver
{
    /// <summary>Share of the penalty that is |W|₁ / c instead of |W|² / (2c), in [0, 1].</summary>
    public double L1Ratio { get; init; }

    private int Weights => design.Features * outputs;

    public double[] Solve(double c, double[]? start)
    {
        var x = (double[]?)start?.Clone() ?? new double[Weights + outputs];
        if (L1Ratio > 0)
            new OwlQn(iterations, tolerance).Minimise(x, (at, gradient) => Objective(at, gradient, c / (1 - L1Ratio)), j => j < Weights ? L1Ratio / (c * rows.Length) : 0);
        else
            new Lbfgs(iterations, tolerance).Minimise(x, (at, gradient) => Objective(at, gradient, c));
        return x;
    }

    public double Loss(double[] coefficients, int[] asked)
    {
        var margins = new double[outputs];
        var sum = 0.0;
        foreach (var row in asked)
        {
            coefficients.AsSpan(Weights).CopyTo(margins);
            design.Margins(row, coefficients, margins);
            sum += LossAndResiduals(margins, (int)labels[row]);
        }

        return sum / asked.Length;
    }

    /// <summary>The objective's value; fills its gradient.</summary>
    internal double Objective(double[] x, double[] gradient, double c)
    {
        Array.Clear(gradient);
        var sum = RowBlocks.Sum(rows.Length, gradient, threads, design.EntriesPerRow * outputs, (from, to, buffer) =>
        {
            var margins = new double[outputs];
            var loss = 0.0;
            for (var i = from; i < to; i++)
            {
                x.AsSpan(Weights).CopyTo(margins);
                design.Margins(rows[i], x.AsSpan(0, Weights), margins);
                loss += LossAndResiduals(margins, (int)labels[rows[i]]);
                design.AddTransposed(rows[i], margins, buffer[..Weights]);
                VectorMath.Add(1, margins, buffer[Weights..]);
            }

            return loss;
        });
        var (scale, penalty) = (1.0 / rows.Length, 0.0);
        for (var i = 0; i < Weights; i++)
        {
            penalty += x[i] * x[i];
            gradient[i] = scale * (gradient[i] + x[i] / c);
        }

        for (var i = Weights; i < x.Length; i++)
            gradient[i] *= scale;
        return scale * (sum + penalty / (2 * c));
    }

    // Turns margins into the loss's derivatives by them (p − y).
    private static double LossAndResiduals(Span<double> margins, int label)
    {
        if (margins.Length == 1)
        {
            var signed = label == 1 ? margins[0] : -margins[0];
            var loss = signed > 0 ? Math.Log(1 + Math.Exp(-signed)) : Math.Log(1 + Math.Exp(signed)) - signed;
            margins[0] = Sigmoid(margins[0]) - label;
            return loss;
        }

        var margin = margins[label];
        var logSum = Softmax(margins);
        margins[label] -= 1;
        return logSum - margin;
    }

    /// <summary>1 / (1 + e^−x), without overflow.</summary>
    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    /// <summary>Turns margins into probabilities; returns ln Σ e^margin.</summary>
    public static double Softmax(Span<double> margins)
    {
        var largest = double.NegativeInfinity;
        foreach (var margin in margins)
            largest = Math.Max(largest, margin);
        var sum = 0.0;
        for (var k = 0; k < margins.Length; k++)
            sum += margins[k] = Math.Exp(margins[k] - largest);
        for (var k = 0; k < margins.Length; k++)
            margins[k] /= sum;
        return largest + Math.Log(sum);
    }
}
