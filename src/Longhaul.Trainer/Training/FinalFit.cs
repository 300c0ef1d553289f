using System.Globalization;
using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models;
using Longhaul.Trainer.Solutions;

namespace Longhaul.Trainer.Training;

/// <summary>
/// Fits a pipeline once more on all rows of a view, with what its folds chose. Where chance plays a part several models are fitted, which differ
/// in their seeds alone, and predictions are their mean: that is steadier than any of them.
/// </summary>
public sealed class FinalFit(TrainingData data, Pipeline pipeline, int threads, TimeProvider clock, Action<string> say)
{
    private readonly ILearner _learner = LearnerFactory.Make(pipeline.Model, data.View.Metric, pipeline.Target);

    /// <summary>Fits within the time.</summary>
    /// <param name="stored">What folds chose; null: it is chosen here, on inner folds.</param>
    /// <param name="bags">Models per target, or per all that are learnt together, where chance plays a part.</param>
    /// <param name="limit">Wall time this call may take; null: any.</param>
    /// <exception cref="OutOfTimeException">By what the folds took, not even one model can be done in the time.</exception>
    public (TrainedPipeline Trained, FitNotes Notes) Run(StoredTunings? stored, int bags, TimeSpan? limit)
    {
        var started = clock.GetTimestamp();
        var rows = FoldPlan.Sample([.. Enumerable.Range(0, data.Frame.TrainRows)], pipeline.Rows, pipeline.Seed);
        if (limit is { } most && stored?.Expected(rows.Length) is { } expected && expected > most)
            throw new OutOfTimeException(string.Create(CultureInfo.InvariantCulture, $"gave up before the fit: about {expected.TotalSeconds:0} s, allowed are {most.TotalSeconds:0} s"));
        List<Fitting> fits = [];
        foreach (var prepared in new FoldFit(data, pipeline, _learner).Prepare(rows, threads))
            fits.Add(new Fitting(prepared, stored?.For(fits.Sum(earlier => earlier.Targets.Count), rows.Length)));
        var wanted = _learner.IsRandom ? Math.Max(1, bags) : 1;
        var fitted = 0;
        while (fitted < wanted && HasTime(started, fitted, limit))
        {
            foreach (var fit in fits)
                fit.Add(_learner, pipeline.Seed + fitted);
            fitted++;
            say(string.Create(CultureInfo.InvariantCulture, $"model {fitted}/{wanted} on {rows.Length} rows: {Seconds(started):0.0} s"));
        }

        foreach (var note in data.Frame.Notes)
            say(note);
        var trained = new TrainedPipeline(pipeline, data.View.Problem, [.. fits.Select(fit => new TrainedPart(fit.Targets, fit.Features, fit.Models))]);
        return (trained, Notes(fits, rows.Length, bags, fitted, wanted, started));
    }

    private bool HasTime(long started, int fitted, TimeSpan? limit) =>
        fitted == 0 || limit is null || clock.GetElapsedTime(started) * ((fitted + 1.1) / fitted) <= limit;

    private FitNotes Notes(List<Fitting> fits, int rows, int asked, int fitted, int wanted, long started) => new()
    {
        Model = pipeline.Model.Kind,
        Threads = threads,
        Rows = rows,
        Features = fits[^1].Columns,
        BagsAsked = asked,
        Bags = fitted,
        Seeds = [.. Enumerable.Range(0, fitted).Select(i => unchecked(pipeline.Seed + i))],
        Tuning = [.. fits.SelectMany(fit => fit.Targets.Select(_ => fit.Tuning?.Values ?? Tuning.None.Values))],
        Seconds = Math.Round(Seconds(started), 3),
        Note = fitted < wanted ? string.Create(CultureInfo.InvariantCulture, $"{fitted} of {wanted} models: there was no time for more") : null,
    };

    private double Seconds(long started) => clock.GetElapsedTime(started).TotalSeconds;

    /// <summary>The models of one target, or of all that are learnt together, so far; all of them use what the first one was fitted with.</summary>
    private sealed class Fitting(Prepared prepared, Tuning? tuning)
    {
        private readonly List<IFittedModel> _models = [];

        public IReadOnlyList<Target> Targets => prepared.Targets;

        public FittedFeatures Features => prepared.Features;

        public int Columns => prepared.Training.Matrix.Columns;

        public IReadOnlyList<IFittedModel> Models => _models;

        public Tuning? Tuning { get; private set; } = tuning;

        public void Add(ILearner learner, int seed)
        {
            _models.Add(learner.Fit(prepared.Training with { Seed = seed }, Tuning));
            Tuning ??= _models[0].Tuning;
        }
    }
}
