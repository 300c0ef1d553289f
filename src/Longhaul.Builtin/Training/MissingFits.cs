using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Views;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Execution.Sandbox;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Arrow;
using Longhaul.Pipelines.Decisions;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tables;

namespace Longhaul.Builtin.Training;

/// <summary>
/// Final fits that a run did not make, or not in time: those of a frozen candidate's pipelines are made up for when they are asked for. Each member's
/// model is kept in <see cref="RunFolder.FinalFit"/>, whole or not at all, so that a repeated call goes on where a crash cut it off.
/// </summary>
/// <param name="all">The task with every labelled row in train: nothing is held back any more.</param>
public sealed class MissingFits(RunFolder run, RunSettings settings, TaskData all, IExecutor executor, Limits limits, TorchSupply torch)
{
    // Models per target where chance plays a part: their mean is steadier than one.
    private const int Bags = 3;

    /// <summary>Fits every member that is not fitted yet.</summary>
    /// <param name="evidenceOf">A member's number → the folder of its experiment, which holds <c>pipeline.yaml</c> and <c>metrics.json</c>.</param>
    /// <returns>Null when all are fitted; else why one is not, in one line.</returns>
    public async Task<string?> FitAsync(FrozenDecision decision, Func<int, string> evidenceOf, CancellationToken cancellationToken)
    {
        foreach (var member in decision.Blend.Members)
        {
            if (!Directory.Exists(FolderOf(member)) && await FitAsync(member, evidenceOf(member), cancellationToken).ConfigureAwait(false) is { } problem)
                return $"{FrozenDecision.NameOf(member)}: {problem}";
        }

        return null;
    }

    /// <summary>What the fitted members predict for the test rows, decided: in the form of <see cref="PredictionsTable"/>, without held-out rows.</summary>
    /// <exception cref="PipelineException">A member is not fitted.</exception>
    public Table Predictions(FrozenDecision decision)
    {
        var columns = decision.Decide(decision.Blend.Members.ToDictionary(member => member, member => RawPredictionsFile.ReadTest(FolderOf(member))));
        return PredictionsTable.Make([], [], all.Test.RowCount, columns);
    }

    private async Task<string?> FitAsync(int member, string evidence, CancellationToken cancellationToken)
    {
        // Every labelled row, for our own trainer's eyes alone; made again where the cache was emptied.
        var view = Path.Combine(run.Cache, "final-view");
        TrainerView.Write(view, all);
        var name = $"fit-{FrozenDecision.NameOf(member)}";
        var staging = Path.Combine(run.Cache, "staging", name);
        FolderRemoval.Remove(staging);
        var result = Path.Combine(staging, "result");
        JobOutcome outcome;
        try
        {
            outcome = await new PipelineFit(all.Task, view, evidence, Bags, settings.Threads, Time: null)
                .RunAsync(name, staging, result, executor, torch, limits, cancellationToken).ConfigureAwait(false);
        }
        catch (EnvironmentLacksException problem)
        {
            return problem.Message;
        }

        if (outcome.Ending != Ending.Success)
            return $"{outcome.Detail} {TrainerLog.LastLine(PipelineFit.LogIn(staging))}".Trim() is { Length: > 0 } said ? said : outcome.Ending.ToString().ToLowerInvariant();
        Directory.CreateDirectory(Path.GetDirectoryName(FolderOf(member))!);
        Directory.Move(result, FolderOf(member));
        FolderRemoval.Remove(staging);
        return null;
    }

    private string FolderOf(int member) => run.FinalFit(FrozenDecision.NameOf(member));
}
