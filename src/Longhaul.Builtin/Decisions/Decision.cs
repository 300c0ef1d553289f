using System.Globalization;
using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Submissions;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Decisions;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Decisions;

/// <summary>
/// From raw predictions to the submission's columns by the metric's rules: calibrated probabilities, thresholds, cut points, numbers within the
/// possible range.
/// </summary>
public sealed class Decision
{
    // A greatest label that so large a share of many rows has is the end of a scale.
    private const double EndOfScale = 0.02;
    private const int FewestForScale = 1000;

    // Of so many numbers seven digits each are enough, and half as much to write, to hash and to read.
    private const int ManyRows = 1_000_000;
    private const int Digits = 7;

    private readonly TaskPackage _task;
    private readonly Problem _problem;
    private readonly Metric _metric;
    private readonly Truth _truth;
    private readonly PredictionKinds _kind;

    /// <summary>Decisions for a task.</summary>
    /// <exception cref="Runs.UserErrorException">The metric doesn't fit the submission's columns.</exception>
    public Decision(TaskPackage task, Problem problem, Metric metric, Truth truth)
    {
        (_task, _problem, _metric, _truth) = (task, problem, metric, truth);
        _kind = PredictionForm.Of(metric, task.Submission);
    }

    /// <summary>Decides every held-out row (by what the other folds taught) and every test row.</summary>
    /// <param name="candidate">The candidate's number, for <see cref="FrozenDecision.Blend"/>; a blend of several puts its own recipe in.</param>
    public DecidedPredictions Apply(RawPredictions raw, int candidate = 0)
    {
        var notes = new List<string>();
        var calibrated = _metric.Definition.Probabilities ? Calibration.Fit(_problem, _truth, raw) : new Calibrated(raw, new ProbabilityScaling?[_problem.Targets.Count]);
        if (calibrated.Scalings.Any(scaling => scaling is not null))
            notes.Add("calibrated");
        raw = calibrated.Predictions;
        var rules = _kind == PredictionKinds.ClassProbabilities ? PerClass(notes) : [.. _task.Submission.Columns.Select((_, i) => PerTarget(raw, i, notes))];
        var frozen = new FrozenDecision
        {
            Problem = _problem,
            Blend = BlendRecipe.Alone(candidate, _problem),
            Calibration = calibrated.Scalings,
            Columns = [.. rules.Select(rule => rule.Rule)],
            Digits = raw.Test[0].Length > ManyRows ? Digits : 0,
        };
        var heldOut = frozen.Columned(raw.HeldOut, digits: 0).Select((column, i) => rules[i].HeldOut is { } cells ? new Column(column.Name, cells) : column);
        return new DecidedPredictions(
            raw.Rows, raw.Folds, [.. heldOut], frozen.Columned(raw.Test, frozen.Digits), frozen, notes.Count == 0 ? "as predicted" : string.Join("; ", notes.Distinct()));
    }

    private Ruled PerTarget(RawPredictions raw, int column, List<string> notes)
    {
        var name = _task.Submission.Columns[column];
        var t = Math.Max(_problem.Targets.ToList().FindIndex(target => target.Name == name), 0);
        if (_problem.Targets[t].Name != name)
            t = Math.Min(column, _problem.Targets.Count - 1);
        var target = _problem.Targets[t];
        var range = _problem.RangeOf(t);
        if (_kind == PredictionKinds.Labels)
        {
            var (labels, rule) = Labelling.Decide(_metric, target, CrossFit.Take(_truth.Values[t], raw.Rows), raw.HeldOut[range], raw.Folds);
            notes.Add(rule.Describe(target.Classes));
            return new Ruled(new ColumnRule.Labels(name, t, rule), labels.Select(code => target.Classes[code]));
        }

        if (_kind == PredictionKinds.Values)
            return new Ruled(Clipped(name, t, raw, notes));
        if (_kind is PredictionKinds.Scores or PredictionKinds.MultiLabel)
            return new Ruled(new ColumnRule.Scores(name, range.Start.Value));
        notes.Add(_kind == PredictionKinds.Lists ? "classes by probability" : "the most likely class");
        var count = _kind == PredictionKinds.Lists ? (int)double.Parse(_metric.Options.All["k"], CultureInfo.InvariantCulture) : 1;
        return new Ruled(new ColumnRule.Ranked(name, t, count, _metric.Options.All.GetValueOrDefault("separator", " ")));
    }

    /// <summary>
    /// No number below what the metric allows, nor below zero where no label is, nor above the greatest label where so many have it that it is the
    /// end of a scale; what is no number becomes the median.
    /// </summary>
    private ColumnRule.Values Clipped(string name, int target, RawPredictions raw, List<string> notes)
    {
        double[] known = [.. _truth.Values[target].Where(double.IsFinite).Order()];
        var lowest = Math.Max(_metric.Definition.LowestPrediction, known[0] >= 0 ? 0 : double.NegativeInfinity);
        var output = _problem.RangeOf(target).Start.Value;
        var isEnd = known.Length >= FewestForScale && known[^1] > known[0] && known.Length - Array.IndexOf(known, known[^1]) > EndOfScale * known.Length;
        var rule = new ColumnRule.Values(name, output, lowest, isEnd ? known[^1] : double.PositiveInfinity, known[known.Length / 2]);
        if (raw.HeldOut[output].Concat(raw.Test[output]).Any(value => value < rule.Lowest))
            notes.Add("nothing below 0");
        if (raw.HeldOut[output].Concat(raw.Test[output]).Any(value => value > rule.Highest))
            notes.Add("nothing above the end of the scale");
        return rule;
    }

    private Ruled[] PerClass(List<string> notes)
    {
        var names = _task.Submission.Columns;
        var source = _problem.Targets.Count > 1 ? [.. Enumerable.Range(0, names.Count).Select(i => _problem.RangeOf(i).Start.Value)] : Places();
        notes.Add("a probability per class");
        return [.. names.Select((name, i) => new Ruled(new ColumnRule.Share(name, source[i])))];
    }

    /// <summary>For each submission column the output that fills it; for two classes the first one's is the complement.</summary>
    private int[] Places()
    {
        var (names, classes) = (_task.Submission.Columns, _problem.Targets[0].Classes);
        int[] source = [.. names.Select(_ => ColumnRule.Share.Nothing)];
        var labels = ClassColumns.Of(names, [.. Known(names, classes)], out var place);
        for (var k = 0; k < classes.Count; k++)
        {
            if (labels.Code(classes[k]) is >= 0 and var code)
                source[place[code]] = classes.Count > 2 ? k : k == 1 ? 0 : ColumnRule.Share.Complement;
        }

        return source;
    }

    /// <summary>The classes that the submission asks for, where it doesn't ask for all.</summary>
    private static IEnumerable<string> Known(IReadOnlyList<string> names, IReadOnlyList<string> classes)
    {
        var among = classes.Where(label => names.Contains(label, StringComparer.Ordinal)).ToArray();
        return among.Length > 0 ? among : classes;
    }

    /// <param name="Rule">Fitted on all held-out rows.</param>
    /// <param name="HeldOut">The held-out rows' cells where a rule fitted on the other folds made them; null: the rule has nothing fitted.</param>
    private sealed record Ruled(ColumnRule Rule, IEnumerable<string>? HeldOut = null);
}
