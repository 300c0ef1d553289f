using System.Globalization;
using Longhaul.Evaluation.Rubrics;
using Longhaul.Runs.Tasks.Papers;

namespace Longhaul.Tests.Tasks.Papers;

public sealed class ShippedPapersTests
{
    public static TheoryData<string> Names => [.. Repository.TasksOf("paper")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_shipped_paper_reads_with_all_its_parts(string name)
    {
        var paper = PaperPackageReader.Read(Path.Combine(Repository.Tasks, name)).ShouldNotBeNull();

        paper.Id.ShouldBe(name);
        paper.Addendum.ShouldNotBeNull();
        paper.Blacklist.ShouldNotBeNull();
        paper.Inferred.ShouldBeEmpty();
        paper.Files.ShouldNotContain(file => file.Source.Contains("private", StringComparison.Ordinal));
        var rubric = Rubric.Read(paper.Rubric.ShouldNotBeNull());
        rubric.Leaves.Count.ShouldBeInRange(15, 25);
        rubric.Leaves.Select(leaf => leaf.Category).Distinct().Count().ShouldBe(3);
        rubric.Shares().Values.Sum().ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Every_number_of_the_first_table_is_the_reference_implementations()
    {
        var folder = Path.Combine(Repository.Tasks, "folded-hypercubes");
        var computed = File.ReadLines(Path.Combine(folder, "private/reference/results/integrals.csv")).Skip(1).Select(line => line.Split(','))
            .ToDictionary(cells => (cells[0], cells[1], cells[2]), cells => double.Parse(cells[3], CultureInfo.InvariantCulture));
        var rows = File.ReadLines(Path.Combine(folder, "public/paper.md")).SkipWhile(line => !line.StartsWith("**Table 1", StringComparison.Ordinal)).Skip(4)
            .TakeWhile(line => line.StartsWith('|')).Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)).ToList();

        rows.Count.ShouldBe(15);
        foreach (var row in rows)
        {
            foreach (var (design, cell) in new[] { "plain", "antithetic", "latin", "folded" }.Zip(row[2..]))
            {
                var exact = computed[(row[0], row[1], design)];
                double.Parse(cell, CultureInfo.InvariantCulture).ShouldBe(exact < 1e-12 ? 0 : exact, 0.006 * exact + 1e-15);
            }
        }
    }
}
