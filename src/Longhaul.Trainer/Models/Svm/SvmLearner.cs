using Longhaul.Pipelines;
using Longhaul.Trainer.Models.Vectors;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Svm;

/// <summary>Hyper-parameters: see the catalogue's options of the same names.</summary>
/// <param name="C">0: chosen.</param>
/// <param name="Gamma">In units of 1 / the features' total variance; 0: chosen.</param>
/// <param name="Goal">What C and gamma are chosen by.</param>
public sealed record SvmOptions(double C, double Gamma, double Epsilon, bool Standardise, SvmGoal Goal);

/// <summary>What settings are chosen by.</summary>
public enum SvmGoal
{
    /// <summary>Log loss, or squared errors.</summary>
    Probabilities,

    /// <summary>Wrong labels, near misses counting a little; or absolute errors.</summary>
    Labels,
}

/// <summary>
/// Support vector machines with the kernel exp(−γ |x − y|²): one against one for classes, with probabilities by pairwise coupling, ε-insensitive for
/// numbers. Solved by <see cref="SmoSolver"/>.
/// </summary>
public sealed class SvmLearner(SvmOptions options) : ILearner
{
    private const int MostRows = 40_000;
    private const int MostClasses = 300;
    private const int GridRows = 4000;
    private const int EnoughRows = 1200;
    private const double Tolerance = 1e-3;
    private const double GridTolerance = 1e-2;

    private static readonly double[] Costs = [0.3, 1, 3, 10, 30, 100];

    public IFittedModel Fit(TrainingSet set, Tuning? tuning)
    {
        if (set.Labels.Length > MostRows || set.Classes > MostClasses)
            throw new PipelineException($"'svm' takes at most {MostRows} rows and {MostClasses} classes, here are {set.Labels.Length} and {set.Classes}; set validation.rows, or choose another model");
        ColumnScale[] scales = [.. set.Matrix.Dense.Select(ColumnScale.Fit).Select(scale => options.Standardise ? scale : scale with { Deviation = 1 })];
        var rows = DenseRows.Of(set.Matrix, scales, "svm");
        var unit = 1 / rows.TotalVariance();
        var chosen = tuning is null ? Choose(set, rows, unit) : From(tuning);
        var data = KernelData.Of(rows, set.Threads);
        if (set.Classes == 0)
            return new FittedRegression(SvmRegression.Path(data, set.Labels, chosen.Gamma * unit, [chosen.C], options.Epsilon, Tolerance, set.Threads)[0], scales, set.Threads, To(chosen));
        var machines = new ClassRows(data, set.Labels, set.Classes, set.Threads).Path(chosen.Gamma * unit, [chosen.C], Tolerance)[0];
        return new FittedClassifier(machines, chosen.Sigmoid, scales, set.Threads, To(chosen));
    }

    /// <summary>The model that was saved.</summary>
    /// <exception cref="PipelineException">The state is not this model's.</exception>
    public static IFittedModel Load(StateReader from) => from.Has("sigmoid") ? FittedClassifier.Load(from) : FittedRegression.Load(from);

    private static SvmTrial From(Tuning tuning) =>
        new(tuning.Values["c"], tuning.Values["gamma"], 0, new PlattSigmoid(tuning.Values.GetValueOrDefault("slope", -1), tuning.Values.GetValueOrDefault("offset")));

    private static Tuning To(SvmTrial trial) => new(Tuning.None.Values.Add("c", trial.C).Add("gamma", trial.Gamma).Add("slope", trial.Sigmoid.Slope).Add("offset", trial.Sigmoid.Offset));

    private SvmTrial Choose(TrainingSet set, DenseRows rows, double unit)
    {
        GridFold[] folds = [.. Folds(set.Inner()).Select(fold => GridFold.Of(fold, rows, set))];
        double[] costs = options.C > 0 ? [options.C] : Costs;
        if (folds.Length == 0)
            return new SvmTrial(costs.Length == 1 ? costs[0] : 10, options.Gamma > 0 ? options.Gamma : 1, 0, new PlattSigmoid(-2, 0));
        return SvmGrid.Choose(options.Gamma, gamma => set.Classes == 0 ? Numbers(set, folds, gamma, unit, costs) : Classes(set, folds, gamma, unit, costs));
    }

    // As many as it takes to judge by enough rows.
    private static IEnumerable<InnerFold> Folds(IReadOnlyList<InnerFold> folds)
    {
        for (int i = 0, judged = 0; i < folds.Count && judged < EnoughRows; judged += folds[i].Validate.Length, i++)
            yield return new InnerFold(Thin(folds[i].Fit, GridRows), Thin(folds[i].Validate, GridRows));
    }

    private List<SvmTrial> Classes(TrainingSet set, GridFold[] folds, double gamma, double unit, double[] costs)
    {
        List<(double[] Decisions, int Label)>[] decided = [.. costs.Select(_ => new List<(double[], int)>())];
        foreach (var fold in folds)
        {
            var path = new ClassRows(fold.Fit, fold.FitLabels, set.Classes, set.Threads).Path(gamma * unit, costs, GridTolerance);
            for (var step = 0; step < costs.Length; step++)
                decided[step].AddRange(path[step].Decide(fold.Validate, set.Threads).Select((decisions, i) => (decisions, (int)fold.ValidateLabels[i])));
        }

        return [.. costs.Select((cost, step) => Judge(cost, gamma, decided[step], set))];
    }

    private SvmTrial Judge(double cost, double gamma, List<(double[] Decisions, int Label)> decided, TrainingSet set)
    {
        var sigmoid = PairProbabilities.Fit(decided, set.Classes);
        var p = PairProbabilities.Of([.. decided.Select(row => row.Decisions)], sigmoid, set.Classes, set.Threads);
        var loss = 0.0;
        for (var row = 0; row < decided.Count; row++)
        {
            var (label, mine) = (decided[row].Label, p[decided[row].Label][row]);
            var wrong = p.Where((of, k) => k != label && of[row] > mine).Any();
            loss += options.Goal == SvmGoal.Labels ? (wrong ? 1 : 0) + (0.2 * (1 - mine) * (1 - mine)) : -Math.Log(Math.Max(mine, 1e-9));
        }

        return new SvmTrial(cost, gamma, loss / decided.Count, sigmoid);
    }

    private List<SvmTrial> Numbers(TrainingSet set, GridFold[] folds, double gamma, double unit, double[] costs)
    {
        var losses = new double[costs.Length];
        foreach (var fold in folds)
        {
            var path = SvmRegression.Path(fold.Fit, fold.FitLabels, gamma * unit, costs, options.Epsilon, GridTolerance, set.Threads);
            for (var step = 0; step < costs.Length; step++)
                losses[step] += path[step].Predict(fold.Validate, set.Threads).Select((value, i) => Loss(value - fold.ValidateLabels[i])).Sum();
        }

        return [.. costs.Select((cost, step) => new SvmTrial(cost, gamma, losses[step], default))];
    }

    private double Loss(double error) => options.Goal == SvmGoal.Labels ? Math.Abs(error) : error * error;

    // Evenly over the rows, whose order says nothing where folds are drawn at random and everything where they follow time.
    private static int[] Thin(int[] rows, int most) =>
        rows.Length <= most ? rows : [.. Enumerable.Range(0, most).Select(i => rows[(int)((long)i * rows.Length / most)])];

    /// <summary>An inner fold's rows, taken out once for all settings.</summary>
    private sealed record GridFold(KernelData Fit, double[] FitLabels, DenseRows Validate, double[] ValidateLabels)
    {
        public static GridFold Of(InnerFold fold, DenseRows rows, TrainingSet set) => new(
            KernelData.Of(rows.Take(fold.Fit), set.Threads), Array.ConvertAll(fold.Fit, row => set.Labels[row]),
            rows.Take(fold.Validate), Array.ConvertAll(fold.Validate, row => set.Labels[row]));
    }
}
