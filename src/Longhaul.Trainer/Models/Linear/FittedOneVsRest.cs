using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models.Vectors;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Linear;

/// <summary>A logistic regression per class against the rest, whose probabilities are scaled to sum to one; a single one for two classes.</summary>
/// <param name="Weights">[output]: a coefficient per feature, then the intercept.</param>
internal sealed record FittedOneVsRest(double[][] Weights, ColumnScale[] Scales, Tuning Tuning) : IFittedModel
{
    IReadOnlyList<double>? IFittedModel.Importance => [.. Enumerable.Range(0, Weights[0].Length - 1).Select(j => Weights.Sum(weights => Math.Abs(weights[j])))];

    public double[][] Predict(FeatureMatrix matrix)
    {
        var design = LinearDesign.Of(matrix, Scales);
        double[][] predictions = [.. Weights.Select(_ => new double[matrix.Rows])];
        for (var row = 0; row < matrix.Rows; row++)
        {
            var sum = 0.0;
            for (var k = 0; k < Weights.Length; k++)
            {
                var margin = Weights[k][^1];
                design.Margins(row, Weights[k].AsSpan(0, Weights[k].Length - 1), new Span<double>(ref margin));
                sum += predictions[k][row] = LogisticSolver.Sigmoid(margin);
            }

            for (var k = 0; k < Weights.Length && Weights.Length > 1; k++)
                predictions[k][row] = sum > 0 ? predictions[k][row] / sum : 1.0 / Weights.Length;
        }

        return predictions;
    }

    public void Save(StateWriter to)
    {
        ColumnScale.Save(Scales, to.Part("scales"));
        to.Set("outputs", Weights.Length);
        to.Set("features", Weights[0].Length - 1);
        to.Set("weights", [.. Weights.SelectMany(weights => weights)]);
    }

    public static FittedOneVsRest Load(StateReader from)
    {
        var (scales, outputs, features) = (ColumnScale.Load(from.Part("scales")), from.Whole("outputs", 1), from.Whole("features"));
        if (features < scales.Length || (long)outputs * (features + 1L) > int.MaxValue)
            throw from.Wrong("weights are too few for the features");
        var weights = from.Numbers("weights", outputs * (features + 1));
        return new FittedOneVsRest([.. weights.Chunk(features + 1)], scales, Tuning.None);
    }
}
