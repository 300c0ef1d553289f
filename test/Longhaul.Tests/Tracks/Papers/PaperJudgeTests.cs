using Longhaul.Evaluation.Rubrics;
using Longhaul.Evaluation.Rubrics.Judging;
using Longhaul.Tracks.Papers;

namespace Longhaul.Tests.Tracks.Papers;

public sealed class PaperJudgeTests
{
    private static readonly RubricNode Leaf = new("l", "The loss is the one of equation 3.", 1) { Category = RubricCategory.CodeDevelopment };

    [Fact]
    public void A_judge_is_asked_about_the_requirement_what_it_is_part_of_and_the_files()
    {
        var brief = PaperJudge.BriefOf(new LeafQuestion(Leaf, [new RubricNode("r", "The method is implemented.", 1)], ["src/loss.py"]), "Any framework will do.");

        brief.ShouldContain("Code Development");
        brief.ShouldContain("The loss is the one of equation 3.");
        brief.ShouldContain("- The method is implemented.");
        brief.ShouldContain("- reproduction/src/loss.py");
        brief.ShouldContain("Any framework will do.");
    }

    [Fact]
    public void A_verdict_is_read_as_the_tool_wrote_it()
    {
        var verdict = PaperJudge.Read("l", """{"score":1,"reasons":"It is.","files":["src/loss.py"]}""");

        verdict.Judged.ShouldBeTrue();
        verdict.Score.ShouldBe(1);
        verdict.Files.ShouldBe(["src/loss.py"]);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("{}")]
    [InlineData("""{"score":"high","reasons":"","files":[]}""")]
    public void What_is_no_verdict_leaves_the_leaf_unjudged(string text) => PaperJudge.Read("l", text).Judged.ShouldBeFalse();
}
