using System.Globalization;
using Longhaul.Evaluation.Metrics;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Builtin.Leaks;

/// <summary>A target of some rows as numbers to explain: its rank and its value, or a 0/1 per class.</summary>
internal sealed class Answer
{
    private const int MostClasses = 30;

    private Answer(string name, bool isClass, IReadOnlyList<string> labels, double[][] outputs, string[] cells) =>
        (Name, IsClass, Labels, Outputs, Cells) = (name, isClass, labels, outputs, cells);

    public string Name { get; }

    public bool IsClass { get; }

    /// <summary>The classes that have an output, most frequent first; empty for numbers.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>[output][row]. Numbers: midranks scaled to [0, 1], then the values. Classes: 1 where the row is of the class.</summary>
    public double[][] Outputs { get; }

    /// <summary>The target's cells.</summary>
    public string[] Cells { get; }

    public int Rows => Cells.Length;

    /// <summary>For numbers: the values.</summary>
    public double[] Values => Outputs[^1];

    /// <summary>The target on these rows of train.</summary>
    public static Answer Of(Target target, Column column, int[] rows)
    {
        string[] cells = Array.ConvertAll(rows, row => column[row]);
        return target.Kind == TargetKind.Number
            ? OfNumbers(target.Name, cells, Array.ConvertAll(rows, row => column.Number(row)))
            : OfClasses(target.Name, cells);
    }

    /// <summary>Another column in the target's place, to see which columns tell it.</summary>
    public static Answer Of(ColumnView view)
    {
        string[] cells = Array.ConvertAll(view.Bins.Of, bin => bin.ToString(CultureInfo.InvariantCulture));
        return view.Bins.IsOrdered ? OfNumbers(view.Column, cells, Array.ConvertAll(view.Bins.Of, bin => (double)bin)) : OfClasses(view.Column, cells);
    }

    /// <summary>The same on some of the rows.</summary>
    /// <param name="at">Places among the rows.</param>
    public Answer At(int[] at)
    {
        string[] cells = Array.ConvertAll(at, row => Cells[row]);
        return IsClass ? OfClasses(Name, cells) : OfNumbers(Name, cells, Array.ConvertAll(at, row => Values[row]));
    }

    private static Answer OfNumbers(string name, string[] cells, double[] values) => new(name, isClass: false, [], [Ranks(values), values], cells);

    private static Answer OfClasses(string name, string[] cells)
    {
        string[] labels = [.. cells.CountBy(cell => cell).OrderByDescending(label => label.Value).ThenBy(label => label.Key, StringComparer.Ordinal).Take(MostClasses).Select(label => label.Key)];
        return new Answer(name, isClass: true, labels, [.. labels.Select(label => Array.ConvertAll(cells, cell => cell == label ? 1.0 : 0.0))], cells);
    }

    private static double[] Ranks(double[] values) =>
        Array.ConvertAll(CorrelationMetrics.Midranks(values), rank => (rank - 0.5) / values.Length);
}
