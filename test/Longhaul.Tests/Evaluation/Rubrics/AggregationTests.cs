using CsCheck;
using Longhaul.Evaluation.Rubrics;

namespace Longhaul.Tests.Evaluation.Rubrics;

public sealed class AggregationTests
{
    private static readonly Gen<Rubric> Rubrics = Gen.Recursive<RubricNode>((depth, node) =>
    {
        var leaf = Gen.Select(Gen.Int[0, 9], Gen.Enum<RubricCategory>(), (weight, category) => new RubricNode("", "Do it.", weight) { Category = category });
        return depth > 3 ? leaf : Gen.OneOf(leaf, Gen.Select(Gen.Int[0, 9], node.Array[1, 4], (weight, parts) => new RubricNode("", "Do all.", weight) { Parts = parts }));
    }).Select(Named);

    private static readonly Gen<(Rubric Rubric, LeafVerdict[] Verdicts)> Graded = Rubrics.SelectMany(rubric =>
        Gen.Double[0, 1].Array[rubric.Leaves.Count].Select(scores =>
            (rubric, scores.Zip(rubric.Leaves, (score, leaf) => new LeafVerdict(leaf.Id, score, "Seen.")).ToArray())));

    [Fact]
    public void A_score_lies_between_those_of_its_parts() => Graded.Sample(graded =>
    {
        foreach (var node in GradedTree.Of(graded.Rubric, graded.Verdicts).Root.Nodes().Where(node => node.Parts.Sum(part => part.Node.Weight) > 0))
            node.Score.ShouldBeInRange(node.Parts.Min(part => part.Score) - 1e-12, node.Parts.Max(part => part.Score) + 1e-12);
    });

    [Fact]
    public void All_leaves_alike_give_that_score_at_the_root() => Rubrics.Where(rubric => rubric.Root.Nodes().All(node => node.Weight > 0))
        .Sample(rubric => GradedTree.Of(rubric, rubric.Leaves.Select(leaf => new LeafVerdict(leaf.Id, 1, ""))).Score.ShouldBe(1, 1e-12));

    [Fact]
    public void A_leafs_share_is_what_it_adds_to_the_root() => Graded.Sample(graded =>
    {
        var shares = graded.Rubric.Shares();

        GradedTree.Of(graded.Rubric, graded.Verdicts).Score.ShouldBe(graded.Verdicts.Sum(verdict => shares[verdict.Leaf] * verdict.Score), 1e-12);
    });

    [Fact]
    public void A_better_leaf_never_makes_a_worse_root() => Graded.Sample(graded =>
    {
        var better = graded.Verdicts.Select((verdict, i) => i % 2 == 0 ? verdict with { Score = 1 } : verdict);

        GradedTree.Of(graded.Rubric, better).Score.ShouldBeGreaterThanOrEqualTo(GradedTree.Of(graded.Rubric, graded.Verdicts).Score - 1e-12);
    });

    [Fact]
    public void A_tree_that_is_written_reads_back_with_the_same_scores()
    {
        using var folder = TemporaryFolder.InMemory();
        Graded.Sample(graded =>
        {
            var tree = GradedTree.Of(graded.Rubric, graded.Verdicts);
            GradedTreeFile.Write(folder.At("tree.json"), tree);
            var again = GradedTree.Read(folder.At("tree.json"));

            again.Root.Nodes().Select(node => (node.Node.Id, node.Score)).ShouldBe(tree.Root.Nodes().Select(node => (node.Node.Id, node.Score)));
            again.Leaves.Select(leaf => leaf.Node.Category).ShouldBe(tree.Leaves.Select(leaf => leaf.Node.Category));
        }, iter: 50, threads: 1);
    }

    [Fact]
    public void The_tree_of_a_category_sums_up_its_pruned_rubric() => Graded.Sample(graded =>
    {
        var wanted = graded.Rubric.Only(RubricCategory.CodeDevelopment);
        var pruned = GradedTree.Of(graded.Rubric, graded.Verdicts).Only(RubricCategory.CodeDevelopment);

        pruned?.Score.ShouldBe(GradedTree.Of(wanted!, graded.Verdicts.Where(verdict => wanted!.Leaves.Any(leaf => leaf.Id == verdict.Leaf))).Score);
        (pruned is null).ShouldBe(wanted is null);
    });

    [Fact]
    public void A_leaf_without_a_verdict_counts_nothing_and_is_told_apart()
    {
        var rubric = Named(new RubricNode("", "All", 1)
        {
            Parts = [new RubricNode("", "A", 1) { Category = RubricCategory.CodeExecution }, new RubricNode("", "B", 1) { Category = RubricCategory.CodeExecution }],
        });

        var tree = GradedTree.Of(rubric, [new LeafVerdict("n1", 1, "Ran.")]);

        tree.Score.ShouldBe(0.5);
        tree.Unjudged.ShouldBe(1);
    }

    /// <summary>The tree with ids n0, n1, … in the order of its nodes.</summary>
    private static Rubric Named(RubricNode root)
    {
        var next = 0;
        return new Rubric(Name(root));

        RubricNode Name(RubricNode node)
        {
            var id = $"n{next++}";
            return node with { Id = id, Parts = [.. node.Parts.Select(Name)] };
        }
    }
}
