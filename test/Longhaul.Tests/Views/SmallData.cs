using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Tests.Submissions;

namespace Longhaul.Tests.Views;

/// <summary>Small tasks in memory that tests bend.</summary>
internal static class SmallData
{
    /// <summary>Rows to learn from and rows to predict; ids 0 … and 1000 …, the label alternates.</summary>
    public static TaskData Make(int rows = 30, int testRows = 12, int seed = 7) => Load(
        Small.Task("accuracy", ["y"]),
        Rows("id,x,y", rows, row => $"{row},{row * 3},{"ab"[row % 2]}"),
        Rows("id,x", testRows, row => $"{1000 + row},{row * 5}"),
        Rows("id,y", testRows, row => $"{1000 + row},a"),
        seed);

    /// <summary>The data of tables that went through files, as in a run.</summary>
    public static TaskData Load(TaskPackage task, Table train, Table test, Table sample, int seed = 7, ViewsForm form = ViewsForm.Plain)
    {
        using var folder = new TemporaryFolder();
        TableWriter.Write(folder.At("train.csv"), train);
        TableWriter.Write(folder.At("test.csv"), test);
        TableWriter.Write(folder.At("sample.csv"), sample);
        var read = task with { TrainFile = folder.At("train.csv"), TestFile = folder.At("test.csv"), SampleFile = folder.At("sample.csv") };
        return TaskData.Load(read, seed, form) with { Task = task };
    }

    public static Table Rows(string header, int rows, Func<int, string> line) => Small.Table([header, .. Enumerable.Range(0, rows).Select(line)]);

    /// <summary>The view's three tables as a candidate reads them.</summary>
    public static (Table Train, Table Test, Table Sample) Files(TaskData data, CandidateView view)
    {
        using var folder = new TemporaryFolder();
        CandidateViewFiles.Write(data, view, folder.Path);
        var options = new TableReadOptions { AllowNoRows = true };
        return (Table.Read(folder.At("train.csv"), options), Table.Read(folder.At("test.csv"), options), Table.Read(folder.At("sample_submission.csv"), options));
    }
}
