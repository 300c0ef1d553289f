using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Views;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Arrow;
using Longhaul.Pipelines.Decisions;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tables;
using Longhaul.Search.Events;
using Longhaul.Search.Experiments;
using Longhaul.Search.FinalFit;
using Longhaul.Search.Graph;

namespace Longhaul.Builtin.Training;

/// <summary>
/// Final fits: a pipeline by our trainer's <c>fit</c>, with the tunings of its experiment; a command by one execution that sees every label.
/// </summary>
/// <param name="settings">The run's.</param>
/// <param name="task">The run's task.</param>
/// <param name="trainer">Cross-validates pipelines.</param>
/// <param name="torch">What has the trainer for networks.</param>
/// <param name="scorer">Scores what it predicts.</param>
/// <param name="programs">The run's programs.</param>
/// <param name="commands">Runs a command on a view.</param>
public sealed class ChampionFitter(
    RunFolder run, RunSettings settings, Runs.Tasks.TaskPackage task, IExecutor executor, Limits limits, IExperimenter trainer, TorchSupply torch, FoldScorer scorer, ProgramStore programs,
    Func<TaskData, CommandExperimenter> commands) : IFinalFitter
{
    // Every labelled row; read when the champion is frozen, not before.
    private readonly Lazy<TaskData> _data = new(() => TaskData.Load(task, settings.Seed));

    public Task<Finding> FitAsync(FinalFitOrder order, CancellationToken cancellationToken) =>
        order.Program.Command.Count > 0 ? RunCommandAsync(order, cancellationToken) : FitPipelineAsync(order, cancellationToken);

    public IReadOnlyList<Column> Decide(Candidate champion, Func<CandidateId, string> evidence)
    {
        var own = evidence(champion.Id);
        if (File.Exists(Path.Combine(own, "predictions.csv")))
            return [.. Table.Read(Path.Combine(own, "predictions.csv")).Columns.Skip(2)];
        var frozen = FrozenDecision.Read(Path.Combine(run.Experiment(champion.Experiment?.ToString() ?? champion.Id.ToString()), FrozenDecision.FileName));
        return frozen.Decide(frozen.Blend.Members.ToDictionary(member => member, member => RawPredictionsFile.ReadTest(evidence(new CandidateId(member)))));
    }

    public async Task<Score?> ScoreOnHalfAsync(
        CandidateProposed program, ExperimentId experiment, int folds, string staging, TimeSpan? timeLeft, CancellationToken cancellationToken)
    {
        if (program.Command.Count > 0 || programs.TextOf(program, Pipeline.FileName) is not { } text || Pipeline.Parse(text, Pipeline.FileName) is not { Rows: 1 } pipeline)
            return null;
        var partial = folds < scorer.Folds;
        var order = new ExperimentOrder(experiment, program, staging, timeLeft);
        AtomicFile.Write(Path.Combine(order.Evidence, Pipeline.FileName), (pipeline with { Rows = 0.5, Folds = partial ? folds : 0 }).ToYaml());
        var finding = await trainer.RunAsync(order, cancellationToken).ConfigureAwait(false);
        if (finding.Ending == Ending.Stopped)
            cancellationToken.ThrowIfCancellationRequested();
        return finding is { Ending: Ending.Success, Predictions: { } predictions } ? scorer.Score(predictions, partial) : null;
    }

    private async Task<Finding> RunCommandAsync(FinalFitOrder order, CancellationToken cancellationToken)
    {
        var (finding, columns) = await commands(_data.Value).RunWholeAsync(order, cancellationToken).ConfigureAwait(false);
        if (columns is not null)
            TableWriter.Write(Path.Combine(order.Evidence, "predictions.csv"), PredictionsTable.Make([], [], _data.Value.Test.RowCount, columns));
        return finding;
    }

    private async Task<Finding> FitPipelineAsync(FinalFitOrder order, CancellationToken cancellationToken)
    {
        TrainerView.Write(run.FinalData, _data.Value);
        JobOutcome outcome;
        try
        {
            outcome = await new PipelineFit(task, run.FinalData, run.Experiment(order.Experiment.ToString()), order.Bags, settings.Threads, order.TimeLeft)
                .RunAsync(order.Name, order.Staging, order.Evidence, executor, torch, limits, cancellationToken).ConfigureAwait(false);
        }
        catch (EnvironmentLacksException problem)
        {
            return new Finding(Ending.Error, null, TimeSpan.Zero, TimeSpan.Zero, new Bytes(0), null) { Detail = problem.Message };
        }

        var log = Path.Combine(order.Evidence, "log.txt");
        if (File.Exists(PipelineFit.LogIn(order.Staging)))
            AtomicFile.Copy(PipelineFit.LogIn(order.Staging), log);
        return Finding.Of(outcome, outcome.Ending == Ending.Success ? null : TrainerLog.LastLine(log));
    }
}
