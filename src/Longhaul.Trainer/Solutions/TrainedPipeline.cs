using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models;
using Longhaul.Trainer.State;
using Longhaul.Trainer.Training;

namespace Longhaul.Trainer.Solutions;

/// <summary>A pipeline that was fitted: it predicts the rows of any frame that has its columns.</summary>
public sealed class TrainedPipeline(Pipeline pipeline, Problem problem, IReadOnlyList<TrainedTarget> targets) : IDisposable
{
    // Features of so many rows at once stay small beside the models.
    private const int BlockRows = 250_000;

    /// <summary>What was fitted.</summary>
    public Pipeline Pipeline => pipeline;

    /// <summary>The targets.</summary>
    public Problem Problem => problem;

    internal IReadOnlyList<TrainedTarget> Targets => targets;

    /// <summary>[output][i]: raw predictions (<see cref="RawPredictions"/>) of the given rows of a frame.</summary>
    public double[][] Predict(Frame frame, int[] rows)
    {
        double[][] outputs = [.. problem.Outputs.Select(_ => new double[rows.Length])];
        for (var start = 0; start < rows.Length; start += BlockRows)
        {
            var block = Block(frame, rows[start..Math.Min(rows.Length, start + BlockRows)]);
            for (var output = 0; output < outputs.Length; output++)
                block[output].CopyTo(outputs[output], start);
        }

        return outputs;
    }

    /// <summary>Writes down all that was fitted.</summary>
    public void Save(StateWriter to)
    {
        // Targets that are labelled in the same rows share their features.
        List<FittedFeatures> distinct = [.. targets.Select(target => target.Features).Distinct(ReferenceEqualityComparer.Instance).Cast<FittedFeatures>()];
        to.Set("features", distinct.Count);
        for (var i = 0; i < distinct.Count; i++)
        {
            var steps = to.Part($"features {i}");
            for (var step = 0; step < distinct[i].Steps.Count; step++)
                distinct[i].Steps[step].Save(steps.Part($"{step}"));
        }

        for (var t = 0; t < targets.Count; t++)
        {
            var target = to.Part($"target {t}");
            target.Set("features", distinct.FindIndex(features => ReferenceEquals(features, targets[t].Features)));
            target.Set("models", targets[t].Models.Count);
            for (var model = 0; model < targets[t].Models.Count; model++)
                targets[t].Models[model].Save(target.Part($"{model}"));
        }
    }

    /// <summary>What was saved.</summary>
    /// <exception cref="PipelineException">The state is not this pipeline's, or is damaged.</exception>
    public static TrainedPipeline Load(Pipeline pipeline, Problem problem, StateReader from)
    {
        FittedFeatures[] features = [.. Enumerable.Range(0, from.Whole("features", 1, problem.Targets.Count)).Select(i => Features(from.Part($"features {i}")))];
        return new TrainedPipeline(pipeline, problem, [.. problem.Targets.Select((_, t) => Target(from.Part($"target {t}")))]);

        FittedFeatures Features(StateReader steps) => new([.. pipeline.Features.Select((step, i) => StepFactory.Load(step, pipeline, steps.Part($"{i}")))]);

        TrainedTarget Target(StateReader target) => new(
            features[target.Whole("features", 0, features.Length - 1)],
            [.. Enumerable.Range(0, target.Whole("models", 1)).Select(model => LearnerFactory.Load(pipeline.Model, target.Part($"{model}")))]);
    }

    public void Dispose()
    {
        foreach (var model in targets.SelectMany(target => target.Models).OfType<IDisposable>())
            model.Dispose();
    }

    private double[][] Block(Frame frame, int[] rows)
    {
        List<double[]> outputs = [];
        (FittedFeatures Features, FeatureMatrix Matrix)? last = null;
        for (var t = 0; t < targets.Count; t++)
        {
            if (last is null || !ReferenceEquals(last.Value.Features, targets[t].Features))
                last = (targets[t].Features, targets[t].Features.Transform(frame, rows));
            outputs.AddRange(Mean([.. targets[t].Models.Select(model => Predict(model, last.Value.Matrix, t))]));
        }

        return [.. outputs];
    }

    private double[][] Predict(IFittedModel model, FeatureMatrix matrix, int target)
    {
        var (outputs, expected) = (model.Predict(matrix), problem.Targets[target].Outputs.Count);
        return outputs.Length == expected
            ? TargetScale.Undo(pipeline.Target, problem.Targets[target], outputs)
            : throw new PipelineException($"the saved model gives {outputs.Length} outputs for '{problem.Targets[target].Name}'; expected are {expected}");
    }

    private static double[][] Mean(double[][][] models) => models.Length == 1
        ? models[0]
        : [.. models[0].Select((output, k) => output.Select((_, row) => models.Sum(model => model[k][row]) / models.Length).ToArray())];
}

/// <summary>One target's features and models, whose mean is predicted.</summary>
public sealed record TrainedTarget(FittedFeatures Features, IReadOnlyList<IFittedModel> Models);
