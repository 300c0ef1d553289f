using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models;

namespace Longhaul.Trainer.Training;

/// <summary>Fits one fold: features and a model per target, on the training rows alone; then predicts other rows.</summary>
public sealed class FoldFit(TrainingData data, Pipeline pipeline)
{
    private const int BlockRows = 250_000;

    private readonly FeatureFitter _fitter = new(pipeline);
    private readonly ILearner _learner = LearnerFactory.Make(pipeline.Model, data.View.Metric, pipeline.Target);

    /// <summary>Whether folds may be fitted at the same time.</summary>
    public bool FitsAbreast => _learner.FitsAbreast;

    /// <summary>Predicts the asked rows of the frame after fitting on the training rows.</summary>
    /// <param name="training">Train rows to fit on.</param>
    /// <param name="asked">Sets of rows of the frame to predict.</param>
    /// <param name="tunings">A tuning per target from an earlier fold, or null to choose here.</param>
    /// <param name="threads">Threads that were granted.</param>
    /// <param name="time">Wall time that this fold may take; null: any.</param>
    public FoldResult Run(int[] training, IReadOnlyList<int[]> asked, IReadOnlyList<Tuning>? tunings, int threads, TimeSpan? time = null)
    {
        var rows = FoldPlan.Sample(training, pipeline.Rows, pipeline.Seed);
        List<(FittedFeatures Features, IFittedModel Model)> fitted = [];
        FeatureNotes? notes = null;
        var shared = new SharedFeatures();
        for (var target = 0; target < data.Labels.Length; target++)
        {
            var set = Prepare(target, rows, shared, threads);
            var model = _learner.Fit(set.Training with { Time = time / data.Labels.Length }, tunings?[target]);
            notes = FeatureNotes.Add(notes, set.Training.Matrix, model.Importance);
            fitted.Add((set.Features, model));
        }

        double[][][] predictions = [.. asked.Select(rows => InBlocks(rows, block => Predict(fitted, block)))];
        IReadOnlyList<Tuning> chosen = [.. fitted.Select(target => target.Model.Tuning)];
        foreach (var (_, model) in fitted)
            (model as IDisposable)?.Dispose();
        return new FoldResult(predictions, chosen, rows.Length, notes!);
    }

    /// <summary>All targets' outputs; features that targets share are made once.</summary>
    private double[][] Predict(List<(FittedFeatures Features, IFittedModel Model)> fitted, int[] rows)
    {
        List<double[]> outputs = [];
        (FittedFeatures Features, FeatureMatrix Matrix)? made = null;
        for (var target = 0; target < fitted.Count; target++)
        {
            if (!ReferenceEquals(made?.Features, fitted[target].Features))
                made = (fitted[target].Features, fitted[target].Features.Transform(data.Frame, rows));
            outputs.AddRange(Undo(fitted[target].Model.Predict(made.Value.Matrix), target));
        }

        return [.. outputs];
    }

    /// <summary>Rows block by block, since the features of millions of rows would not fit into memory at once.</summary>
    private static double[][] InBlocks(int[] rows, Func<int[], double[][]> predict)
    {
        if (rows.Length <= BlockRows)
            return predict(rows);
        double[][] whole = [];
        for (var start = 0; start < rows.Length; start += BlockRows)
        {
            var part = predict(rows[start..Math.Min(rows.Length, start + BlockRows)]);
            if (start == 0)
                whole = [.. part.Select(_ => new double[rows.Length])];
            for (var output = 0; output < part.Length; output++)
                part[output].CopyTo(whole[output], start);
        }

        return whole;
    }

    /// <summary>A target's training set and the features it was made with; rows without a label are left out.</summary>
    internal (TrainingSet Training, FittedFeatures Features) Prepare(int target, int[] rows, SharedFeatures shared, int threads)
    {
        var spec = data.View.Problem.Targets[target];
        var values = Transformed(target);
        var labelled = Array.FindAll(rows, row => double.IsFinite(values[row]));
        if (labelled.Length == 0)
            throw new PipelineException($"target '{spec.Name}' has no label in the training rows of a fold");
        var labels = new Labels(values, spec.Kind == TargetKind.Class ? spec.Classes.Count : 0, pipeline.Seed);
        var (fitted, matrix) = shared.Get(labelled, reuse: !_fitter.Supervised, () => _fitter.Fit(data.Frame, labelled, labels));
        double[] known = Array.ConvertAll(labelled, row => values[row]);
        return (new TrainingSet(
            matrix, known, labels.Classes, () => InnerFolds.Make(data, labelled, known, labels.Classes > 0, pipeline.Seed), threads, pipeline.Seed)
        { Horizon = data.View.Horizon }, fitted);
    }

    private double[] Transformed(int target) => TargetScale.Apply(pipeline.Target, data.View.Problem.Targets[target], data.Labels[target]);

    private double[][] Undo(double[][] outputs, int target) => TargetScale.Undo(pipeline.Target, data.View.Problem.Targets[target], outputs);

    /// <summary>Targets that are labelled in the same rows share unsupervised features.</summary>
    internal sealed class SharedFeatures
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
