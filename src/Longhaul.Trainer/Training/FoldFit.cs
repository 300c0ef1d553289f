using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models;
using Longhaul.Trainer.Solutions;

namespace Longhaul.Trainer.Training;

/// <summary>Fits one fold: features and a model per target, on the training rows alone; then predicts other rows.</summary>
public sealed class FoldFit(TrainingData data, Pipeline pipeline, ILearner learner)
{
    private readonly FeatureFitter _fitter = new(pipeline);

    /// <summary>Whether folds may be fitted at the same time.</summary>
    public bool FitsAbreast => learner.FitsAbreast;

    /// <summary>Predicts the asked rows of the frame after fitting on the training rows.</summary>
    /// <param name="training">Train rows to fit on.</param>
    /// <param name="asked">Sets of rows of the frame to predict.</param>
    /// <param name="tunings">A tuning per target from an earlier fold, or null to choose here.</param>
    /// <param name="threads">Threads that were granted.</param>
    /// <param name="time">Wall time that this fold may take; null: any.</param>
    public FoldResult Run(int[] training, IReadOnlyList<int[]> asked, IReadOnlyList<Tuning>? tunings, int threads, TimeSpan? time = null)
    {
        var rows = FoldPlan.Sample(training, pipeline.Rows, pipeline.Seed);
        List<TrainedPart> parts = [];
        List<Tuning> chosen = [];
        FeatureNotes? notes = null;
        foreach (var (targets, set, features) in Prepare(rows, threads))
        {
            var model = learner.Fit(set with { Time = time * targets.Count / data.Labels.Length }, tunings?[chosen.Count]);
            notes = FeatureNotes.Add(notes, set.Matrix, model.Importance);
            parts.Add(new(targets, features, [model]));
            chosen.AddRange(Enumerable.Repeat(model.Tuning, targets.Count));
        }

        using var trained = new TrainedPipeline(pipeline, data.View.Problem, parts);
        return new FoldResult([.. asked.Select(rows => trained.Predict(data.Frame, rows))], chosen, rows.Length, notes!);
    }

    /// <summary>
    /// What there is to fit, one after the other: a target's training set and the features it was made with, or that of all targets where the learner
    /// learns them together. Rows without a label are left out.
    /// </summary>
    internal IEnumerable<Prepared> Prepare(int[] rows, int threads)
    {
        var shared = new SharedFeatures();
        (int[] Rows, Labels Labels)[] labelled = [.. Enumerable.Range(0, data.Labels.Length).Select(target => Labelled(target, rows))];
        if (learner.LearnsTogether && !_fitter.Supervised && Array.TrueForAll(labelled, one => one.Rows.AsSpan().SequenceEqual(labelled[0].Rows)))
        {
            var (first, features) = Prepare(labelled[0].Rows, labelled[0].Labels, shared, threads);
            var further = labelled[1..].Select(other => new FurtherTarget(Known(other.Rows, other.Labels), other.Labels.Classes));
            yield return new(Targets, first with { Further = [.. further] }, features);
            yield break;
        }

        foreach (var (target, (known, labels)) in Targets.Zip(labelled))
        {
            var (set, features) = Prepare(known, labels, shared, threads);
            yield return new([target], set, features);
        }
    }

    private IReadOnlyList<Target> Targets => data.View.Problem.Targets;

    private (int[] Rows, Labels Labels) Labelled(int target, int[] rows)
    {
        var spec = Targets[target];
        var values = TargetScale.Apply(pipeline.Target, spec, data.Labels[target]);
        var labelled = Array.FindAll(rows, row => double.IsFinite(values[row]));
        return labelled.Length > 0
            ? (labelled, new Labels(values, spec.Kind == TargetKind.Class ? spec.Classes.Count : 0, pipeline.Seed))
            : throw new PipelineException($"target '{spec.Name}' has no label in the training rows of a fold");
    }

    private (TrainingSet Training, FittedFeatures Features) Prepare(int[] rows, Labels labels, SharedFeatures shared, int threads)
    {
        var (fitted, matrix) = shared.Get(rows, reuse: !_fitter.Supervised, () => _fitter.Fit(data.Frame, rows, labels));
        var known = Known(rows, labels);
        return (new TrainingSet(
            matrix, known, labels.Classes, () => InnerFolds.Make(data, rows, known, labels.Classes > 0, pipeline.Seed), threads, pipeline.Seed)
        { Horizon = data.View.Horizon }, fitted);
    }

    private static double[] Known(int[] rows, Labels labels) => Array.ConvertAll(rows, row => labels.Values[row]);

    /// <summary>Targets that are labelled in the same rows share unsupervised features.</summary>
    private sealed class SharedFeatures
    {
        private int[]? _rows;
        private (FittedFeatures, FeatureMatrix)? _features;

        public (FittedFeatures Fitted, FeatureMatrix Training) Get(int[] rows, bool reuse, Func<(FittedFeatures, FeatureMatrix)> fit)
        {
            if (reuse && _features is { } known && rows.AsSpan().SequenceEqual(_rows))
                return known;
            (_rows, _features) = (rows, fit());
            return _features.Value;
        }
    }
}

/// <summary>What a fold yields.</summary>
/// <param name="Predictions">[asked set][output][i].</param>
/// <param name="Tunings">What the data chose, per target.</param>
/// <param name="Rows">Training rows that were used.</param>
/// <param name="Features">Count and importances.</param>
public sealed record FoldResult(double[][][] Predictions, IReadOnlyList<Tuning> Tunings, int Rows, FeatureNotes Features);

/// <summary>What one fit learns from.</summary>
/// <param name="Targets">What it learns; the first one's labels are the set's own.</param>
/// <param name="Training">The rows.</param>
/// <param name="Features">What made them.</param>
internal sealed record Prepared(IReadOnlyList<Target> Targets, TrainingSet Training, FittedFeatures Features);
