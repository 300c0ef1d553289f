using Longhaul.Pipelines;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Onnx;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.LightGbm;

/// <summary>
/// Gradient boosted trees. The number of rounds is chosen by early stopping on inner folds of the training rows (never on the held-out rows,
/// whose score would then flatter), and the model is then grown on all training rows for that many rounds. In time with the first fold's choice
/// the other folds skip the search: one number, read off a smooth curve, carries next to nothing about single rows from fold to fold. While the inner
/// folds leave a core idle, the model itself grows along and is cut to the rounds that were chosen. Where time is short the search ends with the best
/// round so far.
/// </summary>
public sealed class LightGbmLearner(LightGbmOptions options, TimeProvider clock) : ILearner
{
    public bool IsRandom => options.IsRandom;

    public IFittedModel Fit(TrainingSet set, Tuning? tuning)
    {
        if (set.Matrix.Columns == 0)
            throw new PipelineException("the pipeline makes no features, and LightGBM needs some; list columns and steps that use them");
        var threads = LightGbmOptions.WorthwhileThreads(set);
        var parameters = options.For(set, threads);
        using var dataset = Dataset.Of(set.Matrix, set.Labels, parameters);
        var booster = new Booster(dataset, parameters, threads);
        tuning ??= Tuning.Of("rounds", options.Patience == 0 ? options.Rounds : SearchRounds(set, dataset, parameters, threads, booster));
        booster.GrowTo((int)tuning.Values["rounds"]);
        return new Fitted(booster, set.Outputs, booster.Gains(set.Matrix.Columns), tuning);
    }

    /// <summary>The model that was saved.</summary>
    /// <exception cref="PipelineException">The state is not this model's.</exception>
    public static IFittedModel Load(StateReader from)
    {
        try
        {
            var (outputs, features) = (from.Whole("outputs", 1), from.Whole("features", 1));
            var booster = Booster.Load(from.Text("model"), Environment.ProcessorCount);
            return booster.Gives(outputs) && booster.Features == features
                ? new Fitted(booster, outputs, new double[features], Tuning.None)
                : throw from.Wrong($"the model has {booster.Outputs} outputs and {booster.Features} features; expected are {outputs} and {features}");
        }
        catch (LightGbmException problem)
        {
            throw from.Wrong(problem.Message);
        }
    }

    private int SearchRounds(TrainingSet set, Dataset dataset, string parameters, int threads, Booster booster)
    {
        var started = clock.GetTimestamp();
        using var search = new RoundSearch(set.Inner(), dataset, parameters, threads);
        // Later folds, side by side, take less time each than one after the other.
        var most = set.Time * (threads < set.Threads ? 1.5 : 1);
        var idle = threads < set.Threads && set.Threads > search.Races && options.CanBeCut;
        var rounds = search.Best(
            options.Rounds, options.Patience, threads > 1 ? 1 : set.Threads, idle ? booster : null, () => most is { } time && clock.GetElapsedTime(started) > time);
        return rounds > 0 ? rounds : Math.Min(options.Rounds, 100);
    }

    private sealed record Fitted(Booster Booster, int Outputs, IReadOnlyList<double> Importance, Tuning Tuning) : IFittedModel, IOnnxModel, IDisposable
    {
        IReadOnlyList<double>? IFittedModel.Importance => Importance;

        public string AddTo(OnnxGraph graph, string features) => new LightGbmOnnx(Booster.ToText(), Importance.Count).AddTo(graph, features, Outputs);

        public void Save(StateWriter to)
        {
            to.Set("outputs", Outputs);
            to.Set("features", Importance.Count);
            to.Set("model", Booster.ToText());
        }

        public double[][] Predict(FeatureMatrix matrix) => Booster.Predict(matrix, Outputs);

        public void Dispose() => Booster.Dispose();
    }
}
