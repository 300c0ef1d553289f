using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;

namespace Longhaul.Trainer.Training;

/// <summary>The transform of numeric targets, and back.</summary>
public static class TargetScale
{
    /// <summary>Labels as the model learns them.</summary>
    public static double[] Apply(TargetTransform transform, Target target, double[] labels) =>
        IsLogarithmic(transform, target) ? Array.ConvertAll(labels, value => Math.Log(1 + Math.Max(0, value))) : labels;

    /// <summary>A model's outputs, one target's after the other's, in the targets' own units.</summary>
    public static double[][] Undo(TargetTransform transform, IReadOnlyList<Target> targets, double[][] outputs)
    {
        List<double[]> undone = [];
        foreach (var target in targets)
            undone.AddRange(Undo(transform, target, outputs[undone.Count..(undone.Count + target.Outputs.Count)]));
        return [.. undone];
    }

    /// <summary>A model's outputs in the target's own unit.</summary>
    public static double[][] Undo(TargetTransform transform, Target target, double[][] outputs) =>
        IsLogarithmic(transform, target) ? Array.ConvertAll(outputs, output => Array.ConvertAll(output, value => Math.Exp(value) - 1)) : outputs;

    private static bool IsLogarithmic(TargetTransform transform, Target target) => transform == TargetTransform.Log1p && target.Kind == TargetKind.Number;
}
