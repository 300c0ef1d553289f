using System.Globalization;
using System.Text.Json.Serialization;

namespace Longhaul.Pipelines.Decisions;

/// <summary>Turns a target's raw outputs into labels.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "rule")]
[JsonDerivedType(typeof(Threshold), "threshold")]
[JsonDerivedType(typeof(Heaviest), "heaviest")]
[JsonDerivedType(typeof(CutPoints), "cuts")]
public abstract record LabelRule
{
    private LabelRule()
    {
    }

    /// <summary>The index of each row's label among the target's classes.</summary>
    public abstract int[] Decide(double[][] outputs);

    /// <summary>Whether the rule can decide a target of so many classes and outputs.</summary>
    internal abstract bool Fits(int classes, int outputs);

    /// <summary>The rule in a few words.</summary>
    public abstract string Describe(IReadOnlyList<string> classes);

    /// <summary>The second class where its probability reaches a threshold.</summary>
    public sealed record Threshold(double At) : LabelRule
    {
        public override int[] Decide(double[][] outputs) => Array.ConvertAll(outputs[0], p => p >= At ? 1 : 0);

        internal override bool Fits(int classes, int outputs) => (classes, outputs) == (2, 1);

        public override string Describe(IReadOnlyList<string> classes) => $"'{classes[1]}' from a probability of {Short(At)} on";
    }

    /// <summary>The class with the highest probability times its weight.</summary>
    /// <param name="Weights">Null: all 1.</param>
    public sealed record Heaviest(double[]? Weights) : LabelRule
    {
        public override int[] Decide(double[][] outputs)
        {
            var labels = new int[outputs[0].Length];
            var best = Weighted(outputs, 0);
            for (var k = 1; k < outputs.Length; k++)
            {
                var values = Weighted(outputs, k);
                for (var row = 0; row < labels.Length; row++)
                {
                    if (values[row] <= best[row])
                        continue;
                    best[row] = values[row];
                    labels[row] = k;
                }
            }

            return labels;
        }

        internal override bool Fits(int classes, int outputs) => classes == outputs && (Weights is null || Weights.Length == outputs);

        public override string Describe(IReadOnlyList<string> classes) => Weights is null
            ? "the most likely class"
            : $"the most likely class, weighted {Short(Weights.Min())} to {Short(Weights.Max())}";

        private double[] Weighted(double[][] outputs, int k) =>
            Weights is null ? (double[])outputs[k].Clone() : Array.ConvertAll(outputs[k], p => p * Weights[k]);
    }

    /// <summary>An ordinal label by the number of cut points a value reaches.</summary>
    /// <param name="Cuts">Ascending, one less than classes.</param>
    public sealed record CutPoints(double[] Cuts) : LabelRule
    {
        public override int[] Decide(double[][] outputs) => Array.ConvertAll(outputs[0], Label);

        internal override bool Fits(int classes, int outputs) => outputs == 1 && Cuts.Length == classes - 1;

        public override string Describe(IReadOnlyList<string> classes) => $"cut at {string.Join(", ", Cuts.Select(Short))}";

        private int Label(double value)
        {
            var at = Array.BinarySearch(Cuts, value);
            if (at < 0)
                return ~at;
            while (at + 1 < Cuts.Length && Cuts[at + 1] <= value)
                at++;
            return at + 1;
        }
    }

    private static string Short(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
