using Longhaul.Evaluation.Scoring;
using Longhaul.Runs;
using Longhaul.Runs.Tables;
using Longhaul.Search.Events;
using Longhaul.Search.Experiments;
using Longhaul.Search.FinalFit;
using Longhaul.Search.Graph;

namespace Longhaul.Tracks.Recording;

/// <summary>Gives a recorded experiment's Evidence instead of running it; the host scores it as any other.</summary>
internal sealed class ReplayedExperimenter(SessionRecording recording) : IExperimenter
{
    private const string Predictions = "predictions.csv";

    public Task<Finding> RunAsync(ExperimentOrder order, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Restore(recording, order.Id.ToString(), order.Program, order.Evidence));
    }

    /// <summary>Writes what was recorded and tells what came of it.</summary>
    public static Finding Restore(SessionRecording recording, string id, CandidateProposed program, string evidence)
    {
        if (recording.Evidence(id) is not { } recorded)
            throw new ReplayDifferenceException($"an experiment that the recording doesn't hold", "(nothing)", $"{id} of c{program.Candidate} ({program.Title})");
        if (recorded.Code != program.Code)
            throw new ReplayDifferenceException($"the program of {id}", recorded.Code, $"{program.Code} (c{program.Candidate}, {program.Title})");
        PackedFiles.Write(evidence, recorded.Files);
        var path = Path.Combine(evidence, Predictions);
        return new Finding(
            recorded.Ending, recorded.ExitCode, TimeSpan.FromSeconds(recorded.WallS), TimeSpan.FromSeconds(recorded.CpuS), new Bytes(recorded.PeakMemoryBytes),
            File.Exists(path) ? Table.Read(path) : null)
        {
            Detail = recorded.Detail,
            Attempts = recorded.Attempts,
        };
    }
}

/// <summary>Gives a recorded final fit instead of making it; what is decided from it is decided anew.</summary>
internal sealed class ReplayedFinalFitter(SessionRecording recording, IFinalFitter live) : IFinalFitter
{
    public Task<Finding> FitAsync(FinalFitOrder order, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(ReplayedExperimenter.Restore(recording, order.Name, order.Program, order.Evidence));
    }

    public Task<Score?> ScoreOnHalfAsync(CandidateProposed program, ExperimentId experiment, int folds, string staging, TimeSpan? timeLeft, CancellationToken cancellationToken) =>
        Task.FromResult(recording.Curve(experiment.ToString())?.Half is { } half ? new Score(half, 0, [], "", default) : null);

    public IReadOnlyList<Column> Decide(Candidate champion, Func<CandidateId, string> evidence) => live.Decide(champion, evidence);
}
