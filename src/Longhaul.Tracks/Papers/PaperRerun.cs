using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Reporting.Verification;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;
using Longhaul.Search.State;
using Longhaul.Tracks.Environments;
using Longhaul.Tracks.Hosting;
using Longhaul.Tracks.Teams;

namespace Longhaul.Tracks.Papers;

/// <summary>Runs the command of a paper's experiment again, at its commit, aside: the run's folder and its journal stay as they are.</summary>
public sealed class PaperRerun(RunFolder run, TimeProvider clock)
{
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(10);

    /// <summary>What the command gives now. It may take four times as long as it did, and ten minutes at least.</summary>
    /// <exception cref="UserErrorException">There is no such experiment, or its commit can't be opened.</exception>
    public async Task<TrialAgain> RunAsync(ExperimentId id, CancellationToken cancellationToken)
    {
        var (settings, own, state) = (RunSettings.Read(run), PaperSnapshot.Read(run), RunState.Read(run, Direction.Maximize));
        var trial = state.Paper.Trials.GetValueOrDefault(id.Number) ?? throw new UserErrorException($"{id}: there is no such experiment in {run.Root}. `longhaul tree {run.Id}` shows what there is.");
        var scratch = Directory.CreateTempSubdirectory("longhaul-rerun-").FullName;
        try
        {
            var code = Path.Combine(scratch, "code");
            var mounts = PaperCheckout.Make(run, trial.Started.Commit, code);
            var stamps = FileStamps.Of(code);
            await using var executor = Executors.In(Path.Combine(scratch, "jobs"), settings, clock);
            using var requests = new RequestLog(new RunFolder(scratch));
            await using var network = RunNetwork.Open(own.Resources.Hosts, PaperTerms.Blacklist(own), requests, settings, clock);
            var added = RunPackages.ViewOf(run, state.Environment);
            var plain = await Surroundings.OfAsync(settings, cancellationToken).ConfigureAwait(false);
            var commands = new RoleCommands(settings, executor, (network?.In(plain) ?? plain) with { Added = () => added });
            var usual = TimeSpan.FromSeconds(4 * (trial.Ended?.WallSeconds ?? 0));
            var outcome = await commands.RunAsync(
                new JobId(trial.Id), PaperTrials.Shell(trial.Started.Command), Directory.CreateDirectory(Path.Combine(scratch, "home")).FullName, mounts, usual > Least ? usual : Least,
                Path.Combine(scratch, "log.txt"), cancellationToken).ConfigureAwait(false);
            return Again(outcome, code, stamps);
        }
        finally
        {
            FolderRemoval.Remove(scratch);
        }
    }

    private static TrialAgain Again(JobOutcome outcome, string code, FileStamps stamps)
    {
        try
        {
            var files = stamps.Touched().ToDictionary(file => file.Path, file => ContentHash.OfFile(Path.Combine(code, file.Path)).Value, StringComparer.Ordinal);
            return new TrialAgain(outcome.Ending, outcome.ExitCode, files, outcome.Detail);
        }
        catch (UntrustedFileException fault)
        {
            return new TrialAgain(outcome.Ending, outcome.ExitCode, new Dictionary<string, string>(StringComparer.Ordinal), outcome.Detail ?? fault.Message);
        }
    }
}
