namespace Longhaul.EndToEnd.Running;

/// <summary>The solution goes home: an exported folder predicts new rows without the run.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task An_exported_solution_predicts_the_test_rows_as_the_submission_has_them() => CheckAsync("penguins", 4);

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData("adult-income")]
    [InlineData("beijing-air")]
    [InlineData("diamonds")]
    [InlineData("digits")]
    [InlineData("handwriting")]
    [InlineData("letters")]
    [InlineData("sea-ice")]
    [InlineData("sms-spam")]
    [InlineData("taxis")]
    [InlineData("vowels")]
    [InlineData("wine-quality")]
    public Task On_every_shipped_package_too(string task) => CheckAsync(task, 3);

    [Fact]
    public async Task A_persons_program_is_exported_with_how_to_run_it()
    {
        (await LonghaulProgram.RunAsync(_folder.Path, "try", LonghaulProgram.Task("penguins"), "--out", "tried", "--budget", "2m", "--", "cp", "data/sample_submission.csv", "predictions.csv")).ShouldEndWith(0);

        (await LonghaulProgram.RunAsync(_folder.Path, "export", "tried", "--out", "solution/")).ShouldEndWith(0);

        File.ReadAllText(_folder.At("solution/README.md")).ShouldContain("cp data/sample_submission.csv predictions.csv");
        File.Exists(_folder.At("solution/submission/submission.csv")).ShouldBeTrue();
    }

    private async Task CheckAsync(string task, int experiments)
    {
        (await LonghaulProgram.RunAsync(_folder.Path, "run", LonghaulProgram.Task(task), "--max-experiments", $"{experiments}", "--out", "run", "--yes", "--json")).ShouldEndWith(0);

        var exported = (await LonghaulProgram.RunAsync(_folder.Path, "export", "run", "--out", "solution", "--json")).ShouldEndWith(0).Json;

        exported.GetProperty("folder").GetString().ShouldBe(_folder.At("solution"));
        var test = Path.Combine(LonghaulProgram.Task(task), "public", "test.csv");
        (await LonghaulProgram.StartAsync(_folder.At("solution/predict"), [test, _folder.At("predictions.csv")], _folder.Path)).ShouldEndWith(0);
        var (predicted, submitted) = (File.ReadAllLines(_folder.At("predictions.csv")), File.ReadAllLines(_folder.At("solution/submission/submission.csv")));
        predicted.Length.ShouldBe(submitted.Length);
        predicted.ShouldBe(submitted);
        ShouldNameNoPlace(_folder.At("solution"));
    }

    private static void ShouldNameNoPlace(string folder)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories))
            new FileInfo(path).LinkTarget.ShouldBeNull(path);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => !path.Contains("/predictor/", StringComparison.Ordinal)))
            File.ReadAllText(path).ShouldNotContain(Path.GetDirectoryName(folder)!, Case.Sensitive, path);
    }
}
