namespace Longhaul.Builtin.Leaks;

/// <summary>How much of a target some columns explain together on rows held out, by quick trees or least squares, whichever is better.</summary>
/// <param name="Skill">As <see cref="Power.Skill"/> has it.</param>
/// <param name="PerOutput">The same for each output.</param>
/// <param name="OnScale">How many of them are on the target's scale.</param>
internal sealed record RestOfColumns(double Skill, double[] PerOutput, int OnScale)
{
    private const int MostRows = 4000, MostFeatures = 100;

    /// <summary>Judges columns together.</summary>
    /// <param name="columns">Columns, the best first; a hundred are used.</param>
    public static RestOfColumns Of(IEnumerable<Suspicion> columns, Answer answer, int[] folds)
    {
        Suspicion[] best = [.. columns.Take(MostFeatures)];
        var every = Math.Max(1, answer.Rows / MostRows);
        var rows = Enumerable.Range(0, answer.Rows).Where(row => row % every == 0).ToArray();
        bool[] held = Array.ConvertAll(rows, row => folds[row] == 0 || folds[row] == Power.Folds - 1);
        double[][] numbers = [.. best.Where(column => column.View.Numbers is not null).Select(column => Array.ConvertAll(rows, row => column.View.Numbers![row]))];
        var skills = new double[answer.Outputs.Length];
        double errors = 0, spread = 0;
        for (var i = 0; i < skills.Length; i++)
        {
            double[] target = Array.ConvertAll(rows, row => answer.Outputs[i][row]);
            byte[][] features = [.. best.Select(column => Coded(column.View.Bins, rows, target, held))];
            var (error, total) = Errors(target, QuickTrees.Predict(features, target, held, answer.Outputs.Length > 5 ? 40 : 80), held);
            error = Math.Min(error, Errors(target, QuickLines.Predict(numbers, target, held), held).Error);
            skills[i] = total > 0 ? 1 - error / total : 0;
            (errors, spread) = (errors + error, spread + total);
        }

        return new RestOfColumns(answer.IsClass ? spread > 0 ? 1 - errors / spread : 0 : skills.Max(), skills, best.Count(column => column.IsShifted));
    }

    // Numbers keep their order. Others stand in the order of their mean target on the rows that are learnt from, so that a cut can put any together.
    private static byte[] Coded(Bins bins, int[] rows, double[] target, bool[] held)
    {
        var (sums, counts) = (new double[bins.Count], new int[bins.Count]);
        var mean = target.Average();
        for (var i = 0; i < rows.Length; i++)
        {
            if (held[i])
                continue;
            sums[bins.Of[rows[i]]] += target[i];
            counts[bins.Of[rows[i]]]++;
        }

        var order = Enumerable.Range(0, bins.Count).OrderBy(bin => bins.IsOrdered ? bin : (sums[bin] + mean) / (counts[bin] + 1)).ToArray();
        var codes = new byte[bins.Count];
        var (before, all) = (0L, Math.Max(1, counts.Sum()));
        foreach (var bin in order)
        {
            codes[bin] = (byte)Math.Min(QuickTrees.Bins - 1, before * QuickTrees.Bins / all);
            before += counts[bin];
        }

        return Array.ConvertAll(rows, row => codes[bins.Of[row]]);
    }

    private static (double Error, double Total) Errors(double[] target, double[] predicted, bool[] held)
    {
        var rows = Enumerable.Range(0, target.Length).Where(row => held[row]).ToArray();
        if (rows.Length == 0)
            return (0, 0);
        var mean = rows.Average(row => target[row]);
        return (rows.Sum(row => Math.Pow(target[row] - predicted[row], 2)), rows.Sum(row => Math.Pow(target[row] - mean, 2)));
    }
}
