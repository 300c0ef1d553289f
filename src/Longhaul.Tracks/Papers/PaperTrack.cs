using Longhaul.Execution.Executors;
using Longhaul.Execution.Network;
using Longhaul.Models.Profiles;
using Longhaul.Reporting.Papers;
using Longhaul.Reporting.Papers.Checking;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks.Papers;
using Longhaul.Search.Budgets;
using Longhaul.Search.Events;
using Longhaul.Search.Experiments;
using Longhaul.Search.Loop;
using Longhaul.Search.State;
using Longhaul.Team.Tools.Mcp;
using Longhaul.Tracks.Environments;
using Longhaul.Tracks.Hosting;
using Longhaul.Tracks.Papers.Delivery;
using Longhaul.Tracks.Papers.Reproduction;
using Longhaul.Tracks.Recording;
using Longhaul.Tracks.Teams;

namespace Longhaul.Tracks.Papers;

/// <summary>
/// The track of papers: copy what was given, split the paper, let a team read, build and run, reproduce what it delivers in a fresh sandbox, check its claims, and
/// have it judged by the rubric. Each stage is recorded when it is done and skipped when it was.
/// </summary>
internal sealed class PaperTrack(RunLedger ledger, RunSettings settings, PaperPackage paper, TimeProvider clock, SessionTape tape) : ITrack
{
    private RunFolder Folder => ledger.Folder;

    private RunState State => ledger.State;

    /// <inheritdoc/>
    public async Task<string> ResearchAsync(RunPulse pulse, BudgetClock budget, CancellationToken cancellationToken)
    {
        var inputs = new PaperInputs(ledger);
        var own = inputs.Copy(settings.Files is { } files ? paper with { Code = files } : paper);
        pulse.Doing = "reading the paper";
        inputs.Split(own, settings.Rubric == "visible", cancellationToken);
        await using var executor = Executors.Local(Folder, settings, clock);
        await Orphans.EndAsync(executor, State, Folder, cancellationToken).ConfigureAwait(false);
        using var requests = new RequestLog(Folder);
        var blacklist = PaperTerms.Blacklist(own);
        await using var network = RunNetwork.Open(own.Resources.Hosts, blacklist, requests, settings, clock);
        var plain = await Surroundings.OfAsync(settings, cancellationToken).ConfigureAwait(false);
        var seen = (network?.In(plain) ?? plain) with { Added = () => RunPackages.ViewOf(Folder, State.Environment) };
        using var packages = new RunPackages(
            ledger, settings, tape.Around(new PackageInstaller(Folder, settings, executor, plain, own.Resources.Hosts, blacklist, requests, clock)), Changed);
        var granted = new NetworkPolicy(own.Resources.Hosts, blacklist);
        var downloads = new RunDownloads(ledger, granted, tape.Around(new Downloader(granted, UserConfig.OfProcess, requests, clock)), Changed);
        await using var delivery = await DeliveryAsync(own, requests, cancellationToken).ConfigureAwait(false);
        var repository = new PaperRepository(ledger, clock);
        repository.Begin(own.Code);
        var commands = tape.Around(new PaperCommands(ledger, settings, own, new RoleCommands(settings, executor, seen), clock));
        var reproduction = Reproduction(executor, delivery, plain);
        var desk = new PaperDesk(ledger, commands, repository, reproduction, PaperTerms.Reproduction(own));
        using var seats = new ModelSeats(ledger, settings, UserConfig.OfProcess, clock, tape.Model);
        await using var servers = tape.IsPlayed ? null : await McpServers.ConnectAsync(UserConfig.OfProcess, cancellationToken).ConfigureAwait(false);
        using var web = tape.IsPlayed ? null : RunWeb.Open(ledger, settings, own.Resources.Hosts, blacklist, UserConfig.OfProcess, requests, clock);
        var team = PaperTeam.Of(
            ledger, settings, desk, packages, downloads, own.Rubric is not null, seats, budget, clock, tape.Around([.. web?.Tools ?? [], .. servers?.Tools ?? []]), tape.SideBySide);
        await MachineProbe.WriteAsync(ledger, commands, own.Resources.Hosts, cancellationToken).ConfigureAwait(false);
        desk.Refresh();
        await ReadAsync(team, budget, cancellationToken).ConfigureAwait(false);
        return await team.RunAsync(PaperTeam.Brief, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The last reproduction, whatever ended the work; it has limits of its own. A further <c>stop</c> leaves it out.</summary>
    public async Task ConcludeAsync(RunPulse pulse, CancellationToken cancellationToken)
    {
        if (State.Paper.Reproduced is not null || !PaperSnapshot.IsIn(Folder))
            return;
        var own = PaperSnapshot.Read(Folder);
        var repository = new PaperRepository(ledger, clock);
        repository.Begin(own.Code);
        await using var executor = Executors.Local(Folder, settings, clock);
        await Orphans.EndAsync(executor, State, Folder, cancellationToken).ConfigureAwait(false);
        using var requests = new RequestLog(Folder);
        await using var delivery = await DeliveryAsync(own, requests, cancellationToken).ConfigureAwait(false);
        var reproduction = Reproduction(executor, delivery, await Surroundings.OfAsync(settings, cancellationToken).ConfigureAwait(false));
        var commit = repository.Commit("what is delivered");
        if (settings.SkipReproduction)
        {
            reproduction.LeaveOut(commit, "the last reproduction was left out (--skip-reproduction)");
            return;
        }

        pulse.Doing = "reproducing what is delivered";
        try
        {
            await pulse.BesideAsync(token => reproduction.RunAsync(PaperState.Final, commit, PaperTerms.Reproduction(own), token), cancellationToken, closing: true).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            reproduction.LeaveOut(commit, "a person stopped the last reproduction");
        }
    }

    /// <inheritdoc/>
    public void End(string reason)
    {
        var delivers = State.Paper.Reproduced is { } final && (final.Ending == Ending.Success || settings.SkipReproduction);
        var worked = new BudgetClock(settings, clock).Worked(State);
        ledger.Record(settings.Run, new RunEnded(delivers ? "done" : "failed", reason, null, Math.Round(worked.TotalSeconds, 3), []));
    }

    /// <inheritdoc/>
    public async Task CloseAsync(RunPulse pulse, CancellationToken cancellationToken)
    {
        if (State.Report is not null)
            return;
        RefusedRequests.Record(ledger);
        SelfChecking.Write(Folder, State);
        if (State.Grade is null && State.Paper.Reproduced is not null && PaperSnapshot.IsIn(Folder) && PaperSnapshot.Read(Folder) is { Rubric: not null } own
            && !await IsJudgedAsync(pulse, own, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var files = PaperReport.Write(Folder, settings, State);
        ledger.Record("report", new ReportWritten(State.Head.Value, files));
    }

    private async Task ReadAsync(Team.ResearchTeam team, BudgetClock budget, CancellationToken cancellationToken)
    {
        const string Stage = "reading";
        // Where one role does everything it reads for itself.
        if (settings.Ablate.Contains("team", StringComparer.Ordinal) || State.Stages.Exists(done => done.Stage == Stage))
            return;
        var limit = budget.Total(State) is { } left ? (left + budget.Worked(State)) / 8 : (TimeSpan?)null;
        var missing = await new PaperReading(Folder, team, tape.SideBySide).RunAsync(limit, cancellationToken).ConfigureAwait(false);
        if (missing.Count > 0)
            ledger.Record(Stage, new Notice($"the readers left out: {string.Join(", ", missing)}"));
        ledger.Record(Stage, new StageDone(Stage, new Dictionary<string, string>(StringComparer.Ordinal)));
    }

    private PaperReproduction Reproduction(IExecutor executor, DeliveryNetwork network, CommandSurroundings plain) =>
        new(ledger, settings, Folder.Code, tape.Around(ScriptRuns.On(executor)), network, plain.Limits);

    private Task<DeliveryNetwork> DeliveryAsync(PaperPackage own, RequestLog requests, CancellationToken cancellationToken) =>
        DeliveryNetwork.OpenAsync(tape.IsPlayed ? [] : settings.Packages, own.Resources.Hosts, PaperTerms.Blacklist(own), requests, settings, clock, cancellationToken);

    private void Changed()
    {
        EnvironmentNotes.Bring(Folder, State.Environment);
        DeliveredScripts.Bring(Folder.Code, State.Environment);
    }

    /// <summary>Has it judged; false where a person stopped that: <c>resume</c> has the rest judged.</summary>
    private async Task<bool> IsJudgedAsync(RunPulse pulse, PaperPackage own, CancellationToken cancellationToken)
    {
        pulse.Doing = "judging what is delivered";
        try
        {
            await pulse.BesideAsync(
                async token =>
                {
                    await JudgeAsync(own, token).ConfigureAwait(false);
                    return true;
                },
                cancellationToken,
                closing: true).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            ledger.Record(settings.Run, new RunInterrupted("stopped by a person while it was judged"));
            return false;
        }
    }

    // The run's budget is for the work; only tokens and money bound its judge.
    private async Task JudgeAsync(PaperPackage own, CancellationToken cancellationToken)
    {
        var unlimited = settings with { BudgetSeconds = null, Deadline = null, MaxExperiments = null };
        using var seats = new ModelSeats(ledger, settings, UserConfig.OfProcess, clock, tape.Model);
        var team = PaperTeam.Judging(ledger, unlimited, own, seats, new BudgetClock(unlimited, clock, tape.Readings), clock);
        await new PaperGrading(ledger, own, clock).GradeAsync(team, tape.KeepsOrder ? 1 : 4, cancellationToken).ConfigureAwait(false);
    }
}
