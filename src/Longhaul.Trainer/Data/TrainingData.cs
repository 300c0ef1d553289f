using Longhaul.Pipelines;

namespace Longhaul.Trainer.Data;

/// <summary>A view as the trainer holds it: features, labels, folds.</summary>
/// <param name="View">What the host said.</param>
/// <param name="Frame">The pipeline's columns.</param>
/// <param name="Labels">[target][train row]: the number, or the class's index; NaN where it is missing.</param>
/// <param name="Folds">The fold that each train row is held out in; −1: in none.</param>
/// <param name="Groups">A group's number per train row for grouped splits, else null.</param>
/// <param name="Order">Train rows from the oldest to the newest for time splits, else in file order: the position of each row.</param>
public sealed record TrainingData(TrainingView View, Frame Frame, double[][] Labels, int[] Folds, int[]? Groups, int[] Order)
{
    /// <summary>Further ways to deal the train rows into folds.</summary>
    public IReadOnlyList<int[]> Repeats { get; init; } = [];

    /// <summary>Fits of a cross-validation: one per fold and way.</summary>
    public int Fits => View.Folds * (1 + Repeats.Count);

    /// <summary>The fold of each train row in the way that a fit belongs to.</summary>
    public int[] Dealt(int fit) => fit < View.Folds ? Folds : Repeats[(fit / View.Folds) - 1];
}
