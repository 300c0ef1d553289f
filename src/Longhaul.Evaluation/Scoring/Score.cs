using System.Text.Json.Serialization;
using Longhaul.Runs.Tasks;

namespace Longhaul.Evaluation.Scoring;

/// <summary>A development score: never a bare number.</summary>
/// <param name="Value">Mean of the folds that have a value.</param>
/// <param name="Spread">Sample standard deviation over folds; 0 for one fold.</param>
/// <param name="Folds">Score per fold; NaN where the metric is undefined there ("unscored").</param>
/// <param name="Metric">The metric's id.</param>
/// <param name="Direction">Which way is better.</param>
public sealed record Score(double Value, double Spread, IReadOnlyList<double> Folds, string Metric, Direction Direction)
{
    /// <summary>Folds that have a value: one alone has no spread.</summary>
    [JsonIgnore]
    public int ScoredFolds => Folds.Count(double.IsFinite);

    /// <summary>Standard error of the mean over folds.</summary>
    public double StandardError => Spread / Math.Sqrt(Math.Max(1, ScoredFolds));

    /// <summary>Whether this score is strictly better than the other one's.</summary>
    public bool Beats(Score other) => Direction == Direction.Maximize ? Value > other.Value : Value < other.Value;

    /// <summary>From the scores per fold.</summary>
    public static Score FromFolds(IReadOnlyList<double> folds, string metric, Direction direction)
    {
        double[] known = [.. folds.Where(double.IsFinite)];
        var mean = known.Length == 0 ? double.NaN : known.Average();
        var spread = known.Length < 2 ? 0 : Math.Sqrt(known.Sum(score => (score - mean) * (score - mean)) / (known.Length - 1));
        return new Score(mean, spread, folds, metric, direction);
    }

    /// <summary>Two scores are equal when their numbers are.</summary>
    public bool Equals(Score? other) => other is not null && Value.Equals(other.Value) && Folds.SequenceEqual(other.Folds) && Metric == other.Metric;

    public override int GetHashCode() => HashCode.Combine(Value, Spread, Metric);
}
