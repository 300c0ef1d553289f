using Longhaul.Execution.Files;
using Longhaul.Runs.Folder;
using Longhaul.Search.Events;
using Longhaul.Team.Roles;
using Longhaul.Team.Sessions;

namespace Longhaul.Tests.Team;

public sealed class RegionSnapshotTests : IDisposable
{
    private const string Use = "s1.1.1";
    private const long Gigabytes = 5L << 30;

    private readonly TemporaryFolder _folder = new();
    private readonly RunFolder _run;

    public RegionSnapshotTests()
    {
        _run = new RunFolder(_folder.Path);
        Directory.CreateDirectory(Path.Combine(_run.Code, "downloads"));
    }

    private string Weights => Path.Combine(_run.Code, "downloads", "weights.bin");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fetched_files_that_are_too_large_for_a_copy_stay_where_they_are()
    {
        Sparse(Weights, Gigabytes);
        File.WriteAllText(Path.Combine(_run.Code, "a.py"), "1");
        var snapshot = Snapshot(Gigabytes);

        snapshot.Fault().ShouldBeNull();
        snapshot.Take(Use);
        JobFiles.List(_run.Cache).Select(file => Path.GetFileName(file.Path)).ShouldBe(["a.py", "complete"], ignoreOrder: true);
        File.WriteAllText(Path.Combine(_run.Code, "a.py"), "2");
        File.WriteAllText(Path.Combine(_run.Code, "b.py"), "half");
        snapshot.Restore(Use);
        snapshot.Restore(Use);

        JobFiles.List(_run.Code).Select(file => file.Path).ShouldBe(["a.py", "downloads/weights.bin"]);
        File.ReadAllText(Path.Combine(_run.Code, "a.py")).ShouldBe("1");
        new FileInfo(Weights).Length.ShouldBe(Gigabytes);
    }

    [Fact]
    public void Fetched_files_that_are_not_come_back_like_all_others()
    {
        File.WriteAllText(Weights, "12345");
        var snapshot = Snapshot(fetched: 5);

        snapshot.Take(Use);
        File.Move(Weights, Path.Combine(_run.Code, "elsewhere"));
        snapshot.Restore(Use);

        JobFiles.List(_run.Code).Select(file => file.Path).ShouldBe(["downloads/weights.bin"]);
    }

    [Fact]
    public void What_a_role_makes_in_the_place_of_a_fetched_file_counts()
    {
        Sparse(Weights, Gigabytes);

        Snapshot(fetched: 100).Fault()!.ShouldContain("may hold 4 GiB");
    }

    [Fact]
    public void Of_a_tool_that_changes_one_file_that_file_is_kept()
    {
        File.WriteAllText(Path.Combine(_run.Code, "a.py"), "1");
        File.WriteAllText(Weights, "12345");
        var snapshot = Snapshot(fetched: 5);

        snapshot.Take(Use, "code/a.py");
        JobFiles.List(_run.Cache).Select(file => Path.GetFileName(file.Path)).ShouldBe(["complete", "a.py"]);
        File.WriteAllText(Path.Combine(_run.Code, "a.py"), "2");
        snapshot.Restore(Use);
        snapshot.Restore(Use);

        JobFiles.List(_run.Code).Select(file => file.Path).ShouldBe(["a.py", "downloads/weights.bin"]);
        File.ReadAllText(Path.Combine(_run.Code, "a.py")).ShouldBe("1");
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void Of_a_tool_that_names_no_file_all_is_kept(string? path)
    {
        File.WriteAllText(Path.Combine(_run.Code, "a.py"), "1");
        var snapshot = Snapshot(fetched: 0);

        snapshot.Take(Use, path);
        File.WriteAllText(Path.Combine(_run.Code, "a.py"), "2");
        snapshot.Restore(Use);

        File.ReadAllText(Path.Combine(_run.Code, "a.py")).ShouldBe("1");
    }

    [Theory]
    [InlineData("code/none.py")]
    [InlineData("../run.json")]
    [InlineData("/etc/hostname")]
    public void Where_there_is_no_such_file_nothing_is_kept(string path)
    {
        var snapshot = Snapshot(fetched: 0);

        snapshot.Take(Use, path);
        snapshot.Restore(Use);

        JobFiles.List(_run.Cache).ShouldHaveSingleItem();
        JobFiles.List(_run.Code).ShouldBeEmpty();
    }

    [Fact]
    public void Links_come_back_as_links()
    {
        Directory.CreateDirectory(Path.Combine(_run.Code, "run1"));
        File.WriteAllText(Path.Combine(_run.Code, "run1", "log.txt"), "x");
        var link = Path.Combine(_run.Code, "latest");
        File.CreateSymbolicLink(link, "run1");
        var snapshot = Snapshot(fetched: 0);

        snapshot.Take(Use);
        File.Delete(link);
        snapshot.Restore(Use);
        snapshot.Restore(Use);

        new FileInfo(link).LinkTarget.ShouldBe("run1");
        JobFiles.List(_run.Code).Select(file => file.Path).ShouldBe(["run1/log.txt"]);
    }

    private RegionSnapshot Snapshot(long fetched) =>
        new(_run, RoleBook.All["implementer"], [new FileFetched("s1.0.1", "https://example.org/weights.bin", "downloads/weights.bin", fetched, new string('0', 64), null, null)]);

    private static void Sparse(string path, long length)
    {
        using var file = File.Create(path);
        file.SetLength(length);
    }
}
