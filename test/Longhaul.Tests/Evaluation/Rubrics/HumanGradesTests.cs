using System.Text.Json;
using Longhaul.Cli.Commands;
using Longhaul.Cli.Hosting;
using Longhaul.Evaluation.Rubrics;

namespace Longhaul.Tests.Evaluation.Rubrics;

/// <summary>The roots that PaperBench's own code gives its five human-graded trees (in each file's root node).</summary>
public sealed class HumanGradesTests : IDisposable
{
    private readonly PaperBench _papers = new();

    public static TheoryData<string, double, int> Roots => new()
    {
        { "all-in-one", 0.7139351851851852, 174 },
        { "pinn", 0.8342145949288806, 1963 },
        { "rice", 0.18568121693121692, 361 },
        { "semantic-self-consistency", 0.9099999999999999, 79 },
        { "stay-on-topic-with-classifier-free-guidance", 0.48152958152958153, 116 },
    };

    public void Dispose() => _papers.Dispose();

    [Theory]
    [MemberData(nameof(Roots))]
    public void A_human_graded_tree_gives_its_root_to_the_last_digit(string paper, double root, int leaves)
    {
        var tree = GradedTree.Read(Path.Combine(_papers.Paper(paper), "judge_eval.json"));

        tree.Score.ShouldBe(root);
        tree.Leaves.Count.ShouldBe(leaves);
        tree.Unjudged.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public async Task The_command_line_prints_it_too(string paper, double root, int leaves)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var session = new Session(TimeProvider.System, TextReader.Null, output, error, interactive: false);
        var folder = _papers.Paper(paper);

        var code = await CommandLine.InvokeAsync(session, ["grade", folder, Path.Combine(folder, "judge_eval.json"), "--json"], [new GradeCommand(session)]);

        code.ShouldBe(0, error.ToString());
        using var json = JsonDocument.Parse(output.ToString());
        json.RootElement.GetProperty("score").GetDouble().ShouldBe(root);
        json.RootElement.GetProperty("leaves").GetInt32().ShouldBe(leaves);
    }

    [Fact]
    public async Task A_tree_of_another_paper_is_refused()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var session = new Session(TimeProvider.System, TextReader.Null, output, error, interactive: false);

        var code = await CommandLine.InvokeAsync(
            session, ["grade", _papers.Paper("rice"), Path.Combine(_papers.Paper("all-in-one"), "judge_eval.json")], [new GradeCommand(session)]);

        code.ShouldBe(2);
        error.ToString().ShouldContain("tree of another rubric");
        output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Code_Dev_keeps_the_leaves_of_code_alone()
    {
        var rubric = Rubric.Read(Path.Combine(_papers.Paper("rice"), "rubric.json"));

        var code = rubric.Only(RubricCategory.CodeDevelopment).ShouldNotBeNull();

        code.Leaves.Count.ShouldBe(178);
        code.Leaves.ShouldAllBe(leaf => leaf.Category == RubricCategory.CodeDevelopment);
        code.Root.Nodes().Where(node => node.Category is null).ShouldAllBe(node => node.Parts.Count > 0);
    }

    [Fact]
    public void What_differs_between_tree_and_rubric_is_told()
    {
        var folder = _papers.Paper("semantic-self-consistency");
        var rubric = Rubric.Read(Path.Combine(folder, "rubric.json"));
        var tree = GradedTree.Read(Path.Combine(folder, "judge_eval.json"));

        var differences = TreeComparison.Of(rubric, tree, "rubric.json", "judge_eval.json");

        differences.Unknown.Count.ShouldBe(2);
        differences.Missing.ShouldBeEmpty();
        differences.Reweighted.Count.ShouldBe(3);
        differences.Lines().ShouldContain(line => line.StartsWith("2 nodes of the tree not in the rubric"));
    }
}
