namespace Longhaul.Evaluation.Rubrics.Judging;

/// <summary>
/// Which files a leaf's judge should look at first. By PaperBench's rule (Starace et al. 2025, appendix on its judge) a leaf about code is judged by the
/// sources, one about execution by those and the log, one about results by the log and what the reproduction made.
/// </summary>
public static class FilesToLookAt
{
    private static readonly string[] Documents = [".md", ".txt", ".rst"];

    /// <summary>At most <paramref name="most"/> paths: the script, the log and the readme, then those whose names share most words with the requirement.</summary>
    public static IReadOnlyList<string> For(RubricNode leaf, JudgedWork work, int most = 40)
    {
        var words = Words(leaf.Requirements);
        return [.. work.Files.Where(file => file.Text && Concerns(leaf.Category, file, work))
            .OrderBy(file => Rank(file.Path, work.Log))
            .ThenByDescending(file => Words(file.Path).Intersect(words).Count())
            .ThenBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => file.Path)
            .Take(most)];
    }

    private static bool Concerns(RubricCategory? category, WorkFile file, JudgedWork work) => category switch
    {
        RubricCategory.CodeDevelopment => file.Path != work.Log && !file.Touched,
        RubricCategory.ResultAnalysis => Rank(file.Path, work.Log) < 3 || file.Touched || Documents.Contains(Path.GetExtension(file.Path).ToLowerInvariant()),
        _ => true,
    };

    private static int Rank(string path, string? log) => path switch
    {
        "reproduce.sh" => 0,
        _ when path == log => 1,
        _ when path.StartsWith("README", StringComparison.OrdinalIgnoreCase) => 2,
        _ => 3,
    };

    private static HashSet<string> Words(string text)
    {
        var words = text.Split([.. text.Where(c => !char.IsLetterOrDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries);
        return words.Where(word => word.Length > 2).Select(word => word.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
    }
}
