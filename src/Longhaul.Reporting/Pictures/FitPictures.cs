using System.Globalization;
using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Submissions;
using Longhaul.Evaluation.Views;
using Longhaul.Reporting.Writing;
using Longhaul.Runs;
using Longhaul.Runs.Tables;

namespace Longhaul.Reporting.Pictures;

/// <summary>How the best candidate's predictions of held-out rows fit: confusion, calibration or residuals, by what the task predicts.</summary>
internal static class FitPictures
{
    private const long LargestTable = 400_000_000;

    /// <summary>The pictures; none where the data or the predictions can't be read.</summary>
    public static IReadOnlyList<Picture> Draw(ReportContext context)
    {
        if (context.Champion is not { Score: not null } champion)
            return [];
        var file = new FileInfo(Path.Combine(champion.Evidence(context.Folder), "predictions.csv"));
        if (!file.Exists || file.Length > LargestTable || !File.Exists(context.Task.TrainFile))
            return [];
        try
        {
            var (task, settings) = (context.Task, context.Settings);
            var data = context.Notes.Data ?? TaskData.Load(task, settings);
            return [.. Of(data, Table.Read(file.FullName), champion.Subject())];
        }
        catch (Exception problem) when (problem is UserErrorException or IOException or KeyNotFoundException or NotSupportedException)
        {
            return [];
        }
    }

    private static IEnumerable<Picture> Of(TaskData data, Table predictions, string id)
    {
        int[] held = [.. Enumerable.Range(0, data.Folds.Folds).SelectMany(fold => PredictionsTable.RowsOf(predictions, fold))];
        int[] rows = [.. held.Select(row => (int)predictions[PredictionsTable.RowColumn].Number(row))];
        var answers = new Table(
        [
            new Column(PredictionsTable.RowColumn, rows.Select(row => row.ToString(CultureInfo.InvariantCulture))),
            .. data.Task.Targets.Select(target => data.Train[target].Rows(rows)),
        ]);
        var predicted = predictions.Take(held);
        var scorer = Scorer.For(data.Task with { Submission = data.Task.Submission with { Id = [PredictionsTable.RowColumn] } });
        return Of(scorer.Align(answers, predicted), data, id, () => Labels(data, answers, predicted));
    }

    private static IEnumerable<Picture> Of(MetricInput input, TaskData data, string id, Func<IReadOnlyList<string>> labels) => input switch
    {
        MetricInput.Several { Targets: [var first, ..] } => Of(first, data, id, labels),
        MetricInput.Labels { Classes: <= ConfusionChart.MostClasses } classes => [ConfusionChart.Draw(Count(classes.Truth, classes.Predicted, classes.Classes), labels(), id)],
        MetricInput.ClassProbabilities probabilities => Confusion(probabilities, data, id),
        MetricInput.Scores scores => Calibration(scores.Positive, scores.Score, id),
        MetricInput.MultiLabel several => Calibration([.. several.Positive.SelectMany(label => label)], [.. several.Score.SelectMany(label => label)], id),
        MetricInput.Values values => [ResidualChart.Draw(values.Truth[0], values.Predicted[0], data.Task.Targets[0], id)],
        _ => [],
    };

    private static IReadOnlyList<string> Labels(TaskData data, Table answers, Table predicted)
    {
        var (truth, own) = (answers[data.Task.Targets[0]], predicted[data.Task.Submission.Columns[0]]);
        return LabelSet.Of(Enumerable.Range(0, truth.Count).Select(row => truth[row]), Enumerable.Range(0, own.Count).Select(row => own[row])).All;
    }

    private static Picture[] Confusion(MetricInput.ClassProbabilities probabilities, TaskData data, string id)
    {
        var classes = probabilities.PerClass.Length;
        var labels = data.Problem.Targets[0].Classes;
        if (classes > ConfusionChart.MostClasses || labels.Count != classes)
            return [];
        int[] predicted = [.. Enumerable.Range(0, probabilities.Rows).Select(row => Enumerable.Range(0, classes).MaxBy(label => probabilities.PerClass[label][row]))];
        return [ConfusionChart.Draw(Count(probabilities.Truth, predicted, classes), labels, id)];
    }

    private static Picture[] Calibration(bool[] positive, double[] probability, string id) =>
        positive.Length > 0 && Array.TrueForAll(probability, value => value is >= 0 and <= 1) ? [CalibrationChart.Draw(positive, probability, id)] : [];

    private static int[][] Count(int[] truth, int[] predicted, int classes)
    {
        int[][] counts = [.. Enumerable.Range(0, classes).Select(_ => new int[classes])];
        foreach (var (real, guess) in truth.Zip(predicted))
        {
            if (real >= 0 && guess >= 0)
                counts[real][guess]++;
        }

        return counts;
    }
}
