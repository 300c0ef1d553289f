using System.Globalization;
using Longhaul.Evaluation.Scoring;
using Longhaul.Runs;
using Longhaul.Search.Events;
using Longhaul.Search.Graph;
using Longhaul.Search.State;

namespace Longhaul.Reporting.Figures;

/// <summary>Gives references their values: what a run's journal says, and nothing else (law 5).</summary>
public sealed class FigureSource(RunState state)
{
    private readonly Dictionary<int, Candidate> _byExperiment = state.Graph.Candidates
        .Where(candidate => candidate.Experiment is not null)
        .GroupBy(candidate => candidate.Experiment!.Value.Number)
        .ToDictionary(group => group.Key, group => group.Last());

    private readonly Dictionary<int, Candidate> _candidates = state.Graph.Candidates.ToDictionary(candidate => candidate.Id.Number);

    /// <summary>The figure, or why there is none: exactly one of the two is not null.</summary>
    public (Figure? Figure, string? Problem) Resolve(FigureReference reference) => reference switch
    {
        FigureReference.Constant constant => (new Figure(constant.Number, constant.Origin, IsConstant: true), null),
        FigureReference.Measured { Subject: "run" } measured => Named(measured, RunValue(measured)),
        FigureReference.Measured { Subject: "grade" } measured => GradeValue(measured),
        FigureReference.Measured measured when measured.Subject[0] == 'a' => AlarmValue(measured),
        FigureReference.Measured measured when measured.Subject[0] == 'e' => ExperimentValue(measured),
        FigureReference.Measured measured => CandidateValue(measured),
        _ => throw new InvalidOperationException($"No figure for {reference.GetType().Name}."),
    };

    /// <summary>Whether there is such a figure.</summary>
    public bool Has(string subject, string quantity, int? argument = null) =>
        Resolve(new FigureReference.Measured(subject, quantity, argument)).Figure is not null;

    private static (Figure?, string?) Named(FigureReference.Measured reference, string? value) => value is null
        ? (null, $"{reference}: {reference.Subject} has no figure '{reference.Quantity}'")
        : (new Figure(value, reference.Subject), null);

    private string? RunValue(FigureReference.Measured reference) => reference.Quantity switch
    {
        "experiments" => FigureFormat.Count(state.Experiments.Count),
        "failed" => FigureFormat.Count(state.Experiments.Values.Count(record => record.Ended is { Score: null })),
        "candidates" => FigureFormat.Count(state.Graph.Candidates.Count),
        "resumes" => FigureFormat.Count(state.Resumes),
        "wall" => FigureFormat.Duration(state.Worked),
        "rows" => state.Data is { } data ? FigureFormat.Count(data.Rows) : null,
        "test_rows" => state.Data is { } data ? FigureFormat.Count(data.TestRows) : null,
        "folds" => state.Data is { } data ? FigureFormat.Count(data.Folds) : null,
        "gate_questions" => FigureFormat.Count(state.Questions.Count(asked => asked.Champion is not null)),
        "gate_refusals" => FigureFormat.Count(state.Questions.Count(asked => !asked.Passed)),
        "expected" => state.Promise is { } made ? FigureFormat.Score(made.Promise.Expected) : null,
        "expected_error" => state.Promise is { } made ? FigureFormat.Spread(made.Promise.TestError) : null,
        "vault" => state.Promise is { Promise.Vault: { } vault } ? FigureFormat.Score(vault) : null,
        "vault_off" => state.Promise is { Promise: { Vault: { } vault } promise } ? FigureFormat.Score(vault - promise.Development) : null,
        "from_rows" => state.Promise is { Promise.FromRows: not 0 and var gained } ? FigureFormat.Score(gained) : null,
        "curve_half" => state.Curve is { } curve ? FigureFormat.Score(curve.Half) : null,
        "curve_full" => state.Curve is { } curve ? FigureFormat.Score(curve.Full) : null,
        "curve_folds" => state.Curve is { Folds: > 0 and var looked } ? FigureFormat.Count(looked) : null,
        "agreement" => state.Final?.Agreement is { } agreement ? FigureFormat.Score(agreement) : null,
        "bags" => state.Frozen is { } frozen ? FigureFormat.Count(frozen.Bags) : null,
        "tokens" => FigureFormat.Count(state.Team.Tokens),
        "cached_tokens" => FigureFormat.Count(state.Team.CachedTokens),
        "largest_prompt" => FigureFormat.Count(state.Team.Prompts.Largest),
        "largest_early_prompt" => FigureFormat.Count(state.Team.Prompts.LargestEarly),
        "cost" => state.Team.CostUsd.ToString("0.00##", CultureInfo.InvariantCulture),
        "memory" => state.Experiments.Values.Max(record => record.Ended?.PeakMemoryBytes) is { } peak ? new Bytes(peak).ToString() : null,
        _ => null,
    };

    private (Figure?, string?) GradeValue(FigureReference.Measured reference) => (state.Grade, reference.Quantity) switch
    {
        (null, _) => (null, $"{reference}: the run has no grade"),
        ({ Score: { } score }, "off") when state.Promise is { } made => (new Figure(FigureFormat.Score(score - made.Promise.Expected), "grade"), null),
        ({ Score: { } score }, "score") => (new Figure(FigureFormat.Grade(score), "grade"), null),
        _ => Named(reference, null),
    };

    private (Figure?, string?) AlarmValue(FigureReference.Measured reference) =>
        Number(reference) is var number && number > 0 && number <= state.Alarms.Count
            ? Named(reference, reference.Quantity == "figure" ? state.Alarms[number - 1].FigureText : null)
            : (null, $"{reference}: there is no alarm {reference.Subject}");

    private (Figure?, string?) ExperimentValue(FigureReference.Measured reference)
    {
        var number = Number(reference);
        if (!state.Experiments.TryGetValue(number, out var record))
            return (null, $"{reference}: there is no experiment {reference.Subject}");
        if (record.Ended is not { } ended)
            return (null, $"{reference}: {reference.Subject} has not ended");
        var score = _byExperiment.TryGetValue(number, out var candidate) ? candidate.Score : ended.Score;
        return Named(reference, ScoreValue(reference, score) ?? Interval(reference, candidate) ?? At(reference, candidate) ?? CostValue(reference, ended));
    }

    private (Figure?, string?) CandidateValue(FigureReference.Measured reference) =>
        _candidates.TryGetValue(Number(reference), out var candidate)
            ? Named(reference, ScoreValue(reference, candidate.Score) ?? Interval(reference, candidate) ?? At(reference, candidate) ?? Weight(reference))
            : (null, $"{reference}: there is no candidate {reference.Subject}");

    private static string? ScoreValue(FigureReference.Measured reference, Score? score) => (score, reference.Quantity, reference.Argument) switch
    {
        (null, _, _) => null,
        (_, "score", null) => FigureFormat.Score(score.Value),
        (_, "spread", null) => FigureFormat.Spread(score.Spread),
        (_, "fold", { } fold) when fold < score.Folds.Count => FigureFormat.Score(score.Folds[fold]),
        _ => null,
    };

    private string? Interval(FigureReference.Measured reference, Candidate? candidate) =>
        reference is { Quantity: "interval", Argument: null } && candidate is not null && state.IntervalOf(candidate) is var (low, high)
            ? $"{FigureFormat.Score(low)} to {FigureFormat.Score(high)}"
            : null;

    // Working time of the run when the score was known.
    private static string? At(FigureReference.Measured reference, Candidate? candidate) =>
        reference.Quantity == "at" && candidate?.Score is not null ? FigureFormat.Duration(candidate.At) : null;

    private static string? CostValue(FigureReference.Measured reference, ExperimentEnded ended) => reference.Quantity switch
    {
        "wall" => FigureFormat.Duration(TimeSpan.FromSeconds(ended.WallSeconds)),
        "cpu" => FigureFormat.Duration(TimeSpan.FromSeconds(ended.CpuSeconds)),
        "memory" => new Bytes(ended.PeakMemoryBytes).ToString(),
        _ => null,
    };

    private string? Weight(FigureReference.Measured reference) =>
        reference is { Quantity: "weight", Argument: { } member }
        && state.Ensembles.TryGetValue(Number(reference), out var made) && made.Weights.TryGetValue(member, out var weight)
            ? FigureFormat.Score(weight)
            : null;

    private static int Number(FigureReference.Measured reference) => int.Parse(reference.Subject.AsSpan(1), CultureInfo.InvariantCulture);
}
