using System.Globalization;
using System.Text.Json;
using Longhaul.Evaluation.Rubrics;
using Longhaul.Reporting.Papers;
using Longhaul.Runs;
using Longhaul.Runs.Folder;

namespace Longhaul.Reporting.Verification;

/// <summary>The grade of a paper: unchanged, the journal's own, and the sum of the verdicts that the journal holds.</summary>
internal static class PaperGradeCheck
{
    public static void Run(VerifyContext context)
    {
        var file = Path.GetRelativePath(context.Folder.Root, context.Folder.Grade);
        if (GradeCheck.Recorded(context, file) is not { } recorded)
            return;
        context.Agrees(file, recorded.Sha256, "the journal");
        if (Tree(context) is { } tree)
        {
            if (tree.Score != recorded.Score)
                context.Add("journal.jsonl", string.Create(CultureInfo.InvariantCulture, $"the grade is {recorded.Score:R}, but the verdicts sum up to {tree.Score:R}"));
            LineComparison.Hold(context, PaperReport.TreeOf(context.Folder), GradedTreeFile.Text(tree));
            Stored(context, tree);
        }

        context.Checked.Add("the grade against the judge's verdicts");
    }

    /// <summary>The tree that the journal's verdicts make; null where the rubric is not here.</summary>
    private static GradedTree? Tree(VerifyContext context)
    {
        if (PaperSnapshot.Read(context.Folder).Rubric is not { } rubric || !File.Exists(rubric))
        {
            context.Notes.Add("the grade was not computed again: the rubric is not here");
            return null;
        }

        try
        {
            return GradedTree.Of(Rubric.Read(rubric), context.State.Paper.Verdicts.Values.Select(said => new LeafVerdict(said.Leaf, said.Score, said.Reasons) { Files = said.Files, Judged = said.Judged }));
        }
        catch (Exception problem) when (problem is UserErrorException or ArgumentException)
        {
            context.Add(Path.GetRelativePath(context.Folder.Root, rubric), $"the grade can't be computed again: {problem.Message}");
            return null;
        }
    }

    private static void Stored(VerifyContext context, GradedTree tree)
    {
        var path = Path.GetRelativePath(context.Folder.Root, context.Folder.Grade);
        if (!File.Exists(context.Folder.Grade))
            return;
        try
        {
            var stored = PaperGrade.Parse(File.ReadAllText(context.Folder.Grade));
            LineComparison.Hold(context, context.Folder.Grade, PaperGrade.Of(PaperSnapshot.Read(context.Folder).Id, tree, stored.CreatedAt).ToJson());
        }
        catch (JsonException)
        {
            context.Add(path, "is no grade");
        }
    }
}
