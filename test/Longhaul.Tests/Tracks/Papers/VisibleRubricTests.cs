using Longhaul.Evaluation.Rubrics;
using Longhaul.Tracks.Papers;

namespace Longhaul.Tests.Tracks.Papers;

public sealed class VisibleRubricTests
{
    [Fact]
    public void It_has_requirements_categories_and_each_parts_share_of_the_whole()
    {
        var rubric = new Rubric(new RubricNode("r", "All of it.", 1)
        {
            Parts =
            [
                new RubricNode("a", "It adds\nnumbers.", 1) { Category = RubricCategory.CodeDevelopment },
                new RubricNode("b", "Results.", 3) { Parts = [new RubricNode("c", "5050.", 2) { Category = RubricCategory.ResultAnalysis }] },
            ],
        });

        VisibleRubric.Of(rubric).ShouldEndWith("- 100.0 % All of it.\n  - 25.0 % [Code Development] It adds numbers.\n  - 75.0 % Results.\n    - 75.0 % [Result Analysis] 5050.\n");
    }
}
