namespace Longhaul.Builtin.Leaks;

/// <summary>How well bins alone tell a target, on rows that had no part in it.</summary>
/// <param name="Skill">
/// Numbers: 1 − Σ(y − ŷ)² / Σ(y − ȳ)², of ranks or of values, whichever is higher. Classes: the same over all 0/1 outputs, which is Brier's skill
/// score. 0 is no better than the mean, 1 is perfect.
/// </param>
/// <param name="PerOutput">The skill of each output.</param>
/// <param name="Gain">Classes: (accuracy − share of the largest class) / (1 − that share); numbers: NaN.</param>
/// <param name="Classes">Classes that the bins predict somewhere.</param>
internal sealed record Power(double Skill, double[] PerOutput, double Gain, int Classes)
{
    public const int Folds = 5;

    /// <summary>Cross-fitted: a row's prediction is its bin's mean over the rows of the other folds, drawn to the overall mean by half a row.</summary>
    public static Power Of(Bins bins, Answer answer, int[] folds)
    {
        var outputs = answer.Outputs;
        var predictions = outputs.Select(output => CrossFitted(bins, output, folds)).ToArray();
        double[] skills = new double[outputs.Length];
        double errors = 0, spread = 0;
        for (var i = 0; i < outputs.Length; i++)
        {
            var (error, total) = Errors(outputs[i], predictions[i]);
            skills[i] = total > 0 ? 1 - error / total : 0;
            errors += error;
            spread += total;
        }

        if (!answer.IsClass)
            return new Power(skills.Max(), skills, double.NaN, 0);
        var (gain, classes) = Accuracy(outputs, predictions);
        return new Power(spread > 0 ? 1 - errors / spread : 0, skills, gain, classes);
    }

    private static double[] CrossFitted(Bins bins, double[] output, int[] folds)
    {
        var sums = new double[bins.Count * Folds];
        var counts = new int[bins.Count * Folds];
        var (foldSums, foldCounts) = (new double[Folds], new int[Folds]);
        for (var row = 0; row < output.Length; row++)
        {
            var at = bins.Of[row] * Folds + folds[row];
            sums[at] += output[row];
            counts[at]++;
            foldSums[folds[row]] += output[row];
            foldCounts[folds[row]]++;
        }

        var (allSum, allCount) = (foldSums.Sum(), foldCounts.Sum());
        var means = new double[bins.Count * Folds];
        for (var bin = 0; bin < bins.Count; bin++)
        {
            var (sum, count) = (sums.AsSpan(bin * Folds, Folds).ToArray().Sum(), counts.AsSpan(bin * Folds, Folds).ToArray().Sum());
            for (var fold = 0; fold < Folds; fold++)
            {
                var overall = (allSum - foldSums[fold]) / Math.Max(1, allCount - foldCounts[fold]);
                means[bin * Folds + fold] = (sum - sums[bin * Folds + fold] + 0.5 * overall) / (count - counts[bin * Folds + fold] + 0.5);
            }
        }

        var predicted = new double[output.Length];
        for (var row = 0; row < output.Length; row++)
            predicted[row] = means[bins.Of[row] * Folds + folds[row]];
        return predicted;
    }

    private static (double Error, double Total) Errors(double[] output, double[] predicted)
    {
        var mean = output.Average();
        double error = 0, total = 0;
        for (var row = 0; row < output.Length; row++)
        {
            error += (output[row] - predicted[row]) * (output[row] - predicted[row]);
            total += (output[row] - mean) * (output[row] - mean);
        }

        return (error, total);
    }

    private static (double Gain, int Classes) Accuracy(double[][] outputs, double[][] predictions)
    {
        var hits = 0;
        var predicted = new bool[outputs.Length];
        var rows = outputs[0].Length;
        for (var row = 0; row < rows; row++)
        {
            var best = 0;
            for (var i = 1; i < outputs.Length; i++)
                best = predictions[i][row] > predictions[best][row] ? i : best;
            predicted[best] = true;
            hits += outputs[best][row] > 0 ? 1 : 0;
        }

        var largest = outputs.Max(output => output.Sum()) / rows;
        return (largest < 1 ? ((double)hits / rows - largest) / (1 - largest) : 0, predicted.Count(was => was));
    }
}
