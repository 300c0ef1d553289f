using System.Globalization;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Arrow;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Data;

namespace Longhaul.Tests.Trainer;

/// <summary>Small views made in a test: columns by name, a target, folds dealt in turn.</summary>
internal sealed class ViewBuilderForTests
{
    private readonly List<Column> _train = [];
    private readonly List<Column> _test = [];
    private readonly HashSet<string> _numeric = [];
    private readonly List<Target> _targets = [];
    private int[]? _folds;

    public SplitKind Split { get; init; } = SplitKind.Random;
    public string Metric { get; init; } = "rmse";
    public int Folds { get; init; } = 4;

    /// <summary>The fold of each row in the first repeat; null: none.</summary>
    public int[]? Repeat { get; init; }

    public string? Group { get; init; }
    public string? TimeColumn { get; init; }

    public ViewBuilderForTests Numbers(string name, IEnumerable<double> train, IEnumerable<double>? test = null)
    {
        _numeric.Add(name);
        return Texts(name, train.Select(Spell), test?.Select(Spell));
    }

    public ViewBuilderForTests Texts(string name, IEnumerable<string> train, IEnumerable<string>? test = null)
    {
        _train.Add(new Column(name, train));
        _test.Add(new Column(name, test ?? _train[^1].Cells().Take(3)));
        return this;
    }

    public ViewBuilderForTests Target(string name, IEnumerable<double> values)
    {
        _numeric.Add(name);
        _train.Add(new Column(name, values.Select(Spell)));
        _targets.Add(new Target(name, TargetKind.Number, []));
        return this;
    }

    public ViewBuilderForTests Target(string name, IEnumerable<string> labels)
    {
        _train.Add(new Column(name, labels));
        _targets.Add(new Target(name, TargetKind.Class, [.. _train[^1].Cells().Distinct().Order(StringComparer.Ordinal)]));
        return this;
    }

    public ViewBuilderForTests HeldOutIn(params int[] folds)
    {
        _folds = folds;
        return this;
    }

    public string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var train = new Table(_train);
        var test = new Table(_test);
        var folds = _folds ?? [.. Enumerable.Range(0, train.RowCount).Select(row => Split == SplitKind.Time ? row * (Folds + 1) / train.RowCount - 1 : row % Folds)];
        ArrowSource[] repeat = Repeat is null ? [] : [ArrowSource.Integers(TrainingView.RepeatColumn(0), row => Repeat[row])];
        ArrowTable.Write(Path.Combine(folder, "train.arrow"), train, _numeric, [ArrowSource.Integers(TrainingView.FoldColumn, row => folds[row]), .. repeat]);
        ArrowTable.Write(Path.Combine(folder, "test.arrow"), test, _numeric);
        var view = new TrainingView
        {
            Rows = train.RowCount,
            TestRows = test.RowCount,
            Problem = new Problem(_targets),
            Metric = new MetricSpec(Metric, Direction.Minimize),
            Split = Split,
            Folds = Folds,
            Repeats = repeat.Length,
            Id = [],
            Group = Group,
            TimeColumn = TimeColumn,
        };
        File.WriteAllText(Path.Combine(folder, "view.json"), view.ToJson());
        return folder;
    }

    public TrainingData Read(Pipeline pipeline)
    {
        var folder = Directory.CreateTempSubdirectory("longhaul-view-").FullName;
        try
        {
            return FrameReader.Read(Write(folder), pipeline);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Spell(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}

internal static class ColumnCells
{
    public static IEnumerable<string> Cells(this Column column) => Enumerable.Range(0, column.Count).Select(row => column[row]);
}
