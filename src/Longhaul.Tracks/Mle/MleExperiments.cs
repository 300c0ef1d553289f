using Longhaul.Builtin.Decisions;
using Longhaul.Builtin.Training;
using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Views;
using Longhaul.Execution.Executors;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Search.Experiments;

namespace Longhaul.Tracks.Mle;

/// <summary>What runs the experiments of a competition: pipelines by our trainer, commands by the candidate contract.</summary>
internal static class MleExperiments
{
    public static ExperimentRunner Runner(
        RunFolder folder, RunSettings settings, TaskData data, FoldScorer scorer, IExecutor executor, CommandSurroundings surroundings, TorchSupply torch)
    {
        var decision = new Decision(data.Task, data.Problem, MetricCatalog.Resolve(data.Task.Metric), Truth.Of(data.Problem, data.Train));
        return new ExperimentRunner(
            folder,
            settings,
            scorer,
            new ProgramStore(new ContentStore(folder.Objects)),
            new TrainerExperimenter(folder, settings, data, decision, executor, surroundings.Limits, torch),
            new CommandExperimenter(folder, settings, data, executor, surroundings));
    }
}
