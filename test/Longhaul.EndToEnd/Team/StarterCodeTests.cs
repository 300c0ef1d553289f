namespace Longhaul.EndToEnd.Team;

/// <summary>Code to start from is in the workspace before anybody works.</summary>
public sealed class StarterCodeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, "print('of the task')")]
    [InlineData(true, "print('of the person')")]
    public async Task Code_of_the_package_or_of_a_named_folder_is_the_starter(bool named, string expected)
    {
        var package = LonghaulProgram.Task("penguins");
        foreach (var file in Directory.EnumerateFiles(package, "*", SearchOption.AllDirectories))
            Write($"task/{Path.GetRelativePath(package, file)}", File.ReadAllText(file));
        Write("task/code/train.py", "print('of the task')");
        Write("mine/train.py", "print('of the person')");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "task", "code", "link"), "/etc/passwd");

        (await LonghaulProgram.RunAsync(_folder.Path, ["run", "task", .. named ? ["--files", "mine"] : Array.Empty<string>(), "--max-experiments", "1", "--out", "run", "--yes", "--json"])).ShouldEndWith(0);

        var starter = Path.Combine(_folder.Path, "run", "workspace", "code", "starter");
        File.ReadAllText(Path.Combine(starter, "train.py")).ShouldBe(expected);
        Directory.EnumerateFileSystemEntries(starter).Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_said_at_once() =>
        (await LonghaulProgram.RunAsync(_folder.Path, "run", LonghaulProgram.Task("penguins"), "--files", "nowhere", "--yes")).ShouldEndWith(2).Error.ShouldContain("--files nowhere: there is no such folder.");

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
