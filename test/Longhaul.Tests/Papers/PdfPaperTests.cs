using Longhaul.Papers;

namespace Longhaul.Tests.Papers;

/// <summary>PDFs as pdfTeX sets them, of test/Longhaul.Tests/Data/papers/*.tex: <c>two</c> has two columns and running titles, <c>one</c> has one column, <c>three</c> looks like IEEE's.</summary>
public sealed class PdfPaperTests
{
    private static readonly Paper Two = PaperReader.Read(Data("two.pdf"));
    private static readonly Paper One = PaperReader.Read(Data("one.pdf"));

    [Fact]
    public void The_title_is_read_over_its_lines()
    {
        Two.Title.ShouldBe("Folded Latin Hypercubes: Stratified Noise Whose Second Half Is the Mirror of Its First");
        One.Title.ShouldBe("Adaptive Step Sizes for Noisy Objectives");
    }

    [Fact]
    public void Sections_are_nested_by_their_numbers()
    {
        Two.AllSections.Select(section => section.Heading).ShouldBe(
        [
            "", "Abstract", "1 Introduction", "2 Method", "2.1 The folded design", "2.2 What follows", "3 Experiments", "4 Related Work", "5 Conclusion", "A Proof of the factor",
            "A.1 Details",
        ]);
        Two.Sections.Single(section => section.Number == "2").Parts.Select(part => part.Number).ShouldBe(["2.1", "2.2"]);
        One.AllSections.Single(section => section.Number == "2.1.1").Level.ShouldBe(3);
    }

    [Fact]
    public void Columns_are_read_one_after_the_other_and_broken_words_joined()
    {
        Text(Two, "1").ShouldStartWith("Let f be a function on [0, 1]^d with mean µ.");
        Text(Two, "1").ShouldContain("A state-of-the-art integrator would combine both.");
        Text(Two, "3").ShouldContain("On the exponential integrand the error of both Latin designs falls");
        Text(Two, "4").ShouldContain("a randomised quasi-Monte-Carlo rule can, at the price of more structure");
        Text(Two, "A").ShouldContain("so half as many independent terms are averaged, each counted twice.");
    }

    [Fact]
    public void A_paragraph_goes_on_behind_a_table_and_a_figure() =>
        Text(Two, "3").ShouldContain("independent of the dimensionality of the integrand, as the additivity of the integrand implies");

    [Fact]
    public void Running_titles_and_page_numbers_are_dropped()
    {
        var all = string.Join('\n', Two.AllSections.SelectMany(section => section.Blocks).OfType<PaperText>().Select(text => text.Text));

        all.ShouldNotContain("Under review");
        all.ShouldNotContain("Folded Latin Hypercubes");
        all.Split('\n').ShouldNotContain(line => line.All(char.IsDigit));
    }

    [Fact]
    public void Tables_come_with_caption_and_cells()
    {
        Two.Tables.Select(table => table.Label).ShouldBe(["Table 1", "Table 2"]);
        var table = Two.Tables.First();
        table.Caption.ShouldBe("RMSE by integrand, number of points and design. Lower is better; zero stands for rounding.");
        table.Rows.Count.ShouldBe(5);
        table.Rows[0].ShouldBe(["integrand", "n", "plain", "Latin", "folded"]);
        table.Rows[2].ShouldBe(["exponential", "64", "0.152", "0.00244", "0.00098"]);
        Two.Tables.Last().Rows[^1].ShouldBe(["end", "8", "9.46 / 1.67", "0.376 / 2.76", "0.581 / 0.658", "0.269 / 1.29"]);
        var below = One.Tables.Single();
        below.Caption.ShouldBe("Final losses over five seeds.");
        below.Rows[^1].ShouldBe(["Ours", "0.25 ± 0.01", "13"]);
    }

    [Fact]
    public void A_figure_is_its_caption_without_the_lettering_of_the_picture()
    {
        Two.Figures.Single().ShouldBe(new PaperFigure("Figure 1", "Error against the number of points on the exponential integrand, on logarithmic axes."));
        Text(Two, "3").ShouldNotContain("points Latin");
    }

    [Fact]
    public void Equations_keep_their_numbers_and_marks_of_indices()
    {
        Two.Equations.Select(equation => equation.Number).ShouldBe(["1", "2"]);
        One.Equations.Select(equation => equation.Number).ShouldBe(["1", "2"]);
        One.Equations.Last().Text.ShouldBe("w_t+1 = w_t − η_t∇f(w_t).");
    }

    [Fact]
    public void References_are_entries_of_their_own()
    {
        Two.References.Count.ShouldBe(3);
        Two.References[0].ShouldBe("[1] M. D. McKay, R. J. Beckman, and W. J. Conover. A comparison of three methods for selecting values of input variables in the analysis of output from a computer code. Technometrics, 21(2):239–245, 1979.");
        One.References.ShouldBe(
        [
            "H. Robbins and S. Monro. A stochastic approximation method. The Annals of Mathematical Statistics, pages 400–407, 1951.",
            "J. Kiefer and J. Wolfowitz. Stochastic estimation of the maximum of a regression function. The Annals of Mathematical Statistics, 23(3):462–466, 1952.",
        ]);
    }

    [Fact]
    public void A_footnote_stays() =>
        One.AllSections.SelectMany(section => section.Blocks).OfType<PaperText>().ShouldContain(text => text.Text.Contains("A footnote with a remark.", StringComparison.Ordinal));

    [Fact]
    public void Sections_with_Roman_numbers_and_an_abstract_without_a_heading_are_found()
    {
        var paper = PaperReader.Read(Data("three.pdf"));

        paper.AllSections.Select(section => (section.Level, section.Heading)).ShouldBe(
            [(1, ""), (1, "Abstract"), (1, "I INTRODUCTION"), (1, "II METHOD"), (2, "A Training"), (1, "III EXPERIMENTS"), (1, "IV CONCLUSION")]);
        paper.AllSections.Single(section => section.Title == "Abstract").Blocks.Single().ShouldBeOfType<PaperText>().Text.ShouldStartWith("We present a thing");
        paper.Tables.Single().Rows[^1].ShouldBe(["Ours", "93.4", "99.5"]);
    }

    [Fact]
    public void The_same_file_gives_the_same_paper()
    {
        using var folder = new TemporaryFolder();
        var files = Longhaul.Papers.Region.PaperRegion.Write(Two, folder.At("a"));
        Longhaul.Papers.Region.PaperRegion.Write(PaperReader.Read(Data("two.pdf")), folder.At("b"));

        files.ShouldAllBe(file => File.ReadAllText(Path.Combine(folder.At("a"), file)) == File.ReadAllText(Path.Combine(folder.At("b"), file)));
    }

    internal static string Data(string name) => Path.Combine(Repository.Root, "test/Longhaul.Tests/Data/papers", name);

    private static string Text(Paper paper, string number) =>
        string.Join('\n', paper.AllSections.Single(section => section.Number == number).Blocks.OfType<PaperText>().Select(text => text.Text));
}
