using Longhaul.Execution.Executors;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Budgets;
using Longhaul.Search.Events;
using Longhaul.Search.Graph;
using Longhaul.Search.Loop;
using Longhaul.Search.Policies;
using Longhaul.Search.State;
using Longhaul.Tracks.Mle;

namespace Longhaul.Tracks.Hosting;

/// <summary>Evaluates a person's own candidate: the same sandbox, the same folds, the same scoring, recorded in a run.</summary>
public sealed class TryHost(TimeProvider clock, IProgress<LiveStatus> progress)
{
    private static readonly Bytes LargestProgram = Bytes.FromMiB(256);

    /// <summary>Runs the command once per fold and scores its predictions. In a run that was graded it changes nothing but the record.</summary>
    /// <exception cref="UserErrorException">Bad input, or another process works on the run.</exception>
    /// <exception cref="OperationCanceledException">Interrupted: the attempt stays unfinished in the record.</exception>
    public async Task<TryResult> RunAsync(TryRequest request, CancellationToken cancellationToken)
    {
        var proposal = Proposal(request);
        var folder = request.Run ?? new RunFolder(request.Out ?? throw new UserErrorException("A task needs a folder for its run."));
        Directory.CreateDirectory(folder.Root);
        using var owner = RunLock.Take(folder);
        Inbox.DropStops(folder);
        var (settings, task) = request.Run is null ? New(request, folder) : (RunSettings.Read(folder), TaskSnapshot.Read(folder));
        using var ledger = RunLedger.Open(folder, task.Metric.Direction, clock);
        RunHost.Create(ledger, settings);
        ledger.Record(settings.Run, new RunStarted(Environment.ProcessId, Environment.MachineName, ledger.Healed));
        var budget = new BudgetClock(settings, clock);
        var pulse = new RunPulse(ledger, settings, budget, clock, progress);
        var track = new MleTrack(ledger, settings, task, clock);
        try
        {
            var ended = await pulse.BesideAsync(
                token => track.TryAsync(pulse, budget, proposal, request.Budget, request.Limits, token), cancellationToken, closing: true).ConfigureAwait(false);
            ledger.Record(settings.Run, new RunInterrupted("the candidate was tried"));
            return Describe(folder, task, ended);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            ledger.Record(settings.Run, new RunInterrupted(RunHost.AtTheTerminal));
            throw;
        }
        catch (OperationCanceledException) when (pulse.StopAsked && Unfinished(ledger.State) is { } cut)
        {
            var stopped = Stopped(cut);
            ledger.Record($"e{cut.Experiment}", stopped);
            ledger.Record(settings.Run, new RunInterrupted("the candidate was stopped by a person"));
            return Describe(folder, task, stopped);
        }
    }

    private static ExperimentStarted? Unfinished(RunState state) => state.Experiments.Values.LastOrDefault(experiment => experiment.Ended is null)?.Started;

    private static ExperimentEnded Stopped(ExperimentStarted cut) => new(
        cut.Experiment, cut.Candidate, Ending.Stopped, null, 0, 0, 0, null, new Dictionary<string, string>(StringComparer.Ordinal), "stopped by a person", null, []);

    private (RunSettings Settings, TaskPackage Task) New(TryRequest request, RunFolder folder)
    {
        if (folder.Exists)
            throw new UserErrorException($"{folder.Root}: a run is there already. Name it instead of the task, or another folder with --out.");
        var settings = RunSettingsOf.Request(
            new RunRequest
            {
                Task = request.Task!,
                Out = folder.Root,
                Budget = TimeSpan.FromMinutes(30),
                Seed = request.Seed,
                Workers = 1,
                Sandbox = request.Sandbox,
                Python = request.Python,
                Gpus = request.Gpus,
                Answers = request.Answers,
            },
            folder,
            clock,
            RunHost.Version);
        settings.Write(folder);
        return (settings, request.Task!);
    }

    private static Proposal Proposal(TryRequest request)
    {
        var line = string.Join(' ', request.Command);
        return new Proposal("command", line.Length <= 60 ? line : line[..57] + "…", "a person's own candidate", Read(request.Files))
        {
            Command = request.Command,
            Move = new Move(Operator.Draft, []),
        };
    }

    private static Dictionary<string, byte[]> Read(string? folder)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        if (folder is null)
            return files;
        if (!Directory.Exists(folder))
            throw new UserErrorException($"{folder}: there is no such folder (--files).");
        var total = 0L;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (Path.GetRelativePath(folder, file.FullName).Split('/').Contains(".git", StringComparer.Ordinal))
                continue;
            if (file.LinkTarget is not null)
                throw new UserErrorException($"{file.FullName}: is a link; a candidate's files must be plain files.");
            if ((total += file.Length) > LargestProgram.Value)
                throw new UserErrorException($"{folder}: holds more than {LargestProgram} of files; name a folder with the program alone.");
            files[Path.GetRelativePath(folder, file.FullName)] = File.ReadAllBytes(file.FullName);
        }

        return files;
    }

    private static TryResult Describe(RunFolder folder, TaskPackage task, ExperimentEnded ended) => new(
        folder.Root,
        $"e{ended.Experiment}",
        ended.Ending,
        ended.ExitCode,
        ended.Score?.Value,
        ended.Score?.Spread,
        task.Metric.Name,
        task.Metric.Direction.ToString().ToLowerInvariant(),
        ended.WallSeconds,
        Path.Combine(folder.Experiment($"e{ended.Experiment}"), "log.txt"),
        ended.Detail,
        ended.Attempts);
}
