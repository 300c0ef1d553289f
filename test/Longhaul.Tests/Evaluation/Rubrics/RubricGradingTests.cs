using Longhaul.Evaluation.Rubrics;
using Longhaul.Evaluation.Rubrics.Judging;

namespace Longhaul.Tests.Evaluation.Rubrics;

public sealed class RubricGradingTests
{
    private static readonly Rubric Small = new(new RubricNode("all", "The paper is reproduced.", 1)
    {
        Parts =
        [
            new RubricNode("solver", "The spectral solver is written.", 1) { Category = RubricCategory.CodeDevelopment },
            new RubricNode("runs", "The solver is run on table 1's cases.", 1) { Category = RubricCategory.CodeExecution },
            new RubricNode("table", "Errors agree with table 1.", 2) { Category = RubricCategory.ResultAnalysis },
        ],
    });

    private static readonly JudgedWork Work = new(
    [
        new WorkFile("README.md", 10),
        new WorkFile("a/plot.py", 10),
        new WorkFile("reproduce.log", 10) { Touched = true },
        new WorkFile("reproduce.sh", 10),
        new WorkFile("results/table1.csv", 10) { Touched = true },
        new WorkFile("results/weights.bin", 10) { Touched = true, Text = false },
        new WorkFile("src/spectral_solver.py", 10),
    ]) { Log = "reproduce.log" };

    [Fact]
    public void The_table_that_a_requirement_is_about_comes_first_though_only_what_it_is_part_of_names_it()
    {
        var leaf = new RubricNode("a", "On bowl the error is twice that of plain sampling at each n.", 1) { Category = RubricCategory.ResultAnalysis };
        WorkFile Table(string name, string text) => new(name, 10) { Touched = true, Words = WordsOf.Text(text) };
        var work = new JudgedWork([Table("results/claims.csv", "claim,holds"), Table("results/table1.csv", "integrand,plain bowl,2"), Table("results/table2.csv", "integrand,plain bowl,3"), Table("results/table3.csv", "place,plain")]);

        var files = FilesToLookAt.For(leaf, [new RubricNode("root", "The paper is reproduced with table 3.", 1), new RubricNode("t", "Table 2 is reproduced.", 1)], work);

        files.ShouldBe(["results/table2.csv", "results/table1.csv", "results/table3.csv", "results/claims.csv"]);
    }

    [Fact]
    public async Task Every_leaf_is_asked_about_with_what_it_is_part_of_and_the_files_to_look_at()
    {
        var asked = new List<LeafQuestion>();

        var tree = await GradeAsync(Work, Recording(asked));

        asked.Select(question => question.Leaf.Id).ShouldBe(["solver", "runs", "table"]);
        asked.ShouldAllBe(question => question.Above.Single().Id == "all");
        asked[0].Files.ShouldBe(["reproduce.sh", "README.md", "src/spectral_solver.py", "a/plot.py"]);
        asked[1].Files.ShouldBe(["reproduce.sh", "reproduce.log", "README.md", "results/table1.csv", "src/spectral_solver.py", "a/plot.py"]);
        asked[2].Files.ShouldBe(["reproduce.sh", "reproduce.log", "README.md", "results/table1.csv", "a/plot.py", "src/spectral_solver.py"]);
        tree.Score.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Results_score_0_without_asking_where_the_reproduction_touched_no_file(bool reproduced)
    {
        var asked = new List<LeafQuestion>();
        var untouched = Work with { Reproduced = reproduced, Files = [.. Work.Files.Select(file => file with { Touched = false })] };

        var tree = await GradeAsync(untouched, Recording(asked));

        asked.Select(question => question.Leaf.Id).ShouldBe(["solver", "runs"]);
        tree.Score.ShouldBe(0.5);
        tree.Unjudged.ShouldBe(0);
    }

    [Fact]
    public async Task A_leaf_that_was_judged_before_is_not_judged_again()
    {
        var asked = new List<LeafQuestion>();
        var told = new List<LeafVerdict>();

        var tree = await RubricGrading.GradeAsync(
            Small, Work, Recording(asked), [new LeafVerdict("runs", 0, "It crashed.")], told.Add, sideBySide: 1, TestContext.Current.CancellationToken);

        asked.Select(question => question.Leaf.Id).ShouldBe(["solver", "table"]);
        told.Select(verdict => verdict.Leaf).ShouldBe(["solver", "table"]);
        tree.Score.ShouldBe(0.75);
    }

    [Theory]
    [InlineData("other", 1)]
    [InlineData("solver", 1.5)]
    [InlineData("solver", double.NaN)]
    public async Task A_verdict_that_does_not_fit_its_leaf_leaves_it_unjudged(string leaf, double score)
    {
        var tree = await GradeAsync(Work, (question, _) => Task.FromResult(
            question.Leaf.Id == "solver" ? new LeafVerdict(leaf, score, "") : new LeafVerdict(question.Leaf.Id, 1, "")));

        tree.Unjudged.ShouldBe(1);
        tree.Score.ShouldBe(0.75);
    }

    private static LeafJudge Recording(List<LeafQuestion> asked) => (question, _) =>
    {
        asked.Add(question);
        return Task.FromResult(new LeafVerdict(question.Leaf.Id, 1, "Seen."));
    };

    private static Task<GradedTree> GradeAsync(JudgedWork work, LeafJudge judge) =>
        RubricGrading.GradeAsync(Small, work, judge, [], _ => { }, sideBySide: 1, TestContext.Current.CancellationToken);
}
