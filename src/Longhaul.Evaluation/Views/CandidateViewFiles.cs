using Longhaul.Runs.Files;
using Longhaul.Runs.Tables;

namespace Longhaul.Evaluation.Views;

/// <summary>Writes a candidate's view as the folder that is mounted as <c>data/</c>.</summary>
public static class CandidateViewFiles
{
    /// <summary>Writes train.csv, test.csv and sample_submission.csv under the task's own names, with the task's description.</summary>
    public static void Write(TaskData data, CandidateView view, string folder)
    {
        Directory.CreateDirectory(folder);
        Write(Path.Combine(folder, "train.csv"), TrainColumns(data, view));
        Write(Path.Combine(folder, "test.csv"), TestColumns(data, view));
        Write(Path.Combine(folder, "sample_submission.csv"), SampleColumns(data, view));
        if (data.Task.DescriptionFile is { } description)
            AtomicFile.Copy(description, Path.Combine(folder, "description.md"));
    }

    private static IEnumerable<Column> TrainColumns(TaskData data, CandidateView view) => data.Train.Columns.Select(column =>
        view.TrainIds is { } made && column.Name == data.Task.Submission.Id[0]
            ? new Column(column.Name, made)
            : column.Rows(view.Train));

    private static IEnumerable<Column> TestColumns(TaskData data, CandidateView view)
    {
        // Some tasks leave the target's column in test, empty: the held-out rows' labels must not fill it.
        foreach (var column in data.Test.Columns.Where(column => !data.Task.Targets.Contains(column.Name, StringComparer.Ordinal)))
        {
            var id = data.Task.Submission.Id.ToList().IndexOf(column.Name);
            yield return new Column(column.Name, id >= 0
                ? view.Ids[id]
                : view.Rows.Select(row => row.TableOf(data).Find(column.Name) is { } cells ? cells[row.Row] : ""));
        }
    }

    private static IEnumerable<Column> SampleColumns(TaskData data, CandidateView view)
    {
        foreach (var column in data.Sample.Columns)
        {
            var id = data.Task.Submission.Id.ToList().IndexOf(column.Name);
            var filler = data.Sample.RowCount > 0 ? column[0] : "";
            yield return new Column(column.Name, id >= 0 ? view.Ids[id] : view.Rows.Select(_ => filler));
        }
    }

    private static void Write(string path, IEnumerable<Column> columns) => TableWriter.Write(path, new Table([.. columns]));
}
