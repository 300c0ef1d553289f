using System.Collections.Immutable;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models;

/// <summary>A kind of model with its hyper-parameters, before it has seen data.</summary>
public interface ILearner
{
    /// <summary>
    /// Fits to the training rows. What the data must choose (rounds, the penalty's strength) comes from <paramref name="tuning"/>, or, where that
    /// is null, is chosen on the set's inner folds first; held-out rows never take part in it.
    /// </summary>
    IFittedModel Fit(TrainingSet set, Tuning? tuning);

    /// <summary>Whether another seed gives another model, so that the mean of several is steadier than one.</summary>
    bool IsRandom => false;

    /// <summary>Whether fits may run at the same time in one process, a share of the threads each.</summary>
    bool FitsAbreast => true;

    /// <summary>Whether one fit can learn several targets of the same rows, <see cref="TrainingSet.Further"/>: they cost one model instead of one each.</summary>
    bool LearnsTogether => false;
}

/// <summary>A model that predicts.</summary>
public interface IFittedModel
{
    /// <summary>What was chosen while fitting: another fit may reuse it.</summary>
    Tuning Tuning => Tuning.None;

    /// <summary>Gain or weight per feature, in the matrix's order; null where the model has none.</summary>
    IReadOnlyList<double>? Importance => null;

    /// <summary>
    /// [output][row]: the value; for two classes the second one's probability; for more a probability per class. One target's outputs after the
    /// other's where several were learnt together.
    /// </summary>
    double[][] Predict(FeatureMatrix matrix);

    /// <summary>Writes down what was learnt, for <see cref="LearnerFactory.Load"/>; a loaded model gives the same outputs to the last bit.</summary>
    void Save(StateWriter to);
}

/// <summary>What the data chose, by name (<c>rounds</c>, <c>c</c>).</summary>
public sealed record Tuning(ImmutableSortedDictionary<string, double> Values)
{
    /// <summary>There is nothing to choose.</summary>
    public static Tuning None { get; } = new(ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal));

    /// <summary>One choice.</summary>
    public static Tuning Of(string name, double value) => new(None.Values.Add(name, value));
}

/// <summary>The training rows of one fold for one target.</summary>
/// <param name="Matrix">Features.</param>
/// <param name="Labels">Per row: the number, or the class's index. Never NaN.</param>
/// <param name="Classes">0: numbers; else the number of classes.</param>
/// <param name="Inner">Makes inner folds to choose hyper-parameters on: positions of rows to fit and to validate.</param>
/// <param name="Threads">Threads that were granted.</param>
/// <param name="Seed">Seeds what is random.</param>
public sealed record TrainingSet(
    FeatureMatrix Matrix, double[] Labels, int Classes, Func<IReadOnlyList<InnerFold>> Inner, int Threads, int Seed)
{
    /// <summary>
    /// Wall time that this fit may take, as its share of what the whole call was granted; null: any, and nothing may look at a clock. A model that
    /// can do with less training than it was told keeps to it; the others are given up by the forecast after the first fold.
    /// </summary>
    public TimeSpan? Time { get; init; }

    /// <summary>For time splits: so many rows ahead the rows to predict reach; 0: not known.</summary>
    public int Horizon { get; init; }

    /// <summary>Further targets of the same rows, where the learner learns them together.</summary>
    public IReadOnlyList<FurtherTarget> Further { get; init; } = [];

    /// <summary>Raw outputs of a model for this target.</summary>
    public int Outputs => Classes <= 2 ? 1 : Classes;
}

/// <summary>A target that is learnt beside the first one.</summary>
/// <param name="Labels">Per row: the number, or the class's index. Never NaN.</param>
/// <param name="Classes">0: numbers; else the number of classes.</param>
public sealed record FurtherTarget(double[] Labels, int Classes);

/// <summary>One division of a fold's training rows, as positions in its matrix.</summary>
public sealed record InnerFold(int[] Fit, int[] Validate)
{
    /// <summary>At most so many rows of either part, evenly spaced: where a penalty is chosen, more rows cost time and hardly change the choice.</summary>
    public InnerFold Thinned(int mostFit, int mostValidate) => new(Every(Fit, mostFit), Every(Validate, mostValidate));

    private static int[] Every(int[] rows, int most) =>
        rows.Length <= most ? rows : [.. Enumerable.Range(0, most).Select(i => rows[(int)((long)i * rows.Length / most)])];
}
