namespace Longhaul.Evaluation.Rubrics;

/// <summary>What a leaf of a rubric asks for (PaperBench, Starace et al. 2025, section 3.2).</summary>
public enum RubricCategory
{
    /// <summary>The code has a right implementation of it, whether it was run or not.</summary>
    CodeDevelopment,

    /// <summary>The run of <c>reproduce.sh</c> did it.</summary>
    CodeExecution,

    /// <summary>The results of that run agree with the paper.</summary>
    ResultAnalysis,
}

/// <summary>The categories as rubric files spell them.</summary>
public static class RubricCategories
{
    private static readonly Dictionary<string, RubricCategory> ByName = new(StringComparer.Ordinal)
    {
        ["Code Development"] = RubricCategory.CodeDevelopment,
        ["Code Execution"] = RubricCategory.CodeExecution,
        ["Result Analysis"] = RubricCategory.ResultAnalysis,
    };

    /// <summary>The three names, in the order of the work.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys];

    /// <summary>The category's name in a file.</summary>
    public static string Name(this RubricCategory category) => Names[(int)category];

    /// <summary>The category of a name; null where there is none of it.</summary>
    public static RubricCategory? Find(string name) => ByName.TryGetValue(name, out var category) ? category : null;
}
