using System.Text;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Schema;

namespace Longhaul.Trainer.Models.LightGbm;

/// <summary>Hyper-parameters; those that LightGBM knows by the same name are handed through as they are.</summary>
/// <param name="Objective">LightGBM's name, or <c>auto</c>.</param>
/// <param name="Rounds">The most rounds.</param>
/// <param name="Patience">Rounds without gain before the search for rounds ends; 0: all rounds are used.</param>
/// <param name="Native">What LightGBM is told besides, <c>name=value</c> separated by spaces.</param>
public sealed record LightGbmOptions(string Objective, int Rounds, int Patience, string Native)
{
    // Below this many cells a round is shorter than what OpenMP's threads cost to wake; folds and inner folds then run side by side instead.
    private const long FewCells = 2_000_000;

    /// <summary>Whether rows, features or thresholds are drawn, so that the seed matters.</summary>
    public bool IsRandom { get; private init; }

    /// <summary>Whether the first trees of a model are the model of so many rounds: dropouts change trees that stand already.</summary>
    public bool CanBeCut { get; private init; }

    private static readonly string[] Ours = ["objective", "rounds", "early_stopping"];

    /// <exception cref="PipelineException">A quantile that is none.</exception>
    public static LightGbmOptions From(Options options)
    {
        if (options.Text("objective") == "quantile" && options.Number("alpha") is <= 0 or >= 1)
            throw new PipelineException("lightgbm: alpha is the quantile that is predicted, and lies between 0 and 1");
        var native = new StringBuilder();
        foreach (var (name, value) in options.Set)
        {
            if (!Ours.Contains(name))
                native.Append(' ').Append(name).Append('=').Append(value);
        }

        return new LightGbmOptions(options.Text("objective"), options.Integer("rounds"), options.Integer("early_stopping"), native.ToString())
        {
            CanBeCut = options.Text("boosting") == "gbdt",
            IsRandom = options.Text("boosting") != "gbdt" || options.Flag("extra_trees") || options.Number("feature_fraction") < 1 ||
                options.Number("feature_fraction_bynode") < 1 || (options.Number("bagging_fraction") < 1 && options.Integer("bagging_freq") > 0),
        };
    }

    /// <summary>Threads that one booster should use of those that were granted. Results don't depend on it.</summary>
    public static int WorthwhileThreads(TrainingSet set) =>
        ((long)set.Matrix.Rows * set.Matrix.Dense.Length) + (set.Matrix.Sparse?.Values.Length ?? 0) < FewCells ? 1 : set.Threads;

    /// <summary>All parameters of a training set as LightGBM reads them. Deterministic whatever the machine's load.</summary>
    public string For(TrainingSet set, int threads)
    {
        var objective = Objective != "auto" ? Objective : set.Classes switch { 0 => "regression", 2 => "binary", _ => "multiclass" };
        var classes = objective is "multiclass" or "multiclassova" ? $" num_class={Math.Max(2, set.Classes)}" : "";
        var layout = set.Matrix.IsMostlySparse ? "force_col_wise" : "force_row_wise";
        var categories = string.Join(',', set.Matrix.Features.Select((feature, i) => (feature, i)).Where(pair => pair.feature.Levels > 0).Select(pair => pair.i));
        var native = categories.Length > 0 ? $"{Native} categorical_feature={categories}" : Native;
        return $"objective={objective}{classes} num_threads={threads} seed={set.Seed} deterministic=true {layout}=true verbosity=-1{native}";
    }
}
