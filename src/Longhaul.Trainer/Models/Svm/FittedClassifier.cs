using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models.Vectors;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Svm;

/// <summary>A fitted classifier.</summary>
internal sealed record FittedClassifier(OneVsOne Machines, PlattSigmoid Sigmoid, ColumnScale[] Scales, int Threads, Tuning Tuning) : IFittedModel
{
    public double[][] Predict(FeatureMatrix matrix)
    {
        var decisions = Machines.Decide(DenseRows.Of(matrix, Scales, "svm"), Threads);
        var probabilities = PairProbabilities.Of(decisions, Sigmoid, Machines.Classes, Threads);
        return Machines.Classes == 2 ? [probabilities[1]] : probabilities;
    }

    public void Save(StateWriter to)
    {
        Machines.Save(to.Part("machines"));
        ColumnScale.Save(Scales, to.Part("scales"));
        to.Set("sigmoid", [Sigmoid.Slope, Sigmoid.Offset]);
    }

    public static FittedClassifier Load(StateReader from)
    {
        var sigmoid = from.Numbers("sigmoid", 2);
        return new FittedClassifier(
            OneVsOne.Load(from.Part("machines")), new PlattSigmoid(sigmoid[0], sigmoid[1]), ColumnScale.Load(from.Part("scales")), Environment.ProcessorCount, Tuning.None);
    }
}
