using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Views;
using Longhaul.Execution.Files;
using Longhaul.Execution.Network;
using Longhaul.Execution.Torch;
using Longhaul.Reporting.Verification;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Search.Graph;
using Longhaul.Search.State;
using Longhaul.Tracks.Mle;

namespace Longhaul.Tracks.Hosting;

/// <summary>Runs an experiment of a run again, aside: the run's folder and its journal stay as they are.</summary>
public sealed class RerunHost(RunFolder run, TimeProvider clock)
{
    /// <summary>What the experiment gives now.</summary>
    /// <exception cref="UserErrorException">There is no such experiment.</exception>
    public async Task<RerunResult> RunAsync(ExperimentId id, CancellationToken cancellationToken)
    {
        var settings = RunSettings.Read(run);
        var task = TaskSnapshot.Read(run);
        var state = RunState.Read(run, task.Metric.Direction);
        if (!state.Experiments.TryGetValue(id.Number, out var experiment))
            throw new UserErrorException($"{id}: there is no such experiment in {run.Root}. `longhaul tree {run.Id}` shows what there is.");
        var data = TaskData.Load(task, settings);
        Builtin.Training.TrainerView.Write(run, data);
        var scratch = Directory.CreateTempSubdirectory("longhaul-rerun-").FullName;
        try
        {
            await using var executor = Executors.In(Path.Combine(scratch, "jobs"), settings, clock);
            using var requests = new RequestLog(new RunFolder(scratch));
            await using var network = RunNetwork.Open(task.Resources.Hosts, Blacklist.Empty, requests, settings, clock);
            var plain = await Surroundings.OfAsync(settings, cancellationToken).ConfigureAwait(false);
            var surroundings = (network?.In(plain) ?? plain) with { Added = () => Environments.RunPackages.ViewOf(run, state.Environment) };
            await using var torch = new Builtin.Training.TorchSupply(new LibTorch(), waits: true, _ => { });
            var staging = Path.Combine(scratch, id.ToString());
            Directory.CreateDirectory(Path.Combine(staging, "evidence"));
            var runner = MleExperiments.Runner(run, settings, data, new FoldScorer(data), executor, surroundings, torch, tape: null);
            var (finding, score) = await runner.RepeatAsync(id, state.Programs[experiment.Started.Candidate], staging, cancellationToken).ConfigureAwait(false);
            return new RerunResult(finding.Ending, score, finding.Predictions, finding.Detail);
        }
        finally
        {
            FolderRemoval.Remove(scratch);
        }
    }
}
