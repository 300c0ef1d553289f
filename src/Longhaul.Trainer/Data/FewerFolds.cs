namespace Longhaul.Trainer.Data;

/// <summary>Training data of which only some folds are run.</summary>
public static class FewerFolds
{
    /// <summary>The same rows, of whose folds only the first so many are held out, dealt in one way; 0: all.</summary>
    public static TrainingData OnFirst(this TrainingData data, int folds) =>
        folds == 0 || folds >= data.View.Folds ? data : data with { View = data.View with { Folds = folds, Repeats = 0 }, Repeats = [] };
}
