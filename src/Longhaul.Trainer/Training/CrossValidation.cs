using System.Collections.Concurrent;
using System.Globalization;
using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.Models;

namespace Longhaul.Trainer.Training;

/// <summary>
/// Runs a pipeline over all folds and their repeats. Test rows get the mean of the folds' models; for time splits, where every fold's model is older than it need
/// be, and where there are millions of them, they get a model that is fitted on all rows with what the last fold chose.
/// </summary>
public sealed class CrossValidation(TrainingData data, Pipeline pipeline, int threads, TimeProvider clock, Action<string> say)
{
    // Training cells per fold up to which folds run side by side: two such folds' features stay below 200 MB.
    private const long MostCellsSideBySide = 20_000_000;

    private readonly FoldFit _fit = new(data, pipeline, LearnerFactory.Make(pipeline.Model, data.View.Metric, pipeline.Target));

    // Of so many test rows each fold's model would take longer to predict than to learn.
    private const int MostTestRowsPerFold = 2_000_000;

    private bool IsTime => data.View.Split == SplitKind.Time;

    /// <summary>Whether test rows get one model that is fitted on all rows, rather than the mean of the folds' models.</summary>
    private bool HasRefit => IsTime || data.View.TestRows > MostTestRowsPerFold;

    /// <summary>Predictions for every held-out row and every test row.</summary>
    /// <param name="limit">Wall time this call may take; null: any.</param>
    /// <exception cref="OutOfTimeException">After the first folds it is clear that the rest would not fit into the limit.</exception>
    public (RawPredictions Predictions, TrainingNotes Notes) Run(TimeSpan? limit)
    {
        var started = clock.GetTimestamp();
        var folds = new FoldOutcome[data.Fits];
        var share = TimeForecast.Share(limit, folds.Length + (HasRefit ? 1 : 0), chooseAnew: IsTime);
        folds[0] = Fold(0, null, threads, share);
        var isSmall = (long)folds[0].Note.Rows * folds[0].Result.Features.Count <= MostCellsSideBySide;
        var abreast = isSmall && _fit.FitsAbreast ? Math.Clamp(threads, 1, Math.Max(1, folds.Length - 1)) : 1;
        if (limit is { } most)
            TimeForecast.Check(folds[0].Note, data, abreast, clock.GetElapsedTime(started), most);

        // The folds of a time split differ too much in size to share what the first one chose.
        var tunings = IsTime ? null : folds[0].Result.Tunings;
        var done = new ConcurrentBag<FoldNote>();
        OutOfTimeException? late = null;
        Parallel.For(1, folds.Length, new ParallelOptions { MaxDegreeOfParallelism = abreast }, (fold, loop) =>
        {
            try
            {
                if (limit is { } most && !IsTime)
                    TimeForecast.Check(done, folds.Length, abreast, clock.GetElapsedTime(started), most);
                folds[fold] = Fold(fold, tunings, Math.Max(1, threads / abreast), share);
                done.Add(folds[fold].Note);
            }
            catch (OutOfTimeException problem)
            {
                late = problem;
                loop.Stop();
            }
        });
        if (late is not null)
            throw late;
        var refit = HasRefit ? Refit(folds[^1].Result.Tunings, share) : null;
        foreach (var note in data.Frame.Notes)
            say(note);
        return (Collect(folds, refit), Notes(folds, refit, started));
    }

    private FoldOutcome Fold(int fold, IReadOnlyList<Tuning>? tunings, int granted, TimeSpan? share)
    {
        var started = clock.GetTimestamp();
        var (dealt, held) = (data.Dealt(fold), fold % data.View.Folds);
        var heldOut = FoldPlan.HeldOut(dealt, held);
        IReadOnlyList<int[]> asked = HasRefit ? [heldOut] : [heldOut, data.Frame.TestIndices()];
        var result = _fit.Run(FoldPlan.Training(dealt, data.View.Split, held), asked, tunings, granted, share);
        var note = Note(fold, result, started);
        say(string.Create(CultureInfo.InvariantCulture, $"fold {fold + 1}/{data.Fits}: {note.Rows} rows, {result.Features.Count} features, {note.Seconds:0.0} s"));
        return new FoldOutcome(heldOut, result, note);
    }

    private FoldOutcome Refit(IReadOnlyList<Tuning> tunings, TimeSpan? share)
    {
        var started = clock.GetTimestamp();
        var result = _fit.Run([.. Enumerable.Range(0, data.Frame.TrainRows)], [data.Frame.TestIndices()], tunings, threads, share);
        var note = Note(-1, result, started);
        say(string.Create(CultureInfo.InvariantCulture, $"refit on {note.Rows} rows: {note.Seconds:0.0} s"));
        return new FoldOutcome([], result, note);
    }

    private RawPredictions Collect(IReadOnlyList<FoldOutcome> folds, FoldOutcome? refit)
    {
        var collected = new CollectedPredictions(data.View);
        foreach (var fold in folds)
        {
            collected.AddHeldOut(fold.Note.Fold, fold.HeldOut, fold.Result.Predictions[0]);
            if (!HasRefit)
                collected.AddTest(fold.Result.Predictions[1], weight: 1.0 / folds.Count);
        }

        if (refit is not null)
            collected.AddTest(refit.Result.Predictions[0], weight: 1);
        return collected.Build();
    }

    private TrainingNotes Notes(IReadOnlyList<FoldOutcome> folds, FoldOutcome? refit, long started)
    {
        var features = folds.Select(fold => fold.Result.Features).Aggregate((FeatureNotes?)null, FeatureNotes.Merge)!;
        return new TrainingNotes
        {
            Model = pipeline.Model.Kind,
            Threads = threads,
            Folds = [.. folds.Select(fold => fold.Note)],
            Refit = refit?.Note,
            Features = features.Count,
            Importance = features.Best,
            Notes = data.Frame.Notes is { Count: > 0 } notes ? notes : null,
            Seconds = Seconds(started),
        };
    }

    private FoldNote Note(int fold, FoldResult result, long started) =>
        new(fold, result.Rows, Seconds(started), [.. result.Tunings.Select(tuning => tuning.Values)]);

    private double Seconds(long started) => Math.Round(clock.GetElapsedTime(started).TotalSeconds, 3);

    private sealed record FoldOutcome(int[] HeldOut, FoldResult Result, FoldNote Note);
}
