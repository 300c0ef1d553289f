using System.Globalization;
using Longhaul.Cli.Arguments;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Output;
using Longhaul.Evaluation.Rubrics;

namespace Longhaul.Cli.Commands;

/// <summary>Sums up a graded tree of a paper's rubric: <c>grade PAPER GRADED_TREE.json</c>.</summary>
internal sealed class TreeGrading(Session session)
{
    /// <summary>Prints the score; 0.</summary>
    /// <exception cref="RubricException">The tree or the rubric is no tree, or the tree is another paper's.</exception>
    public int Grade(string rubricPath, string treePath, bool json)
    {
        var rubric = Rubric.Read(rubricPath);
        var tree = GradedTree.Read(TaskPath.Existing(treePath));
        var differences = TreeComparison.Of(rubric, tree, rubricPath, treePath);
        foreach (var line in differences.Lines())
            session.Error.WriteLine($"{line}. The tree counts as it stands.");
        if (tree.Unjudged > 0)
            session.Error.WriteLine($"{tree.Unjudged} leaves have no valid score; they count 0.");
        if (json)
            CliJson.Print(session, TreeGrade.Of(tree, differences), CliJson.Default.TreeGrade);
        else
            Show(TreeGrade.Of(tree, differences));
        return 0;
    }

    private void Show(TreeGrade grade)
    {
        session.Out.WriteLine($"{grade.Score.ToString(CultureInfo.InvariantCulture)} replication score, {grade.Leaves} leaves");
        foreach (var part in grade.Categories)
            session.Out.WriteLine($"{part.Score.ToString("0.0000", CultureInfo.InvariantCulture)} {part.Category}, {part.Leaves} leaves");
    }
}

/// <summary>What <c>grade --json</c> prints of a graded tree.</summary>
/// <param name="Unjudged">Leaves without a valid score.</param>
/// <param name="Categories">The same rubric with the leaves of one category alone.</param>
/// <param name="Differences">Ids in which the tree differs from the rubric.</param>
internal sealed record TreeGrade(double Score, int Leaves, int Unjudged, IReadOnlyList<CategoryGrade> Categories, TreeComparison Differences)
{
    public static TreeGrade Of(GradedTree tree, TreeComparison differences)
    {
        var categories = Enum.GetValues<RubricCategory>()
            .Select(category => (category, part: tree.Only(category)))
            .Where(pair => pair.part is not null)
            .Select(pair => new CategoryGrade(pair.category.Name(), pair.part!.Score, pair.part.Leaves.Count));
        return new TreeGrade(tree.Score, tree.Leaves.Count, tree.Unjudged, [.. categories], differences);
    }
}

/// <summary>The score of one category's leaves; that of Code Development is PaperBench's Code-Dev score.</summary>
internal sealed record CategoryGrade(string Category, double Score, int Leaves);
