using System.IO.Compression;
using Longhaul.Runs;
using Longhaul.Runs.Tasks;
using Longhaul.Runs.Tasks.Papers;

namespace Longhaul.Tests.Tasks.Papers;

public sealed class PaperPackageTests : IDisposable
{
    private const string Yaml = "id: small\ntrack: paper\ntitle: A small paper\ngrader: {kind: rubric, answers: private/rubric.json}\nreproduction: {time: 5m}\nresources: {network: [pypi.org]}\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("method.pdf", "method")]
    [InlineData("A long name (v2).PDF", "A-long-name--v2")]
    [InlineData("notes.md", "notes")]
    public void A_single_document_is_a_paper(string name, string id)
    {
        var paper = Read(_folder.Write(name, "# On methods\n\nText.")).ShouldNotBeNull();

        paper.Id.ShouldBe(id);
        paper.Title.ShouldBe(name.EndsWith(".md", StringComparison.Ordinal) ? "On methods" : id);
        paper.Files.Select(file => file.Name).ShouldBe([name]);
        paper.Rubric.ShouldBeNull();
    }

    [Fact]
    public void A_folder_as_PaperBench_has_them_is_a_paper_and_hides_its_rubric()
    {
        foreach (var name in new[] { "paper.md", "paper.pdf", "addendum.md", "blacklist.txt", "rubric.json", "judge_eval.json", "assets/fig1.png", "judge.addendum.md" })
            _folder.Write($"rice/{name}", "x");
        _folder.Write("rice/config.yaml", "id: rice-1\ntitle: \"RICE: more\"\n");

        var paper = Read(_folder.At("rice")).ShouldNotBeNull();

        paper.Id.ShouldBe("rice-1");
        paper.Title.ShouldBe("RICE: more");
        paper.Paper.ShouldBe(_folder.At("rice/paper.md"));
        paper.Pdf.ShouldBe(_folder.At("rice/paper.pdf"));
        paper.Rubric.ShouldBe(_folder.At("rice/rubric.json"));
        paper.JudgeAddendum.ShouldBe(_folder.At("rice/judge.addendum.md"));
        paper.Files.Select(file => file.Name).ShouldBe(["addendum.md", "assets/fig1.png", "blacklist.txt", "paper.md", "paper.pdf"]);
        Read(_folder.At("rice/paper.pdf"))!.Id.ShouldBe("rice-1");
    }

    [Fact]
    public void A_package_of_the_track_is_read_with_what_it_states()
    {
        Package(Yaml);

        var paper = Read(_folder.At("small")).ShouldNotBeNull();

        paper.Title.ShouldBe("A small paper");
        paper.Rubric.ShouldBe(_folder.At("small/private/rubric.json"));
        paper.Files.Select(file => file.Name).ShouldBe(["paper.md"]);
        paper.ReproductionTime.ShouldBe(TimeSpan.FromMinutes(5));
        paper.Resources.Hosts.ShouldBe(["pypi.org"]);
        PaperPackageReader.Rubric(_folder.At("small/task.yaml")).ShouldBe(paper.Rubric);
    }

    [Fact]
    public void A_zip_of_a_paper_is_a_paper()
    {
        Package(Yaml);
        ZipFile.CreateFromDirectory(_folder.At("small"), _folder.At("small.zip"), CompressionLevel.Fastest, includeBaseDirectory: true);

        Read(_folder.At("small.zip"))!.Title.ShouldBe("A small paper");
    }

    [Fact]
    public void Tables_are_no_paper()
    {
        using var bare = TaskFolder.Bare();
        using var package = TaskFolder.Package();

        Read(bare.With("description.md", "# Predict").With("more.pdf", "x").Path).ShouldBeNull();
        Read(bare.Without("train.csv").Without("test.csv").Without("sample_submission.csv").With("train.csv.gz", "x").Path).ShouldBeNull();
        Read(package.Path).ShouldBeNull();
    }

    [Theory]
    [InlineData("id: small\ntrack: paper\nmetric: accuracy\n", "task.yaml:3:1: unknown key 'metric'.")]
    [InlineData("track: paper\n", "the required key 'id' is missing")]
    [InlineData("id: small\ntrack: paper\npaper: public/other.md\n", "task.yaml:3:8: 'public/other.md' is not there.")]
    [InlineData("id: small\ntrack: paper\npaper: ../paper.md\n", "climbs out of the folder")]
    [InlineData("id: small\ntrack: paper\ngrader: {kind: metric, answers: a.csv}\n", "must be one of rubric")]
    [InlineData("id: small\ntrack: paper\nreproduction: {time: soon}\n", "task.yaml:3:22: 'reproduction.time' must be a span")]
    public void A_mistake_in_task_yaml_is_named(string yaml, string message)
    {
        Package(yaml);

        Should.Throw<TaskPackageException>(() => Read(_folder.At("small"))).Message.ShouldContain(message);
    }

    [Fact]
    public void A_folder_without_the_paper_says_so_and_its_rubric_is_found_all_the_same()
    {
        _folder.Write("rice/rubric.json", "{}");

        Should.Throw<TaskPackageException>(() => Read(_folder.At("rice"))).Message.ShouldContain("there is no paper in it");
        PaperPackageReader.Rubric(_folder.At("rice")).ShouldBe(_folder.At("rice/rubric.json"));
    }

    [Fact]
    public void A_link_among_the_files_is_refused()
    {
        Package(Yaml);
        File.CreateSymbolicLink(_folder.At("small/public/data.txt"), "/etc/hostname");

        Should.Throw<UserErrorException>(() => Read(_folder.At("small"))).Message.ShouldContain("is a link");
    }

    private void Package(string yaml)
    {
        _folder.Write("small/task.yaml", yaml);
        _folder.Write("small/public/paper.md", "# Another title\n");
        _folder.Write("small/private/rubric.json", "{}");
    }

    private PaperPackage? Read(string path) => PaperPackageReader.Read(path, new TaskReaderOptions { UnpackFolder = _folder.At("cache") });
}
