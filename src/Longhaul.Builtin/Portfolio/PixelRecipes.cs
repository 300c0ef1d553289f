using Longhaul.Pipelines;

namespace Longhaul.Builtin.Portfolio;

/// <summary>First pipelines where rows are pixels of images: what a pixel should be, by what lies around it.</summary>
internal static class PixelRecipes
{
    private const int QuickRows = 40_000;
    private const int Rows = 250_000;

    public static IEnumerable<PlannedPipeline> Of(Ingredients from)
    {
        yield return new(0, "lightgbm", "Boosted trees on the neighbourhood of some pixels", "A few pixels of each page show how paper and ink differ.", Make(from, QuickRows, from.LightGbm(("rounds", "80"), ("early_stopping", "0"), ("learning_rate", "0.12"), ("num_leaves", "31"))));
        yield return new(1, "lightgbm", "Boosted trees on the neighbourhood of pixels", "Background, window and gradients together tell what a pixel was.", Make(from, Rows, from.LightGbm(("rounds", "300"), ("early_stopping", "0"), ("learning_rate", "0.08"), ("num_leaves", "63"), ("min_data_in_leaf", "30"), ("feature_fraction", "0.6"), ("bagging_fraction", "0.7"), ("bagging_freq", "1"))));
        yield return new(2, "lightgbm", "More and deeper trees on the neighbourhood of all pixels", "Rare stains and creases need more pixels and more leaves.", Make(from, int.MaxValue, from.LightGbm(("rounds", "500"), ("early_stopping", "0"), ("learning_rate", "0.06"), ("num_leaves", "127"), ("min_data_in_leaf", "50"), ("feature_fraction", "0.5"), ("bagging_fraction", "0.6"), ("bagging_freq", "1"), ("lambda_l2", "5"))));
        yield return new(3, "extra-trees", "Randomised trees on the neighbourhood of some pixels", "A forest errs differently at edges.", Make(from, QuickRows, ModelSpec.Of("extra-trees", ("trees", "60"), ("min_leaf", "5"), ("max_features", "0.4"))));
    }

    private static Pipeline Make(Ingredients from, int rows, ModelSpec model)
    {
        var pipeline = from.Make(model, FeatureStep.Of("neighbourhood").On([.. from.PixelColumns!]));
        return pipeline with { Rows = Math.Min(1, Math.Round(rows / (double)Math.Max(1, from.Rows), 2, MidpointRounding.ToPositiveInfinity)) };
    }
}
