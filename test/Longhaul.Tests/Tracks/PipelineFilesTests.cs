using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Tests.Tracks;

public sealed class PipelineFilesTests : IDisposable
{
    private static readonly TaskPackage Penguins = TaskPackageReader.Read(Path.Combine(Repository.Root, "tasks", "penguins"), new TaskReaderOptions()).Require();
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_pipeline_is_taken_in_its_canonical_form() =>
        PipelineFiles.Read(Write("columns: {flipper_length_mm: number} # long\nfeatures: [{step: numbers, missing: keep}]\nmodel: {kind: lightgbm}"), Penguins)
            .Text.ShouldBe("version: 1\nseed: 0\ncolumns:\n  flipper_length_mm: number\nfeatures:\n- step: numbers\nmodel:\n  kind: lightgbm\n");

    [Theory]
    [InlineData("columns:\n  wingspan: number\nmodel: {kind: constant}", ":2:3: the rows to predict have no column 'wingspan'")]
    [InlineData("columns:\n  species: category\nmodel: {kind: constant}", ":2:3: the rows to predict have no column 'species'")]
    [InlineData("model: {kind: oracle}", ":1:15:")]
    [InlineData("model: {kind: lightgbm", ":2:1:")]
    public void A_mistake_is_named_with_its_place(string yaml, string says) =>
        Should.Throw<PipelineException>(() => PipelineFiles.Read(Write(yaml), Penguins)).Message.ShouldContain("mine.yaml" + says);

    [Fact]
    public void A_file_that_is_missing_is_named() =>
        Should.Throw<PipelineException>(() => PipelineFiles.Read(_folder.At("none.yaml"), Penguins)).Message.ShouldContain("none.yaml");

    private string Write(string yaml)
    {
        File.WriteAllText(_folder.At("mine.yaml"), yaml);
        return _folder.At("mine.yaml");
    }
}
