using Longhaul.Pipelines;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Onnx;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.LightGbm;

/// <summary>
/// Gradient boosted trees. The number of rounds is chosen by early stopping on inner folds of the training rows (never on the held-out rows,
/// whose score would then flatter), and the model is then grown on all training rows for that many rounds. In time with the first fold's choice
/// the other folds skip the search: one number, read off a smooth curve, carries next to nothing about single rows from fold to fold.
/// </summary>
public sealed class LightGbmLearner(LightGbmOptions options) : ILearner
{
    public bool IsRandom => options.IsRandom;

    public IFittedModel Fit(TrainingSet set, Tuning? tuning)
    {
        if (set.Matrix.Columns == 0)
            throw new PipelineException("the pipeline makes no features, and LightGBM needs some; list columns and steps that use them");
        var threads = LightGbmOptions.WorthwhileThreads(set);
        var parameters = options.For(set, threads);
        using var dataset = Dataset.Of(set.Matrix, set.Labels, parameters);
        tuning ??= Tuning.Of("rounds", options.Patience == 0 ? options.Rounds : SearchRounds(set, dataset, parameters, threads));
        var booster = new Booster(dataset, parameters, threads);
        for (var round = 0; round < (int)tuning.Values["rounds"] && booster.Update(); round++)
        {
        }

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

    // The inner folds' boosters grow in step; their losses, weighted by rows, are one curve.
    private int SearchRounds(TrainingSet set, Dataset dataset, string parameters, int threads)
    {
        List<IDisposable> owned = [];
        List<(Booster Booster, double Weight)> races = [];
        try
        {
            foreach (var fold in set.Inner())
            {
                var fit = dataset.Subset(fold.Fit);
                owned.Add(fit);
                var validation = dataset.Subset(fold.Validate);
                owned.Add(validation);
                var booster = new Booster(fit, parameters, threads);
                owned.Add(booster);
                booster.AddValidation(validation);
                races.Add((booster, fold.Validate.Length));
            }

            return races.Count == 0 ? Math.Min(options.Rounds, 100) : BestRound(races, threads > 1 ? 1 : set.Threads);
        }
        finally
        {
            owned.Reverse();
            owned.ForEach(item => item.Dispose());
        }
    }

    private int BestRound(List<(Booster Booster, double Weight)> races, int abreast)
    {
        var best = double.PositiveInfinity;
        var bestRound = 1;
        var growing = new bool[races.Count];
        var losses = new double[races.Count];
        for (var round = 1; round <= options.Rounds && round - bestRound <= options.Patience; round++)
        {
            Parallel.For(0, races.Count, new ParallelOptions { MaxDegreeOfParallelism = abreast }, i =>
            {
                growing[i] = races[i].Booster.Update();
                losses[i] = races[i].Weight * races[i].Booster.ValidationLoss();
            });
            var loss = losses.Sum();
            if (loss < best)
                (best, bestRound) = (loss, round);
            if (!growing.Contains(true))
                break;
        }

        return bestRound;
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
