using System.Globalization;
using System.Text.Json.Serialization;
using Longhaul.Runs.Tasks;

namespace Longhaul.Pipelines.Decisions;

/// <summary>How one column of the submission is filled from a row's outputs.</summary>
/// <param name="Name">The column's name.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Values), "values")]
[JsonDerivedType(typeof(Scores), "scores")]
[JsonDerivedType(typeof(Labels), "labels")]
[JsonDerivedType(typeof(Ranked), "ranked")]
[JsonDerivedType(typeof(Share), "share")]
public abstract record ColumnRule(string Name)
{
    /// <summary>The cells, row by row.</summary>
    /// <param name="outputs">[output][row], calibrated.</param>
    /// <param name="digits">Digits of numbers; 0: as many as it takes to read the same number back.</param>
    internal abstract IEnumerable<string> Cells(Problem problem, double[][] outputs, int digits);

    /// <summary>Whether the rule points at what the problem has.</summary>
    internal abstract bool Fits(Problem problem, int outputs);

    /// <summary>A number within limits.</summary>
    /// <param name="Output">Which output.</param>
    /// <param name="Lowest">Values below become it; −∞: none do.</param>
    /// <param name="Highest">Values above become it; ∞: none do.</param>
    /// <param name="Instead">Stands for what is no finite number.</param>
    public sealed record Values(string Name, int Output, double Lowest, double Highest, double Instead) : ColumnRule(Name)
    {
        /// <summary>The number that stands in the column.</summary>
        public double Of(double value) => double.IsFinite(value) ? Math.Clamp(value, Lowest, Highest) : Instead;

        internal override IEnumerable<string> Cells(Problem problem, double[][] outputs, int digits) => outputs[Output].Select(value => Text(Of(value), digits));

        internal override bool Fits(Problem problem, int outputs) => Output >= 0 && Output < outputs;
    }

    /// <summary>An output as it is.</summary>
    public sealed record Scores(string Name, int Output) : ColumnRule(Name)
    {
        internal override IEnumerable<string> Cells(Problem problem, double[][] outputs, int digits) => outputs[Output].Select(value => Text(value, digits));

        internal override bool Fits(Problem problem, int outputs) => Output >= 0 && Output < outputs;
    }

    /// <summary>A label by a rule.</summary>
    /// <param name="Target">Which target's outputs and classes.</param>
    public sealed record Labels(string Name, int Target, LabelRule Rule) : ColumnRule(Name)
    {
        internal override IEnumerable<string> Cells(Problem problem, double[][] outputs, int digits)
        {
            var classes = problem.Targets[Target].Classes;
            return Rule.Decide(outputs[problem.RangeOf(Target)]).Select(code => classes[code]);
        }

        internal override bool Fits(Problem problem, int outputs) =>
            Target >= 0 && Target < problem.Targets.Count && Rule.Fits(problem.Targets[Target].Classes.Count, problem.Targets[Target].Outputs.Count);
    }

    /// <summary>The likeliest classes, likeliest first; of equally likely ones the first.</summary>
    /// <param name="Count">How many.</param>
    /// <param name="Separator">Between them.</param>
    public sealed record Ranked(string Name, int Target, int Count, string Separator) : ColumnRule(Name)
    {
        internal override IEnumerable<string> Cells(Problem problem, double[][] outputs, int digits)
        {
            var (classes, full) = (problem.Targets[Target].Classes, outputs[problem.RangeOf(Target)]);
            double Of(int k, int row) => full.Length > 1 ? full[k][row] : k == 1 ? full[0][row] : 1 - full[0][row];
            return Enumerable.Range(0, full[0].Length).Select(row => string.Join(
                Separator, Enumerable.Range(0, classes.Count).OrderByDescending(k => Of(k, row)).Take(Count).Select(k => classes[k])));
        }

        internal override bool Fits(Problem problem, int outputs) => Target >= 0 && Target < problem.Targets.Count && problem.Targets[Target].Kind == TargetKind.Class;
    }

    /// <summary>A probability; all columns of this kind together sum to one in each row.</summary>
    /// <param name="Output">Which output; <see cref="Nothing"/> for a class that train lacks; <see cref="Complement"/>: 1 − the first output.</param>
    public sealed record Share(string Name, int Output) : ColumnRule(Name)
    {
        public const int Nothing = -1;
        public const int Complement = -2;

        internal override IEnumerable<string> Cells(Problem problem, double[][] outputs, int digits) => throw new InvalidOperationException("Shares are made together.");

        internal override bool Fits(Problem problem, int outputs) => Output >= Complement && Output < outputs;

        /// <summary>[column][row] of such columns.</summary>
        internal static double[][] Normalised(IReadOnlyList<Share> shares, double[][] outputs)
        {
            double[][] columns = [.. shares.Select(share => share.Output switch
            {
                Nothing => new double[outputs[0].Length],
                Complement => Array.ConvertAll(outputs[0], p => 1 - p),
                _ => Array.ConvertAll(outputs[share.Output], p => Math.Max(p, 0)),
            })];
            for (var row = 0; row < outputs[0].Length; row++)
            {
                var sum = columns.Sum(column => column[row]);
                foreach (var column in columns)
                    column[row] = sum > 0 ? column[row] / sum : 1.0 / columns.Length;
            }

            return columns;
        }
    }

    /// <summary>So many significant digits; 0: the shortest text that reads back as the same number.</summary>
    internal static string Text(double value, int digits) => value.ToString(digits == 0 ? "R" : string.Create(CultureInfo.InvariantCulture, $"G{digits}"), CultureInfo.InvariantCulture);
}
