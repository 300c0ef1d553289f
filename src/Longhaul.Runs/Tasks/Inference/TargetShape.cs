using System.Globalization;
using Longhaul.Runs.Tables;

namespace Longhaul.Runs.Tasks.Inference;

/// <summary>What kind of problem the targets make.</summary>
internal enum ProblemKind
{
    /// <summary>Two labels, one column.</summary>
    Binary,

    /// <summary>More labels, or two as words, one column of labels.</summary>
    MultiClass,

    /// <summary>One target, a probability column per class.</summary>
    ClassProbabilities,

    /// <summary>Several columns of 0 and 1.</summary>
    MultiLabel,

    /// <summary>One number.</summary>
    Regression,

    /// <summary>Several numbers.</summary>
    SeveralNumbers,
}

/// <summary>What stands in the targets and in the sample submission's prediction columns, as far as the choice of a metric needs it.</summary>
internal sealed record TargetShape(ProblemKind Kind, bool SampleHoldsLabels)
{
    /// <summary>Whole numbers with at most this many different values, each common, are taken for classes.</summary>
    private const int MaxNumberedClasses = 30;

    /// <summary>Reads the shape off the labels of train and the values of the sample.</summary>
    public static TargetShape Of(ColumnRoles roles, Table train, Table sample)
    {
        Column[] targets = [.. roles.Targets.Select(name => train[name])];
        Column[] predictions = [.. roles.Predictions.Select(name => sample[name])];
        var shown = predictions.SelectMany(column => column.Take(1000)).Where(cell => cell.Length > 0).ToHashSet(StringComparer.Ordinal);
        if (roles.HasClassColumns)
            return new TargetShape(ProblemKind.ClassProbabilities, false);
        if (targets.Length > 1)
        {
            return Array.TrueForAll(targets, IsFlag)
                ? new TargetShape(ProblemKind.MultiLabel, false)
                : new TargetShape(ProblemKind.SeveralNumbers, false);
        }

        var labels = FewValues(targets[0], MaxNumberedClasses);
        var holdsLabels = shown.All(cell => labels?.Contains(cell, StringComparer.Ordinal) ?? targets[0].Contains(cell, StringComparer.Ordinal));
        if (targets[0].IsNumeric && (labels is null || !IsClassLike(targets[0], labels, shown)))
            return new TargetShape(ProblemKind.Regression, false);
        return new TargetShape(labels?.Count == 2 ? ProblemKind.Binary : ProblemKind.MultiClass, holdsLabels);
    }

    /// <summary>The shape under a metric that takes such predictions: grades by their mean absolute error are numbers.</summary>
    public TargetShape As(PredictionKind predictions) =>
        predictions == PredictionKind.Numbers && Kind is (ProblemKind.Binary or ProblemKind.MultiClass) ? new TargetShape(ProblemKind.Regression, false) : this;

    /// <summary>For a person: <c>binary classification</c>.</summary>
    public string Describe(int columns) => Kind switch
    {
        ProblemKind.Binary => "binary classification",
        ProblemKind.MultiClass => "multi-class classification",
        ProblemKind.ClassProbabilities => $"multi-class classification, probabilities of {columns} classes",
        ProblemKind.MultiLabel => $"{columns} labels of 0 and 1",
        ProblemKind.Regression => "regression",
        _ => $"regression of {columns} targets",
    };

    /// <summary>The different values that aren't missing, or null where there are more than <paramref name="most"/>.</summary>
    public static IReadOnlyList<string>? FewValues(Column column, int most)
    {
        if (column.HasMoreDistinctThan(most + 5)) // room for the words that mean "missing"
            return null;
        var counts = column.Counts();
        string[] values = [.. counts.Keys.Where(value => !(column.IsNumeric ? double.IsNaN(Parse(value)) : value.Length == 0))];
        return values.Length <= most ? values : null;
    }

    /// <summary>Two values always; more where they are whole, common, and the sample doesn't show a fraction between them.</summary>
    private static bool IsClassLike(Column target, IReadOnlyList<string> labels, HashSet<string> shown) =>
        labels.Count <= 2
        || (labels.All(label => double.IsInteger(Parse(label))) && target.Count >= 10 * labels.Count && shown.All(cell => double.IsInteger(Parse(cell))));

    private static bool IsFlag(Column column) => FewValues(column, 2) is { } values && values.All(value => Parse(value) is 0 or 1);

    private static double Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
}
