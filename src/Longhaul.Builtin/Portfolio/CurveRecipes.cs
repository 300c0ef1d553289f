using System.Collections.Immutable;
using Longhaul.Pipelines;

namespace Longhaul.Builtin.Portfolio;

/// <summary>
/// First pipelines for columns of one kind, such as the points of a spectrum or of an outline: they say more together than alone, by their sums and
/// extremes, and by how they rise, fall and bend. Derivatives of smoothed spectra take away what only shifts or tilts them (Savitzky and Golay 1964).
/// </summary>
internal static class CurveRecipes
{
    private const int MostFamilies = 8;
    private const double MostlyCurve = 0.8;

    /// <summary>Points that a curve keeps: enough for any shape, few enough for models of distances.</summary>
    private const int MostPoints = 200;

    /// <summary>A twentieth of a curve is a detail.</summary>
    private const int Details = 20;

    public static IEnumerable<PlannedPipeline> Of(Ingredients from)
    {
        var families = from.Families;
        if (families.Count is 0 or > MostFamilies)
            yield break;
        FeatureStep[] statistics = [.. families.Select(family => FeatureStep.Of("row-statistics").On(family))], slopes = [.. families.Select(family => Curve(family, derivative: 1))];
        foreach (var smooth in Smooth(from, slopes))
            yield return smooth;
        yield return new(2, "linear", "Linear model with slopes of curves", "Columns in a row are a curve: how it rises and falls says more than where it lies.", from.Make(from.Linear(), [.. from.ForSums(), .. statistics, .. slopes]));
        yield return new(2, "extra-trees", "Extremely randomised trees with statistics over columns of a kind", "Sums, extremes and their places are what single columns can't show a tree.", from.Make(TableRecipes.Trees(from, "extra-trees"), [.. from.ForTrees(native: false, missing: false), .. statistics]));
    }

    /// <summary>Whether nearly every column is of one curve: then that is what such rows are for.</summary>
    public static bool IsOneCurve(Ingredients from) =>
        from.Families is [var only] && only.Length >= MostlyCurve * from.Profile.Features.Count;

    /// <summary>Models of distances see curves by their slopes or bends alone, beside what belongs to no curve.</summary>
    private static IEnumerable<PlannedPipeline> Smooth(Ingredients from, FeatureStep[] slopes)
    {
        FeatureStep[] others = [.. from.ForSumsWithout([.. from.Families.SelectMany(family => family)])];
        var priority = IsOneCurve(from) ? 1 : 2;
        if (from.IsNumber && from.Rows <= KernelRecipes.MostRowsForProcess)
        {
            FeatureStep[] bends = [.. from.Families.Select(family => Curve(family, derivative: 2))];
            yield return new(priority, "gaussian-process", "Gaussian process on bends of curves", "What only shifts or tilts a curve is gone from its bends, and a smooth surface through few rows suits what is left.", from.Make(ModelSpec.Of("gaussian-process"), [.. others, .. bends]));
        }

        if (from.Rows <= KernelRecipes.MostRows)
            yield return new(priority, "svm", "Support vector machine on slopes of curves", "Curves that rise and fall alike are alike, wherever they lie.", from.Make(ModelSpec.Of("svm"), [.. others, .. slopes]));
    }

    private static FeatureStep Curve(ImmutableArray<string> family, int derivative) => FeatureStep.Of(
        "curve", ("normalise", "true"), ("smooth", $"{Math.Max(3, Odd(family.Length / Details))}"), ("derivative", $"{derivative}"), ("every", $"{((family.Length - 1) / MostPoints) + 1}")).On(family);

    private static int Odd(int width) => Math.Min(999, width | 1);
}
