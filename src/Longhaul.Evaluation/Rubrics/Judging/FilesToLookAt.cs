namespace Longhaul.Evaluation.Rubrics.Judging;

/// <summary>
/// Which files a leaf's judge should look at first. By PaperBench's rule (Starace et al. 2025, appendix on its judge) a leaf about code is judged by the
/// sources, one about execution by those and the log, one about results by the log and what the reproduction made.
/// </summary>
public static class FilesToLookAt
{
    // What a requirement is part of tells where to look too, and less.
    private const double OfAbove = 0.5;
    private const double OfName = 2;

    private static readonly string[] Documents = [".md", ".txt", ".rst"];
    private static readonly string[] Sources = [".py", ".sh", ".cs", ".ipynb", ".r", ".jl", ".cpp", ".cc", ".c", ".cu", ".rs", ".go", ".js", ".ts", ".yaml", ".yml", ".toml"];

    /// <summary>
    /// At most <paramref name="most"/> paths: the script, the log and the readme, then what the category is about, then the other sources. Within those, first
    /// come the files whose name and content share most with the requirement, a word the more the fewer files have it (inverse document frequency: Spärck
    /// Jones 1972).
    /// </summary>
    /// <param name="above">The requirements that it is part of.</param>
    public static IReadOnlyList<string> For(RubricNode leaf, IReadOnlyList<RubricNode> above, JudgedWork work, int most = 40)
    {
        var files = work.Files.Where(file => file.Text && !Hidden(file.Path) && Concerns(leaf.Category, file, work)).ToList();
        var weights = Weights(leaf, above, files);
        return [.. files
            .OrderBy(file => Rank(file.Path, work.Log))
            .ThenBy(file => leaf.Category == RubricCategory.ResultAnalysis && !file.Touched)
            .ThenByDescending(file => Likeness(file, weights))
            .ThenBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => file.Path)
            .Take(most)];
    }

    private static bool Concerns(RubricCategory? category, WorkFile file, JudgedWork work) => category switch
    {
        RubricCategory.CodeDevelopment => file.Path != work.Log && !file.Touched,
        // Whether a result was made as the paper has it, at its scale and with its settings, stands in the sources that the script runs.
        RubricCategory.ResultAnalysis => Rank(file.Path, work.Log) < 3 || file.Touched || Documents.Contains(Extension(file)) || Sources.Contains(Extension(file)),
        _ => true,
    };

    private static string Extension(WorkFile file) => Path.GetExtension(file.Path).ToLowerInvariant();

    // Settings of git and editors.
    private static bool Hidden(string path) => path.Split('/').Any(part => part.StartsWith('.'));

    private static Dictionary<string, double> Weights(RubricNode leaf, IReadOnlyList<RubricNode> above, List<WorkFile> files)
    {
        var own = WordsOf.Text(leaf.Requirements);
        var further = above.Skip(1).SelectMany(node => WordsOf.Text(node.Requirements)).ToHashSet(StringComparer.Ordinal);
        return own.Union(further).ToDictionary(
            word => word, word => (own.Contains(word) ? 1 : OfAbove) * Math.Log(1 + (files.Count / (1.0 + files.Count(file => file.Words.Contains(word) || file.NameWords.Contains(word))))), StringComparer.Ordinal);
    }

    private static double Likeness(WorkFile file, Dictionary<string, double> weights) =>
        weights.Sum(word => word.Value * ((file.NameWords.Contains(word.Key) ? OfName : 0) + (file.Words.Contains(word.Key) ? 1 : 0)));

    private static int Rank(string path, string? log) => path switch
    {
        "reproduce.sh" => 0,
        _ when path == log => 1,
        _ when path.StartsWith("README", StringComparison.OrdinalIgnoreCase) => 2,
        _ => 3,
    };
}
