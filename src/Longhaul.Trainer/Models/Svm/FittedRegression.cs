using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models.Vectors;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Svm;

/// <summary>A fitted regression.</summary>
internal sealed record FittedRegression(SvmRegression Machine, ColumnScale[] Scales, int Threads, Tuning Tuning) : IFittedModel
{
    public double[][] Predict(FeatureMatrix matrix) => [Machine.Predict(DenseRows.Of(matrix, Scales, "svm"), Threads)];

    public void Save(StateWriter to)
    {
        Machine.Vectors.Save(to.Part("vectors"));
        ColumnScale.Save(Scales, to.Part("scales"));
        to.Set("beta", Machine.Beta);
        to.Set("bias", Machine.Bias);
        to.Set("gamma", Machine.Gamma);
    }

    public static FittedRegression Load(StateReader from)
    {
        var vectors = DenseRows.Load(from.Part("vectors"));
        var machine = new SvmRegression(vectors, from.Numbers("beta", vectors.Count), from.Number("bias"), from.Number("gamma"));
        return new FittedRegression(machine, ColumnScale.Load(from.Part("scales")), Environment.ProcessorCount, Tuning.None);
    }
}
