using System.Text.RegularExpressions;

namespace Longhaul.Evaluation.Rubrics.Judging;

/// <summary>
/// Which files a leaf's judge should look at first. By PaperBench's rule (Starace et al. 2025, appendix on its judge) a leaf about code is judged by the
/// sources, one about execution by those and the log, one about results by the log and what the reproduction made.
/// </summary>
public static partial class FilesToLookAt
{
    private static readonly string[] Documents = [".md", ".txt", ".rst"];
    private static readonly string[] Sources = [".py", ".sh", ".cs", ".ipynb", ".r", ".jl", ".cpp", ".cc", ".c", ".cu", ".rs", ".go", ".js", ".ts", ".yaml", ".yml", ".toml"];

    /// <summary>
    /// At most <paramref name="most"/> paths: the script, the log and the readme, then what the category is about, then the other sources, each by the share
    /// of its name's words that the requirement has too ("Table 1" has those of <c>table1.csv</c>).
    /// </summary>
    public static IReadOnlyList<string> For(RubricNode leaf, JudgedWork work, int most = 40)
    {
        var words = Words(leaf.Requirements);
        return [.. work.Files.Where(file => file.Text && !Hidden(file.Path) && Concerns(leaf.Category, file, work))
            .OrderBy(file => Rank(file.Path, work.Log))
            .ThenBy(file => leaf.Category == RubricCategory.ResultAnalysis && !file.Touched)
            .ThenByDescending(file => Likeness(file.Path, words))
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

    private static double Likeness(string path, HashSet<string> words)
    {
        var own = Words(Path.GetFileNameWithoutExtension(path));
        return own.Count == 0 ? 0 : own.Count(words.Contains) / (double)own.Count;
    }

    private static int Rank(string path, string? log) => path switch
    {
        "reproduce.sh" => 0,
        _ when path == log => 1,
        _ when path.StartsWith("README", StringComparison.OrdinalIgnoreCase) => 2,
        _ => 3,
    };

    // Words of three letters or more, and numbers.
    private static HashSet<string> Words(string text) =>
        Word().Matches(text).Select(word => word.Value.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"\p{L}{3,}|\d+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}
