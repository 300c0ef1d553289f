using Longhaul.Pipelines;
using Longhaul.Trainer.Models;
using Longhaul.Trainer.Torch.Networks;

namespace Longhaul.Trainer.Torch.Tables;

/// <summary>
/// Networks for tables. The number of epochs is chosen by early stopping on inner folds, and the network is then trained on all rows for as many;
/// with the first fold's choice the other folds skip the search. Where time is limited there are fewer epochs rather than none.
/// </summary>
internal sealed class MlpLearner(MlpOptions options, TimeProvider clock) : ILearner
{
    // Steps without gain after which the search ends, in epochs within these bounds.
    private const int PatientSteps = 600;
    private const int LeastPatience = 3;
    private const int MostPatience = 16;

    public bool IsRandom => true;

    /// <summary>Not: libtorch has one number of threads for the process, and its fits side by side failed its own checks now and then.</summary>
    public bool FitsAbreast => false;

    public bool LearnsTogether => true;

    public IFittedModel Fit(TrainingSet set, Tuning? tuning)
    {
        if (set.Matrix.Columns == 0)
            throw new PipelineException("the pipeline makes no features, and mlp needs some; list columns and steps that use them");
        Backend.Use(set.Threads);
        var sized = options.For(set.Labels.Length);
        var encoder = TableEncoder.Fit(set.Matrix, sized.Bins);
        using var rows = TableRows.Of(encoder.Encode(set.Matrix), encoder);
        var form = NetTargets.Fit(set);
        using var labels = form.ToTensors(set, sized.Balanced);
        TableTraining Begin(int[] chosen) => new(new TableNet(sized, encoder, form.Outputs, set.Seed), sized, rows, labels, chosen, set.Seed);

        tuning ??= Tuning.Of("epochs", Search(set, sized, Begin));
        using var training = Begin([.. Enumerable.Range(0, set.Labels.Length)]);
        Train(training, (int)tuning.Values["epochs"], set.Time);
        return new FittedMlp(training.Net, sized, encoder, form, set.Threads, tuning);
    }

    private void Train(TableTraining training, int epochs, TimeSpan? time)
    {
        var started = clock.GetTimestamp();
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            training.Epoch();
            if (time is { } most && clock.GetElapsedTime(started) * (epoch + 1.0) / epoch > most)
                break;
        }

        training.Finish();
    }

    // The inner folds' networks train in step; their losses, weighted by rows, are one curve.
    private int Search(TrainingSet set, MlpOptions sized, Func<int[], TableTraining> begin)
    {
        var folds = set.Inner();
        if (folds.Count == 0)
            return Math.Min(options.Epochs, 20);
        var started = clock.GetTimestamp();
        var races = folds.Select(fold => begin(fold.Fit)).ToArray();
        try
        {
            var patience = Math.Clamp(PatientSteps * sized.Batch / Math.Max(1, folds[0].Fit.Length), LeastPatience, MostPatience);
            var (best, bestEpoch) = (double.PositiveInfinity, 1);
            for (var epoch = 1; epoch <= options.Epochs && epoch - bestEpoch <= patience; epoch++)
            {
                var losses = new double[races.Length];
                for (var i = 0; i < races.Length; i++)
                {
                    races[i].Epoch();
                    losses[i] = races[i].Loss(folds[i].Validate) * folds[i].Validate.Length;
                }

                if (losses.Sum() < best)
                    (best, bestEpoch) = (losses.Sum(), epoch);
                if (set.Time is { } most && clock.GetElapsedTime(started) * (epoch + 1.0) / epoch > most)
                    break;
            }

            return bestEpoch;
        }
        finally
        {
            foreach (var race in races)
            {
                race.Net.Dispose();
                race.Dispose();
            }
        }
    }
}
