using System.Globalization;
using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Submissions;
using Longhaul.Pipelines;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Decisions;

/// <summary>
/// From raw predictions to the submission's columns by the metric's rules: calibrated probabilities, thresholds, cut points, numbers within the
/// possible range.
/// </summary>
public sealed class Decision
{
    private const double EndOfScale = 0.02;
    private const int FewestForScale = 1000;
    private const int ManyRows = 1_000_000;

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
    public DecidedPredictions Apply(RawPredictions raw)
    {
        var notes = new List<string>();
        if (_metric.Definition.Probabilities)
        {
            var calibrated = Calibration.Apply(_problem, _truth, raw);
            if (!calibrated.HeldOut.SequenceEqual(raw.HeldOut))
                notes.Add("calibrated");
            raw = calibrated;
        }

        var columns = _kind == PredictionKinds.ClassProbabilities ? PerClass(raw, notes) : [.. _task.Submission.Columns.Select((_, i) => PerTarget(raw, i, notes))];
        return new DecidedPredictions(
            raw.Rows, raw.Folds, [.. columns.Select(column => column.HeldOut)], [.. columns.Select(column => column.Test)],
            notes.Count == 0 ? "as predicted" : string.Join("; ", notes.Distinct()));
    }

    private Decided PerTarget(RawPredictions raw, int column, List<string> notes)
    {
        var name = _task.Submission.Columns[column];
        var t = Math.Max(_problem.Targets.ToList().FindIndex(target => target.Name == name), 0);
        if (_problem.Targets[t].Name != name)
            t = Math.Min(column, _problem.Targets.Count - 1);
        var target = _problem.Targets[t];
        var range = RangeOf(t);
        double[][] heldOut = raw.HeldOut[range], test = raw.Test[range];
        if (_kind == PredictionKinds.Labels)
        {
            var truth = CrossFit.Take(_truth.Values[t], raw.Rows);
            var labels = Labelling.Decide(_metric, target, truth, heldOut, test, raw.Folds);
            notes.Add(labels.Description);
            return Texts(name, labels.HeldOut.Select(code => target.Classes[code]), labels.Test.Select(code => target.Classes[code]));
        }

        if (_kind == PredictionKinds.Values)
            return Clipped(name, _truth.Values[t], heldOut[0], test[0], notes);
        if (_kind is PredictionKinds.Scores or PredictionKinds.MultiLabel)
            return Numbers(name, heldOut[0], test[0]);
        notes.Add(_kind == PredictionKinds.Lists ? "classes by probability" : "the most likely class");
        return Texts(name, Ranked(target, heldOut), Ranked(target, test));
    }

    private Range RangeOf(int target)
    {
        var offset = _problem.Targets.Take(target).Sum(before => before.Outputs.Count);
        return offset..(offset + _problem.Targets[target].Outputs.Count);
    }

    /// <summary>
    /// No number below what the metric allows, nor below zero where no label is, nor above the greatest label where so many have it that it is the end
    /// of a scale; what is no number becomes the median.
    /// </summary>
    private Decided Clipped(string name, double[] truth, double[] heldOut, double[] test, List<string> notes)
    {
        double[] known = [.. truth.Where(double.IsFinite).Order()];
        var lowest = Math.Max(_metric.Definition.LowestPrediction, known[0] >= 0 ? 0 : double.NegativeInfinity);
        var isEnd = known.Length >= FewestForScale && known[^1] > known[0] && known.Length - Array.FindIndex(known, value => value == known[^1]) > EndOfScale * known.Length;
        var highest = isEnd ? known[^1] : double.PositiveInfinity;
        double Clip(double value) => double.IsFinite(value) ? Math.Clamp(value, lowest, highest) : known[known.Length / 2];
        if (heldOut.Concat(test).Any(value => value < lowest))
            notes.Add("nothing below 0");
        if (heldOut.Concat(test).Any(value => value > highest))
            notes.Add("nothing above the end of the scale");
        return Numbers(name, Array.ConvertAll(heldOut, Clip), Array.ConvertAll(test, Clip));
    }

    private Decided[] PerClass(RawPredictions raw, List<string> notes)
    {
        var names = _task.Submission.Columns;
        var source = _problem.Targets.Count > 1 ? [.. Enumerable.Range(0, names.Count).Select(i => RangeOf(i).Start.Value)] : Places();
        notes.Add("a probability per class");
        double[][] heldOut = Normalised(raw.HeldOut, source), test = Normalised(raw.Test, source);
        return [.. names.Select((name, i) => Numbers(name, heldOut[i], test[i]))];
    }

    /// <summary>For each submission column the output that fills it; −1 for a class that train lacks; for two classes −2 is the first one's.</summary>
    private int[] Places()
    {
        var (names, classes) = (_task.Submission.Columns, _problem.Targets[0].Classes);
        int[] source = [.. names.Select(_ => -1)];
        var labels = ClassColumns.Of(names, [.. Known(names, classes)], out var place);
        for (var k = 0; k < classes.Count; k++)
        {
            if (labels.Code(classes[k]) is >= 0 and var code)
                source[place[code]] = classes.Count > 2 ? k : k == 1 ? 0 : -2;
        }

        return source;
    }

    /// <summary>The classes that the submission asks for, where it doesn't ask for all.</summary>
    private static IEnumerable<string> Known(IReadOnlyList<string> names, IReadOnlyList<string> classes)
    {
        var among = classes.Where(label => names.Contains(label, StringComparer.Ordinal)).ToArray();
        return among.Length > 0 ? among : classes;
    }

    private static double[][] Normalised(double[][] outputs, int[] source)
    {
        double[][] columns = [.. source.Select(from => from switch
        {
            -1 => new double[outputs[0].Length],
            -2 => Array.ConvertAll(outputs[0], p => 1 - p),
            _ => Array.ConvertAll(outputs[from], p => Math.Max(p, 0)),
        })];
        for (var row = 0; row < columns[0].Length; row++)
        {
            var sum = columns.Sum(column => column[row]);
            foreach (var column in columns)
                column[row] = sum > 0 ? column[row] / sum : 1.0 / columns.Length;
        }

        return columns;
    }

    /// <summary>The classes of each row, likeliest first, as many as the metric looks at.</summary>
    private IEnumerable<string> Ranked(Target target, double[][] outputs)
    {
        var count = _kind == PredictionKinds.Lists ? (int)double.Parse(_metric.Options.All["k"], CultureInfo.InvariantCulture) : 1;
        var separator = _metric.Options.All.GetValueOrDefault("separator", " ");
        return Enumerable.Range(0, outputs[0].Length).Select(row => string.Join(separator, Enumerable.Range(0, target.Classes.Count)
            .OrderByDescending(k => outputs.Length > 1 ? outputs[k][row] : k == 1 ? outputs[0][row] : 1 - outputs[0][row])
            .Take(count).Select(k => target.Classes[k])));
    }

    // Of millions of numbers seven digits each are enough, and half as much to write, to hash and to read.
    private static Decided Numbers(string name, double[] heldOut, double[] test) =>
        Texts(name, heldOut.Select(Text), test.Select(value => test.Length > ManyRows ? value.ToString("G7", CultureInfo.InvariantCulture) : Text(value)));

    private static Decided Texts(string name, IEnumerable<string> heldOut, IEnumerable<string> test) => new(new Column(name, heldOut), new Column(name, test));

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private sealed record Decided(Column HeldOut, Column Test);
}
