using System.Globalization;
using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Views;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Execution.Sandbox;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Arrow;
using Longhaul.Pipelines.Decisions;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tables;

namespace Longhaul.Builtin.Training;

/// <summary>
/// Fits a frozen candidate's pipelines once more, on all labelled rows, with what their folds chose, in the sandbox. Each member's model is kept in
/// <see cref="RunFolder.FinalFit"/>, whole or not at all, so that a repeated call goes on where a crash cut it off.
/// </summary>
/// <param name="all">The task with every labelled row in train: nothing is held back any more.</param>
public sealed class FinalFitter(RunFolder run, RunSettings settings, TaskData all, IExecutor executor, Limits limits, TorchSupply torch)
{
    /// <summary>Models per target where chance plays a part: their mean is steadier than one.</summary>
    public const int Bags = 3;

    private static readonly Bytes LargestModel = Bytes.FromGiB(8);

    private static readonly string[] Results = ["fit.json", RawPredictionsFile.Test, "model/pipeline.yaml", "model/schema.json", "model/model.state"];

    /// <summary>Fits every member that is not fitted yet.</summary>
    /// <param name="evidenceOf">A member's number → the folder of its experiment, which holds <c>pipeline.yaml</c> and <c>metrics.json</c>.</param>
    /// <param name="time">Wall time for all of it; null: as long as it takes.</param>
    /// <returns>Null when all are fitted; else why one is not, in one line.</returns>
    public async Task<string?> FitAsync(FrozenDecision decision, Func<int, string> evidenceOf, TimeProvider clock, TimeSpan? time, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        foreach (var member in decision.Blend.Members.Where(member => !IsFitted(member)))
        {
            if (await FitAsync(FrozenDecision.NameOf(member), evidenceOf(member), time - clock.GetElapsedTime(started), cancellationToken).ConfigureAwait(false) is { } problem)
                return $"{FrozenDecision.NameOf(member)}: {problem}";
        }

        return null;
    }

    /// <summary>Whether the member's model is there.</summary>
    public bool IsFitted(int member) => Directory.Exists(run.FinalFit(FrozenDecision.NameOf(member)));

    /// <summary>What the fitted members predict for the test rows, decided: in the form of <see cref="PredictionsTable"/>, without held-out rows.</summary>
    /// <exception cref="PipelineException">A member is not fitted.</exception>
    public Table Predictions(FrozenDecision decision)
    {
        var columns = decision.Decide(decision.Blend.Members.ToDictionary(member => member, member => RawPredictionsFile.ReadTest(run.FinalFit(FrozenDecision.NameOf(member)))));
        return PredictionsTable.Make([], [], all.Test.RowCount, columns);
    }

    private async Task<string?> FitAsync(string member, string evidence, TimeSpan? time, CancellationToken cancellationToken)
    {
        TrainerProgram program;
        try
        {
            program = await torch.ProgramAsync(Pipeline.Read(Path.Combine(evidence, Pipeline.FileName)).Model, cancellationToken).ConfigureAwait(false);
        }
        catch (EnvironmentLacksException problem)
        {
            return problem.Message;
        }

        var staging = Path.Combine(run.Cache, "staging", $"fit-{member}");
        FolderRemoval.Remove(staging);
        var job = MakeJob(member, evidence, staging, time, program);
        await executor.SubmitAsync(job, cancellationToken).ConfigureAwait(false);
        var outcome = await executor.WatchToEndAsync(job.Id, cancellationToken).ConfigureAwait(false);
        if (outcome.Ending != Ending.Success)
            return $"{outcome.Detail} {TrainerLog.LastLine(job.LogFile!)}".Trim() is { Length: > 0 } said ? said : outcome.Ending.ToString().ToLowerInvariant();
        foreach (var file in Results.Concat(JobFiles.Exists(job.Folder, "model/model.onnx") ? ["model/model.onnx"] : []))
        {
            using var input = JobFiles.OpenRead(job.Folder, file, LargestModel);
            AtomicFile.Write(Path.Combine(staging, "result", file), input.CopyTo);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(run.FinalFit(member))!);
        Directory.Move(Path.Combine(staging, "result"), run.FinalFit(member));
        FolderRemoval.Remove(staging);
        return null;
    }

    private Job MakeJob(string member, string evidence, string staging, TimeSpan? time, TrainerProgram program)
    {
        string[] within = time is { } most ? ["--time", Math.Max(0.001, most.TotalSeconds).ToString("0.###", CultureInfo.InvariantCulture)] : [];
        var allowed = time is { } wall && wall < limits.Wall ? limits with { Wall = wall > TimeSpan.Zero ? wall : TimeSpan.FromSeconds(1) } : limits;
        return new FitJob(all.Task, View(), evidence, program, Bags, settings.Threads, within).Prepare($"fit-{member}", staging, "fit.log", allowed);
    }

    // Every labelled row, for our own trainer's eyes alone; made again where the cache was emptied.
    private string View()
    {
        var view = Path.Combine(run.Cache, "final-view");
        TrainerView.Write(view, all);
        return view;
    }
}
