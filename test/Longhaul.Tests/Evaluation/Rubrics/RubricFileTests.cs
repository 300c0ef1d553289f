using Longhaul.Evaluation.Rubrics;

namespace Longhaul.Tests.Evaluation.Rubrics;

public sealed class RubricFileTests : IDisposable
{
    private const string Leaf = """{"id": "a", "requirements": "A", "weight": 1, "task_category": "Code Development", "sub_tasks": []}""";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_rubric_is_read_with_its_weights_and_categories()
    {
        var rubric = Read($$"""
            {"id": "r", "requirements": "All", "weight": 1, "task_category": null, "sub_tasks": [
              {{Leaf}},
              {"id": "b", "requirements": "B", "weight": 3, "task_category": "Result Analysis", "finegrained_task_category": "Logging", "more": {"x": [1]} }
            ]}
            """);

        rubric.Leaves.Select(leaf => leaf.Id).ShouldBe(["a", "b"]);
        rubric.Leaves[1].Category.ShouldBe(RubricCategory.ResultAnalysis);
        rubric.Leaves[1].FinerCategory.ShouldBe("Logging");
        rubric.Shares().ShouldBe(new Dictionary<string, double> { ["a"] = 0.25, ["b"] = 0.75 });
        rubric.Above("b").Select(node => node.Id).ShouldBe(["r"]);
    }

    [Theory]
    [InlineData("", "rubric.json:1:1: not valid JSON")]
    [InlineData("{\n  \"id\": \"r\",\n  oops", "rubric.json:3:3: not valid JSON")]
    [InlineData("[]", "rubric.json:1:1: expected a node")]
    [InlineData("{\"id\": \"r\", \"requirements\": \"x\", \"weight\": 1,\n \"sub_tasks\": {}}", "rubric.json:2:15: 'sub_tasks' must be a list of nodes.")]
    [InlineData("{\"id\": 7}", "rubric.json:1:8: 'id' must be a text.")]
    [InlineData("{\"weight\": 1}", "rubric.json:1:1: a node has no 'id'.")]
    [InlineData("{\"id\": \"r\", \"weight\": 1}", "the node 'r' has no 'requirements'.")]
    [InlineData("{\"id\": \"r\", \"requirements\": \"x\"}", "the node 'r' needs a 'weight' of 0 or more.")]
    [InlineData("{\"id\": \"r\", \"requirements\": \"x\", \"weight\": -1}", "the node 'r' needs a 'weight' of 0 or more.")]
    [InlineData("{\"id\": \"r\", \"requirements\": \"x\", \"weight\": 1e999}", "'weight' must be a number.")]
    [InlineData("{\"id\": \"r\", \"requirements\": \"x\", \"weight\": 1}", "the leaf 'r' needs a 'task_category': Code Development, Code Execution, Result Analysis.")]
    [InlineData("{\"id\": \"r\", \"requirements\": \"x\", \"weight\": 1, \"task_category\": \"Coding\"}", "the leaf 'r' needs a 'task_category'")]
    [InlineData("{\"id\": \"r\", \"requirements\": \"x\", \"weight\": 1, \"task_category\": \"Code Execution\", \"sub_tasks\": [" + Leaf + "]}", "only leaves are judged")]
    [InlineData("{\"id\": \"r\", \"requirements\": \"x\", \"weight\": 1, \"sub_tasks\": [" + Leaf + ",\n" + Leaf + "]}", "rubric.json:2:1: the id 'a' stands twice")]
    [InlineData(Leaf + "\n{}", "rubric.json:2:1: not valid JSON")]
    public void A_mistake_is_named_with_its_line_and_column(string json, string message) =>
        Should.Throw<RubricException>(() => Read(json)).Message.ShouldContain(message);

    [Fact]
    public void A_rubric_nested_without_end_is_refused() =>
        Should.Throw<RubricException>(() => Read(string.Concat(Enumerable.Repeat("{\"sub_tasks\": [", 100_000)))).Message.ShouldContain("not valid JSON");

    [Theory]
    [InlineData("\"task_category\": \"Code Execution\"", "the leaf 'r' needs a 'score' from 0 to 1.")]
    [InlineData("\"task_category\": \"Code Execution\", \"score\": 1.5", "the leaf 'r' needs a 'score' from 0 to 1.")]
    [InlineData("\"task_category\": \"Code Execution\", \"score\": \"1\"", "'score' must be a number.")]
    public void A_graded_leaf_needs_a_score(string rest, string message)
    {
        var path = _folder.Write("tree.json", $$"""{"id": "r", "requirements": "x", "weight": 1, {{rest}}}""");

        Should.Throw<RubricException>(() => GradedTree.Read(path)).Message.ShouldContain(message);
    }

    [Fact]
    public void A_leaf_without_a_valid_score_counts_0()
    {
        var path = _folder.Write("tree.json", """{"id": "r", "requirements": "x", "weight": 1, "task_category": "Code Execution", "score": 1, "valid_score": false}""");

        var tree = GradedTree.Read(path);

        tree.Score.ShouldBe(0);
        tree.Unjudged.ShouldBe(1);
    }

    private Rubric Read(string json) => Rubric.Read(_folder.Write("rubric.json", json));
}
