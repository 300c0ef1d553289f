using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Team.Desk;
using Longhaul.Tests.Search.Loop;

namespace Longhaul.Tests.Team;

/// <summary>A desk whose commands are run by nobody and print 10 KB; experiments are those of a small search, and everything else is real.</summary>
internal sealed class ImaginedDesk(RunLedger ledger, SmallSearch search) : IResearchDesk
{
    private readonly WorkspaceScribe _scribe = new(ledger.Folder);
    private readonly ResearchLoop _loop = search.Loop(ledger);

    public string TaskText => "Predict y for each row of test.csv.";

    public IReadOnlyList<Mount> Data => [];

    public Task<ExperimentEnded> ExperimentAsync(Proposal proposal, TimeSpan? limit, CancellationToken cancellationToken) => _loop.TryAsync(proposal, limit, cancellationToken);

    public Task<string> AutomateAsync(Stint stint, CancellationToken cancellationToken) => _loop.RunAsync(stint, cancellationToken);

    public Proposal Pipeline(string yaml, string hypothesis) => Proposal.Pipeline("guess", "guess", hypothesis, yaml);

    public (bool Right, string What) CheckForm(string path) => (true, "The form is right.");

    public Task<JobOutcome> RunAsync(
        JobId id, IReadOnlyList<string> command, string folder, IReadOnlyList<Mount> mounts, TimeSpan limit, string log, CancellationToken cancellationToken)
    {
        var seed = id.Value.Sum(c => c);
        File.WriteAllText(log, string.Join('\n', Enumerable.Range(0, 500).Select(line => $"row {line}: {line * seed % 8191}")));
        return Task.FromResult(new JobOutcome(Ending.Success, 0, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), Bytes.FromMiB(1)));
    }

    public IBackgroundJobs Jobs => throw new NotSupportedException();

    public void Refresh() => _scribe.Write(ledger.State);
}
