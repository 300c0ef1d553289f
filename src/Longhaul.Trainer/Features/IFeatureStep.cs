using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features;

/// <summary>A step before it has seen data.</summary>
public interface IFeatureStep
{
    /// <summary>Whether the step looks at labels, so that it must be fitted per target.</summary>
    bool Supervised => false;

    /// <summary>Learns from the given rows alone; no other row and no other label may influence the result.</summary>
    FittedStep Fit(Frame frame, int[] rows, Labels labels);

    /// <summary>The fitted step that <see cref="IFittedStep.Save"/> wrote down; it treats the rows of any frame that has the step's columns.</summary>
    /// <exception cref="Longhaul.Pipelines.PipelineException">The state is not this step's.</exception>
    IFittedStep Load(StateReader from);
}

/// <summary>A step after it has seen the training rows: all it needs to treat any row.</summary>
public interface IFittedStep
{
    /// <summary>The features of the given rows.</summary>
    FeatureMatrix Transform(Frame frame, int[] rows);

    /// <summary>Writes down what was learnt, for <see cref="StepFactory.Load"/>; a loaded step gives the same features to the last bit.</summary>
    void Save(StateWriter to);
}

/// <summary>The fitted step, and the training rows' own features (which cross-fitting steps make in another way than any other row's).</summary>
public sealed record FittedStep(IFittedStep Step, FeatureMatrix Training)
{
    /// <summary>A step that treats training rows like any other.</summary>
    public static FittedStep Of(IFittedStep step, Frame frame, int[] rows) => new(step, step.Transform(frame, rows));
}

/// <summary>One target's labels.</summary>
/// <param name="Values">Per train row: the number (after the target's transform), or the class's index; NaN where it is missing.</param>
/// <param name="Classes">Number of classes; 0 for numbers.</param>
/// <param name="Seed">For steps that draw at random.</param>
public sealed record Labels(double[] Values, int Classes, int Seed);
