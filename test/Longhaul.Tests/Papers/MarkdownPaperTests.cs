using Longhaul.Papers;
using Longhaul.Papers.Region;

namespace Longhaul.Tests.Papers;

public sealed class MarkdownPaperTests : IDisposable
{
    private const string Source = """
        # On Methods

        A. Author

        ## Abstract

        We study methods.

        ## 1. Introduction

        Text with $x^2$ and **marks**,
        on two lines.

        $$
        a = b + c \tag{3}
        $$

        $$e = mc^2$$

        ### 1.1 Details

        - one
        - two

        Table 2: Scores by method.

        | method | score |
        | --- | --- |
        | ours | 0.9 |

        ![](fig.png)

        Figure 1. A curve.

        ## References

        1. A paper.
        2. Another
           paper.
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("**Table 1: Errors.** Lower is better.", "Errors. Lower is better.")]
    [InlineData("**Table 1:** Errors by *n*.", "Errors by *n*.")]
    [InlineData("**Table 1**: Errors, **bold**.", "Errors, **bold**.")]
    [InlineData("*Table 1. Errors.*", "Errors.")]
    public void The_emphasis_of_a_caption_goes_with_its_label(string line, string caption) =>
        Read($"# T\n\n## S\n\n{line}\n\n| a |\n| --- |\n| 1 |\n").Tables.Single().Caption.ShouldBe(caption);

    [Fact]
    public void A_paper_in_Markdown_is_read_with_all_its_parts()
    {
        var paper = Read(Source);

        paper.Title.ShouldBe("On Methods");
        paper.AllSections.Select(section => (section.Level, section.Heading)).ShouldBe([(1, ""), (1, "Abstract"), (1, "1 Introduction"), (2, "1.1 Details")]);
        paper.Equations.ShouldBe([new PaperEquation("a = b + c", "3"), new PaperEquation("e = mc^2", "")]);
        paper.Tables.Single().Caption.ShouldBe("Scores by method.");
        paper.Tables.Single().Rows.ShouldBe([["method", "score"], ["ours", "0.9"]]);
        paper.Figures.ShouldBe([new PaperFigure("Figure 1", "A curve.")]);
        paper.References.ShouldBe(["1. A paper.", "2. Another    paper."]);
        paper.AllSections.Single(section => section.Number == "1").Blocks[0].ShouldBe(new PaperText("Text with $x^2$ and **marks**,\non two lines."));
    }

    [Fact]
    public void The_shipped_paper_is_read_with_its_four_tables()
    {
        var paper = PaperReader.Read(Path.Combine(Repository.Tasks, "folded-hypercubes/public/paper.md"));

        paper.Title.ShouldStartWith("Folded Latin Hypercubes");
        paper.Tables.Select(table => (table.Label, table.Rows.Count)).ShouldBe([("Table 1", 16), ("Table 2", 11), ("Table 3", 9), ("Table 4", 5)]);
        paper.Equations.Select(equation => equation.Number).ShouldBe(["1", "2"]);
        paper.References.Count.ShouldBe(3);
    }

    [Fact]
    public void The_region_holds_the_whole_each_section_and_an_index_with_lines_and_sizes()
    {
        var files = PaperRegion.Write(Read(Source), _folder.At("paper"));

        files.ShouldBe(["index.md", "paper.md", "sections/01-front-matter.md", "sections/02-abstract.md", "sections/03-introduction.md", "references.md"]);
        var index = File.ReadAllText(_folder.At("paper/index.md"));
        index.ShouldContain("3 sections, 1 table, 1 figure, 2 equations, 2 references.");
        index.ShouldContain("- sections/03-introduction.md: 1 Introduction (");
        var line = int.Parse(index.Split("- line ")[1].Split(':')[0]);
        File.ReadAllLines(_folder.At("paper/sections/03-introduction.md"))[line - 1].ShouldBe("### 1.1 Details");
        var whole = File.ReadAllText(_folder.At("paper/paper.md"));
        whole.ShouldContain("**Table 2:** Scores by method.\n\n| method | score |\n| --- | --- |\n| ours | 0.9 |");
        whole.ShouldContain("$$\na = b + c \\tag{3}\n$$");
    }

    [Fact]
    public void Writing_a_paper_and_reading_it_again_keeps_sections_tables_and_equations()
    {
        var paper = PaperReader.Read(PdfPaperTests.Data("two.pdf"));
        PaperRegion.Write(paper, _folder.At("paper"));

        var again = PaperReader.Read(_folder.At("paper/paper.md"));

        again.Title.ShouldBe(paper.Title);
        again.AllSections.Select(section => section.Heading).ShouldBe(paper.AllSections.Select(section => section.Heading));
        again.Tables.Select(table => table.Label).ShouldBe(paper.Tables.Select(table => table.Label));
        again.Tables.Select(table => table.Rows.Count).ShouldBe(paper.Tables.Select(table => table.Rows.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Just one line.")]
    [InlineData("# \n\n#")]
    [InlineData("| a |\n| --- |")]
    public void Odd_Markdown_is_read_all_the_same(string source) => PaperRegion.Write(Read(source), _folder.At("odd")).ShouldContain("paper.md");

    private Paper Read(string source) => PaperReader.Read(_folder.Write("paper.md", source));
}
