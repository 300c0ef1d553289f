using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models;
using Longhaul.Trainer.State;
using Longhaul.Trainer.Training;

namespace Longhaul.Trainer.Solutions;

/// <summary>A pipeline that was fitted: it predicts the rows of any frame that has its columns.</summary>
public sealed class TrainedPipeline(Pipeline pipeline, Problem problem, IReadOnlyList<TrainedPart> parts) : IDisposable
{
    // Features of so many rows at once stay small beside the models.
    private const int BlockRows = 250_000;

    /// <summary>What was fitted.</summary>
    public Pipeline Pipeline => pipeline;

    /// <summary>The targets.</summary>
    public Problem Problem => problem;

    internal IReadOnlyList<TrainedPart> Parts => parts;

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
        List<FittedFeatures> distinct = [.. parts.Select(part => part.Features).Distinct(ReferenceEqualityComparer.Instance).Cast<FittedFeatures>()];
        to.Set("features", distinct.Count);
        for (var i = 0; i < distinct.Count; i++)
        {
            var steps = to.Part($"features {i}");
            for (var step = 0; step < distinct[i].Steps.Count; step++)
                distinct[i].Steps[step].Save(steps.Part($"{step}"));
        }

        var first = 0;
        foreach (var part in parts)
        {
            var target = to.Part($"target {first}");
            target.Set("targets", part.Targets.Count);
            target.Set("features", distinct.FindIndex(features => ReferenceEquals(features, part.Features)));
            target.Set("models", part.Models.Count);
            for (var model = 0; model < part.Models.Count; model++)
                part.Models[model].Save(target.Part($"{model}"));
            first += part.Targets.Count;
        }
    }

    /// <summary>What was saved.</summary>
    /// <exception cref="PipelineException">The state is not this pipeline's, or is damaged.</exception>
    public static TrainedPipeline Load(Pipeline pipeline, Problem problem, StateReader from)
    {
        FittedFeatures[] features = [.. Enumerable.Range(0, from.Whole("features", 1, problem.Targets.Count)).Select(i => Features(from.Part($"features {i}")))];
        List<TrainedPart> parts = [];
        for (var first = 0; first < problem.Targets.Count; first += parts[^1].Targets.Count)
            parts.Add(Part(first, from.Part($"target {first}")));
        return new TrainedPipeline(pipeline, problem, parts);

        FittedFeatures Features(StateReader steps) => new([.. pipeline.Features.Select((step, i) => StepFactory.Load(step, pipeline, steps.Part($"{i}")))]);

        // Solutions that were exported before targets were learnt together don't say how many they are: one.
        TrainedPart Part(int first, StateReader target) => new(
            [.. problem.Targets.Skip(first).Take(target.Has("targets") ? target.Whole("targets", 1, problem.Targets.Count - first) : 1)],
            features[target.Whole("features", 0, features.Length - 1)],
            [.. Enumerable.Range(0, target.Whole("models", 1)).Select(model => LearnerFactory.Load(pipeline.Model, target.Part($"{model}")))]);
    }

    public void Dispose()
    {
        foreach (var model in parts.SelectMany(part => part.Models).OfType<IDisposable>())
            model.Dispose();
    }

    private double[][] Block(Frame frame, int[] rows)
    {
        List<double[]> outputs = [];
        (FittedFeatures Features, FeatureMatrix Matrix)? last = null;
        foreach (var part in parts)
        {
            if (last is null || !ReferenceEquals(last.Value.Features, part.Features))
                last = (part.Features, part.Features.Transform(frame, rows));
            outputs.AddRange(Mean([.. part.Models.Select(model => Predict(model, last.Value.Matrix, part.Targets))]));
        }

        return [.. outputs];
    }

    private double[][] Predict(IFittedModel model, FeatureMatrix matrix, IReadOnlyList<Target> of)
    {
        var (outputs, expected) = (model.Predict(matrix), of.Sum(target => target.Outputs.Count));
        return outputs.Length == expected
            ? TargetScale.Undo(pipeline.Target, of, outputs)
            : throw new PipelineException($"the saved model gives {outputs.Length} outputs for '{string.Join("', '", of.Select(target => target.Name))}'; expected are {expected}");
    }

    private static double[][] Mean(double[][][] models) => models.Length == 1
        ? models[0]
        : [.. models[0].Select((output, k) => output.Select((_, row) => models.Sum(model => model[k][row]) / models.Length).ToArray())];
}

/// <summary>The features and models of one target, or of all that were learnt together; the models' mean is predicted.</summary>
public sealed record TrainedPart(IReadOnlyList<Target> Targets, FittedFeatures Features, IReadOnlyList<IFittedModel> Models);
