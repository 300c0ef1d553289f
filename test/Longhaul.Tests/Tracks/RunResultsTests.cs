using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Events;
using Longhaul.Search.State;
using Longhaul.Tests.Search.Loop;
using Longhaul.Tracks.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Longhaul.Tests.Tracks;

public sealed class RunResultsTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
    private readonly FakeTimeProvider _clock = new(SmallSearch.Usual.Created);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, 40)]
    [InlineData(true, 100)]
    public void Time_goes_on_only_while_an_owner_works(bool working, double seconds)
    {
        var state = RunState.Empty(Direction.Maximize) with { Phase = RunPhase.Working, Worked = TimeSpan.FromSeconds(40), Latest = _clock.GetUtcNow() };
        _clock.Advance(TimeSpan.FromMinutes(1));

        Of(state, working).WallS.ShouldBe(seconds);
    }

    [Theory]
    [InlineData(false, "interrupted", 130)]
    [InlineData(true, "working", 1)]
    public void A_run_that_was_interrupted_before_its_report_is_not_done(bool working, string status, int exitCode)
    {
        var ended = RunState.Empty(Direction.Maximize) with { Phase = RunPhase.Ended, End = new RunEnded("done", "x", null, 1) };
        using var owner = RunLock.Take(new RunFolder(_folder.At("run")));

        var result = Of(ended, working);

        result.Status.ShouldBe(status);
        result.ExitCode.ShouldBe(exitCode);
    }

    private RunResult Of(RunState state, bool working) => RunResults.Of(new RunFolder(_folder.At("run")), SmallSearch.Usual, state, _clock, working);
}
