using Longhaul.Evaluation.Vault;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Evaluation.Views;

/// <summary>A task's tables as the host holds them during a run, with the problem they pose and the folds it is scored on.</summary>
/// <param name="Task">The package.</param>
/// <param name="Train">The labelled rows that candidates may learn from, in file order; "row" always means a 0-based position in here. Vault rows are not among them.</param>
/// <param name="Test">The rows to predict in file order.</param>
/// <param name="Sample">The sample submission.</param>
public sealed record TaskData(TaskPackage Task, Table Train, Table Test, Table Sample, Problem Problem, FoldPlan Folds)
{
    private Table? _asked;

    /// <summary>The labelled rows that are held back.</summary>
    public VaultRows Vault { get; private init; } = VaultRows.None(Train, "no vault");

    /// <summary>How far ahead the test rows of a time split reach, in labelled rows (<see cref="Views.Horizon"/>); 0: another split, or not looked at.</summary>
    public int Horizon { get; private init; }

    /// <summary>Every row that a candidate is asked for beside the held-out ones: the vault's rows, then the test rows, without labels.</summary>
    public Table Asked => _asked ??= Vault.Count == 0 ? Test : new Table(
    [
        .. Test.Columns.Where(column => !Task.Targets.Contains(column.Name, StringComparer.Ordinal)).Select(column => new Column(
            column.Name, (Vault.Rows.Find(column.Name) ?? Enumerable.Repeat("", Vault.Count)).Concat(column))),
    ]);

    /// <summary>Reads the tables of a run's task as the run began with them.</summary>
    /// <exception cref="Runs.UserErrorException">The data can't be used.</exception>
    public static TaskData Load(TaskPackage task, RunSettings settings) => Load(task, settings.Seed, (ViewsForm)settings.Views);

    /// <summary>Reads the tables, finds the problem, holds the vault back, and lays the folds.</summary>
    /// <exception cref="Runs.UserErrorException">The data can't be used.</exception>
    public static TaskData Load(TaskPackage task, int seed, ViewsForm form = ViewsForm.Plain)
    {
        var tables = new TaskTables(task);
        var (all, problem) = Labelled(task, tables);
        var vault = form == ViewsForm.Plain ? new VaultPlan([], "no vault") : VaultPlan.Make(task, all, problem, seed);
        var train = vault.Rows.Length == 0 ? all : all.Take(Others(vault.Rows, all.RowCount));
        var horizon = task.Split == SplitKind.Time && form != ViewsForm.Vault ? Views.Horizon.Rows(task, all, tables.Test) : 0;
        var folds = FoldPlan.Make(task, train, problem, seed, form >= ViewsForm.Horizon ? horizon : 0, form >= ViewsForm.Images);
        return new TaskData(task, train, tables.Test, tables.Sample, problem, form == ViewsForm.Plain ? folds : folds.WithRepeats(task, train, problem, seed))
        {
            Vault = new VaultRows(all.Take(vault.Rows), vault.Scheme),
            Horizon = horizon,
        };
    }

    private static int[] Others(int[] rows, int count)
    {
        var held = rows.ToHashSet();
        return [.. Enumerable.Range(0, count).Where(row => !held.Contains(row))];
    }

    /// <summary>The labelled rows, labels spelled alike, and the problem that they pose.</summary>
    /// <exception cref="TaskPackageException">The labels can't be used.</exception>
    public static (Table Train, Problem Problem) Labelled(TaskPackage task, TaskTables tables)
    {
        var labelled = ProblemReader.LabelledRows(task, tables.Train);
        var train = LabelSpelling.Unify(task, labelled.Length == tables.Train.RowCount ? tables.Train : tables.Train.Take(labelled));
        return (train, ProblemReader.Read(task, train));
    }
}
