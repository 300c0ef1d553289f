using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks.Papers;

namespace Longhaul.Tests.Folder;

public sealed class PaperSnapshotTests
{
    [Fact]
    public void A_paper_outlives_its_package_and_the_rubric_lies_apart_from_what_roles_see()
    {
        using var folder = new TemporaryFolder();
        var given = folder.At("given");
        Directory.CreateDirectory(given);
        File.WriteAllText(Path.Combine(given, "paper.md"), "# A title\n\nText.\n");
        File.WriteAllText(Path.Combine(given, "addendum.md"), "More.\n");
        File.WriteAllText(Path.Combine(given, "rubric.json"), "{}");
        var run = new RunFolder(folder.At("run"));

        PaperSnapshot.Take(PaperPackageReader.Read(given).ShouldNotBeNull(), run);
        Directory.Delete(given, recursive: true);
        var paper = PaperSnapshot.Read(run);

        File.ReadAllText(paper.Paper).ShouldStartWith("# A title");
        File.ReadAllText(paper.Addendum.ShouldNotBeNull()).ShouldBe("More.\n");
        paper.Rubric.ShouldNotBeNull().ShouldStartWith(run.Vault);
        Directory.EnumerateFiles(Path.Combine(run.Task, "public")).Select(Path.GetFileName).Order().ShouldBe(["addendum.md", "paper.md"]);
        Should.Throw<UserErrorException>(() => TaskSnapshot.Read(run)).Message.ShouldContain("paper");
    }
}
