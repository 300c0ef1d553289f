using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Team.Desk;
using Longhaul.Tracks.Papers;

namespace Longhaul.Tests.Tracks.Papers;

public sealed class PaperTrialsTests : IDisposable
{
    private readonly TemporaryFolder _root = new();
    private readonly RunLedger _ledger;

    public PaperTrialsTests()
    {
        var folder = new RunFolder(_root.At("run"));
        Directory.CreateDirectory(folder.Root);
        _ledger = RunLedger.Open(folder, Direction.Maximize, TimeProvider.System);
        _ledger.Record("run", new RunStarted(1, "test", _ledger.Healed));
    }

    public void Dispose()
    {
        _ledger.Dispose();
        _root.Dispose();
    }

    [Fact]
    public async Task What_a_command_writes_is_evidence()
    {
        var ended = await TryAsync(code => File.WriteAllText(Path.Combine(code, "sum.txt"), "5050"));

        ended.Evidence.Keys.ShouldBe(["workspace/experiments/e1/files/sum.txt", "workspace/experiments/e1/log.txt"], ignoreOrder: true);
        ended.Detail.ShouldBeNull();
    }

    [Fact]
    public async Task A_command_that_leaves_what_cannot_be_looked_through_has_its_log_as_evidence_and_is_told_why()
    {
        var ended = await TryAsync(code =>
        {
            File.WriteAllText(Path.Combine(code, "sum.txt"), "5050");
            Directory.CreateDirectory(Path.Combine([code, .. Enumerable.Repeat("d", 210)]));
        });

        ended.Ending.ShouldBe(Ending.Success);
        ended.Evidence.Keys.ShouldBe(["workspace/experiments/e1/log.txt"]);
        ended.Detail.ShouldNotBeNull().ShouldContain("too deep");
        Directory.EnumerateFileSystemEntries(Path.Combine(_ledger.Folder.Cache, "staging")).ShouldBeEmpty();
    }

    private Task<TrialEnded> TryAsync(Action<string> command)
    {
        var repository = new PaperRepository(_ledger, TimeProvider.System);
        repository.Begin(seed: null);
        return new PaperTrials(_ledger, new OneCommand(command), repository)
            .RunAsync(new TrialOrder("s1.1.1", "sum", "bash sum.sh", ["C1"], ""), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    private sealed class OneCommand(Action<string> command) : IDesk
    {
        public string TaskText => "";

        public IReadOnlyList<Mount> Data => [];

        public IBackgroundJobs Jobs => throw new NotSupportedException();

        public Task<JobOutcome> RunAsync(
            JobId id, IReadOnlyList<string> line, string folder, IReadOnlyList<Mount> mounts, TimeSpan limit, string log, CancellationToken cancellationToken)
        {
            command(mounts[0].Source);
            File.WriteAllText(log, "done\n");
            return Task.FromResult(new JobOutcome(Ending.Success, 0, TimeSpan.Zero, TimeSpan.Zero, new Bytes(0)));
        }

        public void Refresh()
        {
        }
    }
}
