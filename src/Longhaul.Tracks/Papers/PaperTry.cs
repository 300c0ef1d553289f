using System.Text.Json;
using System.Text.Json.Serialization;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;
using Longhaul.Runs.Tasks.Papers;
using Longhaul.Search.Budgets;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Search.State;
using Longhaul.Team.Desk;
using Longhaul.Tracks.Environments;
using Longhaul.Tracks.Hosting;
using Longhaul.Tracks.Teams;

namespace Longhaul.Tracks.Papers;

/// <summary>Runs a person's own command on the code of a paper's run: an experiment like a role's, recorded in the run.</summary>
public sealed class PaperTry(TimeProvider clock, IProgress<LiveStatus> progress)
{
    private const int LongestTitle = 60;

    /// <summary>Runs the command in a copy of the code. In a run that was graded it changes nothing but the record.</summary>
    /// <param name="command">A line for bash; words of several are quoted.</param>
    /// <param name="time">How long it may take.</param>
    /// <exception cref="UserErrorException">The run has no paper yet, or another process works on it.</exception>
    /// <exception cref="OperationCanceledException">Interrupted: the attempt stays unfinished in the record.</exception>
    public async Task<PaperTryResult> RunAsync(RunFolder folder, IReadOnlyList<string> command, TimeSpan time, Limits? limits, CancellationToken cancellationToken)
    {
        var (settings, own) = (RunSettings.Read(folder), PaperSnapshot.Read(folder));
        using var owner = RunLock.Take(folder);
        Inbox.DropStops(folder);
        using var ledger = RunLedger.Open(folder, Direction.Maximize, clock);
        ledger.Record(settings.Run, new RunStarted(Environment.ProcessId, Environment.MachineName, ledger.Healed));
        var pulse = new RunPulse(ledger, settings, new BudgetClock(settings, clock), clock, progress);
        var line = command.Count == 1 ? command[0] : string.Join(' ', command.Select(Quoted));
        var order = new TrialOrder($"person.{ledger.State.Paper.Trials.Count + 1}", line.Length <= LongestTitle ? line : line[..(LongestTitle - 1)] + "…", line, [], "");
        try
        {
            var ended = await pulse.BesideAsync(token => RunAsync(ledger, settings, own, order, time, limits, token), cancellationToken, closing: true).ConfigureAwait(false);
            ledger.Record(settings.Run, new RunInterrupted("the command was tried"));
            return PaperTryResult.Of(folder, ledger.State.Paper.Trials[ended.Trial]);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            ledger.Record(settings.Run, new RunInterrupted(RunHost.AtTheTerminal));
            throw;
        }
        catch (OperationCanceledException) when (ledger.State.Paper.StartedBy(order.Use) is { } cut)
        {
            ledger.Record(cut.Id, new TrialEnded(cut.Started.Trial, Ending.Stopped, null, 0, new Dictionary<string, string>(StringComparer.Ordinal), "stopped by a person"));
            ledger.Record(settings.Run, new RunInterrupted("the command was stopped by a person"));
            return PaperTryResult.Of(folder, ledger.State.Paper.Trials[cut.Started.Trial]);
        }
    }

    private async Task<TrialEnded> RunAsync(
        RunLedger ledger, RunSettings settings, PaperPackage own, TrialOrder order, TimeSpan time, Limits? limits, CancellationToken cancellationToken)
    {
        await using var executor = Executors.Local(ledger.Folder, settings, clock);
        await Orphans.EndAsync(executor, ledger.State, ledger.Folder, cancellationToken).ConfigureAwait(false);
        using var requests = new RequestLog(ledger.Folder);
        await using var network = RunNetwork.Open(own.Resources.Hosts, PaperTerms.Blacklist(own), requests, settings, clock);
        var plain = await Surroundings.OfAsync(settings, cancellationToken).ConfigureAwait(false);
        var seen = (network?.In(plain) ?? plain) with { Added = () => RunPackages.ViewOf(ledger.Folder, ledger.State.Environment), Limits = limits ?? plain.Limits };
        var commands = new PaperCommands(ledger, settings, own, new RoleCommands(settings, executor, seen), clock);
        var repository = new PaperRepository(ledger, clock);
        repository.Begin(own.Code);
        return await new PaperTrials(ledger, commands, repository).RunAsync(order, time, cancellationToken).ConfigureAwait(false);
    }

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:,+@%".Contains(c, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}

/// <summary>What <c>try --json</c> prints of a paper's run. Paths are absolute.</summary>
/// <param name="Score">Always null: a paper's experiments have evidence and no score.</param>
/// <param name="Log">What it printed.</param>
/// <param name="Files">The folder of what it made or wrote; null where that is nothing.</param>
public sealed record PaperTryResult(string Run, string Experiment, Ending Ending, int? ExitCode, double? Score, double WallS, string Log, string? Files, string Commit, string? Detail)
{
    /// <summary>0 where the command ended well, else 1.</summary>
    [JsonIgnore]
    public int ExitStatus => Ending == Ending.Success ? 0 : 1;

    internal static PaperTryResult Of(RunFolder run, Trial trial)
    {
        var (folder, ended) = (run.Experiment(trial.Id), trial.Ended!);
        var files = Path.Combine(folder, "files");
        return new PaperTryResult(
            run.Root, trial.Id, ended.Ending, ended.ExitCode, null, ended.WallSeconds, Path.Combine(folder, "log.txt"), Directory.Exists(files) ? files : null, trial.Started.Commit, ended.Detail);
    }

    /// <summary>As one JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, PaperTryJson.Default.PaperTryResult);
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(SnakeCaseEndings)])]
[JsonSerializable(typeof(PaperTryResult))]
internal sealed partial class PaperTryJson : JsonSerializerContext;
