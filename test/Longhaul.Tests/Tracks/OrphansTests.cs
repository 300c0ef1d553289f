using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;
using Longhaul.Search.State;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Tests.Tracks;

public sealed class OrphansTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Halves_of_files_that_a_killed_owner_was_writing_are_removed_and_nothing_else()
    {
        _folder.Write("run/workspace/paper/algorithm.md.4711-8.longhaul-tmp", "ha");
        _folder.Write("run/workspace/code/below/x.py.4711-9.longhaul-tmp", "ha");
        _folder.Write("run/workspace/code/mine.tmp", "whole");
        await using var executor = new LocalExecutor(TimeProvider.System, SandboxKind.Bubblewrap, _folder.At("state"));

        await Orphans.EndAsync(executor, RunState.Empty(Direction.Maximize), new RunFolder(_folder.At("run")), TestContext.Current.CancellationToken);

        Directory.EnumerateFiles(_folder.At("run"), "*", SearchOption.AllDirectories).Select(Path.GetFileName).ShouldBe(["mine.tmp"]);
    }
}
