using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Submissions;
using Longhaul.Execution.Executors;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tables;
using Longhaul.Search.Events;
using Longhaul.Search.Graph;

namespace Longhaul.Search.Experiments;

/// <summary>Runs a candidate's experiment, scores it, and puts its evidence in place: everything between "started" and "ended".</summary>
public sealed class ExperimentRunner(
    RunFolder folder, RunSettings settings, FoldScorer scorer, ProgramStore programs, IExperimenter pipelines, IExperimenter commands)
{
    /// <summary>The event that comes before the experiment.</summary>
    public ExperimentStarted Announce(int experiment, CandidateProposed program) =>
        new(experiment, program.Candidate, scorer.Folds, settings.ThreadsEach, settings.Seed, Attempt: 1);

    /// <summary>Runs an experiment again somewhere else and leaves no trace in the run: for those who want to see for themselves.</summary>
    /// <param name="staging">An empty folder; the caller removes it.</param>
    public async Task<(Finding Finding, Score? Score)> RepeatAsync(ExperimentId id, CandidateProposed program, string staging, CancellationToken cancellationToken)
    {
        var order = new ExperimentOrder(id, program, staging, TimeLeft: null);
        var finding = await ExecuteAsync(order, cancellationToken).ConfigureAwait(false);
        var (score, detail) = Score(finding, program.Probe);
        return (finding with { Detail = detail }, score);
    }

    /// <summary>The event to record. Nothing is left half done when it throws: the attempt will be repeated.</summary>
    public async Task<ExperimentEnded> RunAsync(ExperimentId id, CandidateProposed program, TimeSpan? timeLeft, CancellationToken cancellationToken)
    {
        var staging = EvidenceFolder.Prepare(folder, id.ToString());
        var order = new ExperimentOrder(id, program, staging, timeLeft);
        var finding = await ExecuteAsync(order, cancellationToken).ConfigureAwait(false);
        var (score, detail) = Score(finding, program.Probe);
        if (finding.Predictions is { } predictions)
            TableWriter.Write(Path.Combine(order.Evidence, "predictions.csv"), predictions);
        var evidence = EvidenceFolder.Publish(folder, id.ToString(), staging);
        return new ExperimentEnded(
            id.Number,
            program.Candidate,
            finding.Ending,
            finding.ExitCode,
            Math.Round(finding.Wall.TotalSeconds, 3),
            Math.Round(finding.Cpu.TotalSeconds, 3),
            finding.PeakMemory.Value,
            score,
            evidence,
            detail is null ? null : Printable.Line(detail),
            Insight: null,
            [.. finding.Attempts.Select(attempt => Printable.Line(attempt, 300)).Distinct(StringComparer.Ordinal)]);
    }

    private Task<Finding> ExecuteAsync(ExperimentOrder order, CancellationToken cancellationToken)
    {
        var isPipeline = order.Program.Command.Count == 0;
        programs.Write(order.Program, isPipeline ? order.Evidence : order.Files);
        return (isPipeline ? pipelines : commands).RunAsync(order, cancellationToken);
    }

    // Predictions of a program that then failed or ran out of time don't count: the next run of it might give others.
    private (Score? Score, string? Detail) Score(Finding finding, bool probe)
    {
        if (finding is not { Ending: Ending.Success, Predictions: { } predictions })
            return (null, finding.Detail);
        try
        {
            var score = scorer.Score(predictions, partial: probe);
            return double.IsFinite(score.Value) ? (score, finding.Detail) : (null, $"{score.Metric} is undefined on every fold.");
        }
        catch (SubmissionException problem)
        {
            return (null, problem.Message);
        }
    }
}
