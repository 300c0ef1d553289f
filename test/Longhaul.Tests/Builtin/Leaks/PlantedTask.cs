using System.Globalization;
using Longhaul.Builtin.Leaks;
using Longhaul.Builtin.Profile;
using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Alarms;

namespace Longhaul.Tests.Builtin.Leaks;

/// <summary>The labelled rows of a shipped package, cut anew into train and test, with something planted in both.</summary>
internal sealed class PlantedTask
{
    private readonly TaskPackage _task;
    private readonly Problem _problem;
    private readonly int[] _order;

    private PlantedTask(TaskPackage task, Table all, Problem problem, int[] order) => (_task, All, _problem, _order) = (task, all, problem, order);

    /// <summary>All rows, labelled.</summary>
    public Table All { get; private init; }

    /// <summary>The target's cells.</summary>
    public string[] Labels => [.. All[_task.Targets[0]]];

    /// <summary>The target's numbers.</summary>
    public double[] Values => All[_task.Targets[0]].Numbers();

    public int Rows => All.RowCount;

    /// <summary>Reads a package. Where its split is by time, test is the end.</summary>
    public static PlantedTask From(string package, int rows = int.MaxValue)
    {
        var task = TaskPackageReader.Read(Path.Combine(Repository.Tasks, package), new TaskReaderOptions()).Package!;
        var data = TaskData.Load(task, seed: 0);
        var all = data.Train.RowCount <= rows ? data.Train : data.Train.Take([.. Enumerable.Range(0, rows)]);
        var order = Enumerable.Range(0, all.RowCount).ToArray();
        if (task.Split != SplitKind.Time)
            new Random(5).Shuffle(order);
        return new PlantedTask(task, all, data.Problem, order);
    }

    /// <summary>With one more column, or one in the place of another.</summary>
    public PlantedTask With(string name, Func<int, string> cell) =>
        new(_task, new Table([.. All.Columns.Where(column => column.Name != name), new Column(name, Enumerable.Range(0, Rows).Select(cell))]), _problem, _order);

    public PlantedTask With(string name, Func<int, double> number) => With(name, row => double.IsNaN(number(row)) ? "" : number(row).ToString(CultureInfo.InvariantCulture));

    public PlantedTask Without(params string[] names) => new(_task, All.Select(All.Names.Except(names)), _problem, _order);

    /// <summary>The task's statement changed.</summary>
    public PlantedTask As(Func<TaskPackage, TaskPackage> change) => new(change(_task), All, _problem, _order);

    /// <summary>The alarms, after a last change to the tables.</summary>
    public IReadOnlyList<Alarm> Alarms(Func<Table, Table>? train = null, Func<Table, Table>? test = null, Func<int, bool>? isTest = null)
    {
        int[] trainRows = [.. isTest is null ? _order[..(Rows * 7 / 10)].Order() : _order.Where(row => !isTest(row)).Order()];
        int[] testRows = [.. isTest is null ? _order[(Rows * 7 / 10)..].Order() : _order.Where(isTest).Order()];
        Table first = All.Take(trainRows), second = All.Take(testRows).Select(All.Names.Except(_task.Targets));
        (first, second) = (train?.Invoke(first) ?? first, test?.Invoke(second) ?? second);
        return LeakAudit.Of(_task, _problem, first, second, DataProfile.Of(_task, first, second, _problem), seed: 0);
    }
}
