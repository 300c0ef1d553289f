using Longhaul.Pipelines;

namespace Longhaul.Builtin.Portfolio;

/// <summary>First pipelines of models of smooth surfaces and boundaries: strong on numbers, for tables that are not long.</summary>
internal static class KernelRecipes
{
    public const int MostRows = 12_000;

    // One against one, many classes make many small problems.
    private const int MostRowsOfClasses = 30_000;
    private const int ManyClasses = 5;
    private const int MostRowsForDiscriminant = 60_000;
    public const int MostRowsForProcess = 4500;

    public static IEnumerable<PlannedPipeline> Of(Ingredients from)
    {
        foreach (var smooth in Smooth(from))
            yield return smooth;
        if (from.Count(ColumnRole.Number) * 2 < from.Profile.Features.Count || from.Rows > (from.Outputs > ManyClasses ? MostRowsOfClasses : MostRows))
            yield break;
        var priority = from.Outputs > ManyClasses ? 1 : 2;
        if (from.NumbersOfOneKind)
            yield return new(priority, "svm", "Support vector machine on numbers as they are", "Numbers of one kind keep their proportions; a smooth boundary suits them.", from.Make(ModelSpec.Of("svm", ("scale", "none")), Ingredients.PlainNumbers()));
        yield return new(priority, "svm", "Support vector machine", "A smooth boundary between rows that look alike; it errs elsewhere than trees do.", from.Make(ModelSpec.Of("svm"), from.ForSums()));
    }

    private static IEnumerable<PlannedPipeline> Smooth(Ingredients from)
    {
        var numbers = from.Count(ColumnRole.Number);
        if (from.IsClasses && numbers * 2 >= from.Profile.Features.Count && from.Rows <= MostRowsForDiscriminant)
            yield return new(from.Outputs > ManyClasses ? 1 : 2, "discriminant", "Discriminant analysis", "A bell per class is a strong guess where numbers are many and rows are few.", from.Make(ModelSpec.Of("discriminant"), from.ForSums()));
        if (from.IsNumber && numbers > 0 && from.Rows <= MostRowsForProcess)
            yield return new(from.Rows <= 1500 ? 1 : 2, "gaussian-process", "Gaussian process", "A smooth surface through few rows, as rough as the rows themselves say.", from.Make(ModelSpec.Of("gaussian-process"), from.ForSums()));
        // Points of a curve are nearly copies of their neighbours: dropping single ones takes long and tells little.
        if (from.Profile.Features.Count >= 40 && from.Rows <= MostRows && !CurveRecipes.IsOneCurve(from))
            yield return new(numbers > from.Rows ? 1 : 2, "linear", "Linear model that drops features", "Of many columns most may say nothing.", from.Make(ModelSpec.Of("linear", ("l1_ratio", "1")), from.ForSums()));
    }
}
