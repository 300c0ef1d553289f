using System.IO.Compression;
using Longhaul.Cli.Exporting;
using Longhaul.Runs.Folder;

namespace Longhaul.Tests.Cli;

public sealed class ExportTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("longhaul-export-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void A_whole_run_leaves_out_vault_cache_and_inbox_and_every_link()
    {
        var folder = new RunFolder(Path.Combine(_root.FullName, "penguins-1"));
        Write(folder.Settings);
        Write(Path.Combine(folder.Vault, "answers.csv"));
        Write(Path.Combine(folder.Cache, "x"));
        Write(Path.Combine(folder.Inbox, "x.json"));
        Write(Path.Combine(folder.Experiment("e1"), "predictions.csv"));
        File.CreateSymbolicLink(Path.Combine(folder.Experiment("e1"), "link.txt"), "/etc/hostname");
        Directory.CreateSymbolicLink(Path.Combine(folder.Experiment("e1"), "etc"), "/etc");

        var archive = Path.Combine(_root.FullName, "run.zip");
        Export.Write(archive, Export.Whole(folder)).ShouldBe(2);

        using var zip = ZipFile.OpenRead(archive);
        zip.Entries.Select(entry => entry.FullName).ShouldBe(["penguins-1/run.json", "penguins-1/workspace/experiments/e1/predictions.csv"]);
    }

    [Fact]
    public void What_a_working_run_is_just_writing_or_has_removed_is_left_out()
    {
        var folder = new RunFolder(Path.Combine(_root.FullName, "penguins-1"));
        Write(folder.Settings);
        Write(folder.Map);
        Write(folder.Map + ".4711-8.longhaul-tmp");
        Write(Path.Combine(folder.Experiment("e1"), "log.txt"));
        var members = Export.Whole(folder).ToList();
        File.Delete(folder.Map);
        Directory.Delete(folder.Experiment("e1"), recursive: true);

        var archive = Path.Combine(_root.FullName, "run.zip");
        Export.Write(archive, members).ShouldBe(1);

        using var zip = ZipFile.OpenRead(archive);
        zip.Entries.Select(entry => entry.FullName).ShouldBe(["penguins-1/run.json"]);
    }

    private static void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "x");
    }
}
