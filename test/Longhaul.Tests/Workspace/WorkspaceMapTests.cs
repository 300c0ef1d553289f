using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Workspace;

namespace Longhaul.Tests.Workspace;

public sealed class WorkspaceMapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private RunFolder Run => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_map_of_100_000_files_stays_within_its_limit()
    {
        for (var experiment = 1; experiment <= 1000; experiment++)
        {
            var folder = Directory.CreateDirectory(Run.Experiment($"e{experiment}"));
            for (var file = 0; file < 100; file++)
                File.Create(Path.Combine(folder.FullName, $"artifact-with-a-rather-long-name-{file:000}.bin")).Dispose();
        }

        new WorkspaceMap(Run).Draw([.. Enumerable.Repeat(DateTimeOffset.UnixEpoch, 1000)]);

        var map = File.ReadAllText(Run.Map);
        map.Length.ShouldBeLessThanOrEqualTo(WorkspaceMap.Limit);
        map.ShouldContain("experiments/` experimenter, 1000 entries");
    }

    [Fact]
    public void The_map_is_bounded_whatever_the_names_are()
    {
        foreach (var region in Regions.All)
        {
            for (var i = 0; i < 20; i++)
                Directory.CreateDirectory(Path.Combine(Run.Workspace, region.Path + (region.Path.Contains('.', StringComparison.Ordinal) ? ".d" : ""), new string('ü', 60) + i));
        }

        new WorkspaceMap(Run).Render([DateTimeOffset.UnixEpoch]).Length.ShouldBeLessThanOrEqualTo(WorkspaceMap.Limit);
    }

    [Fact]
    public async Task The_map_is_drawn_while_roles_write_and_shows_nothing_half_written()
    {
        using var end = new CancellationTokenSource();
        var writing = Task.Run(() =>
        {
            for (var i = 0; !end.IsCancellationRequested; i++)
                AtomicFile.Write(Path.Combine(Run.Workspace, "paper", $"{i % 5}.md"), "x");
        });
        var map = new WorkspaceMap(Run);

        for (var i = 0; i < 300; i++)
            map.Render([]).ShouldNotContain("longhaul-tmp");

        await end.CancelAsync();
        await writing;
    }

    [Fact]
    public void A_log_that_a_role_rewrote_is_put_right_and_counted()
    {
        var log = new AppendOnlyFile(Run.ExperimentLog);
        log.Bring("one\n");
        File.WriteAllText(Run.ExperimentLog, "forged\n");

        log.Bring("one\ntwo\n");

        File.ReadAllText(Run.ExperimentLog).ShouldBe("one\ntwo\n");
        log.Repairs.ShouldBe(1);
    }

    [Fact]
    public void A_log_that_lags_behind_the_journal_at_a_start_is_brought_up_without_blame()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Run.ExperimentLog)!);
        File.WriteAllText(Run.ExperimentLog, "one\n");
        var log = new AppendOnlyFile(Run.ExperimentLog);

        log.Bring("one\ntwo\n");

        File.ReadAllText(Run.ExperimentLog).ShouldBe("one\ntwo\n");
        log.Repairs.ShouldBe(0);
    }
}
