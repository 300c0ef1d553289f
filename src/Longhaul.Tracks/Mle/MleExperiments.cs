using Longhaul.Builtin.Decisions;
using Longhaul.Builtin.Training;
using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Views;
using Longhaul.Execution.Executors;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Search.Experiments;
using Longhaul.Search.FinalFit;
using Longhaul.Tracks.Hosting;
using Longhaul.Tracks.Recording;

namespace Longhaul.Tracks.Mle;

/// <summary>What runs the experiments of a competition: pipelines by our trainer, commands by the candidate contract.</summary>
internal static class MleExperiments
{
    public static ExperimentRunner Runner(
        RunFolder folder, RunSettings settings, TaskData data, FoldScorer scorer, IExecutor executor, CommandSurroundings surroundings, TorchSupply torch, SessionTape? tape)
    {
        return new ExperimentRunner(
            folder,
            settings,
            scorer,
            new ProgramStore(new ContentStore(folder.Objects)),
            Around(Trainer(folder, settings, data, executor, surroundings, torch), tape),
            Around(new CommandExperimenter(folder, settings, data, executor, surroundings), tape));
    }

    private static IExperimenter Around(IExperimenter live, SessionTape? tape) => tape?.Around(live) ?? live;

    /// <summary>What fits a champion on all labelled rows.</summary>
    public static IFinalFitter Final(RunFolder folder, RunSettings settings, TaskData data, FoldScorer scorer, IExecutor executor, CommandSurroundings surroundings, TorchSupply torch)
    {
        var alone = surroundings with { Limits = Surroundings.LimitsAlone(settings, surroundings.Limits) };
        return new ChampionFitter(
            folder, settings, data.Task, executor, alone.Limits, Trainer(folder, settings, data, executor, surroundings, torch), torch, scorer,
            new ProgramStore(new ContentStore(folder.Objects)), whole => new CommandExperimenter(folder, settings, whole, executor, alone));
    }

    private static TrainerExperimenter Trainer(RunFolder folder, RunSettings settings, TaskData data, IExecutor executor, CommandSurroundings surroundings, TorchSupply torch) => new(
        folder, settings, data, new Decision(data.Task, data.Problem, MetricCatalog.Resolve(data.Task.Metric), Truth.Of(data.Problem, data.Train)), executor, surroundings.Limits, torch);
}
