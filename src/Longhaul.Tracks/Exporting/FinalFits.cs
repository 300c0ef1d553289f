using Longhaul.Builtin.Training;
using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Views;
using Longhaul.Execution.Torch;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tables;
using Longhaul.Search.State;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Tracks.Exporting;

/// <summary>The models of a run's champion, fitted on all rows: those that are missing are fitted when a solution is exported.</summary>
public sealed class FinalFits(RunFolder run, RunSettings settings, RunState state, TimeProvider clock)
{
    /// <summary>Fits what is missing.</summary>
    /// <returns>Whether the fitted models made the run's submission; null where the champion is no pipeline.</returns>
    /// <exception cref="UserErrorException">There is no submission, or a fit failed.</exception>
    public async Task<bool?> EnsureAsync(CancellationToken cancellationToken)
    {
        if (state.Submissions is not [.., var (_, submission)])
            throw new UserErrorException($"{run.Root}: there is no submission yet, so there is nothing to export.");
        if (SolutionExport.DecisionOf(run, state, submission.Candidate) is not { } decision)
            return null;
        var all = TaskData.Load(TaskSnapshot.Read(run), settings.Seed);
        await using var executor = Executors.In(Path.Combine(run.Cache, "jobs-export"), settings, clock);
        var surroundings = await Surroundings.OfAsync(settings, cancellationToken).ConfigureAwait(false);
        await using var torch = new TorchSupply(new LibTorch(), waits: true, _ => { });
        var fits = new MissingFits(run, settings, all, executor, Surroundings.LimitsAlone(settings, surroundings.Limits), torch);
        if (await fits.FitAsync(decision, EvidenceOf, cancellationToken).ConfigureAwait(false) is { } problem)
            throw new UserErrorException($"a model of the champion could not be fitted on all rows: {problem}");
        return HashOf(new FoldScorer(all).Submission(fits.Predictions(decision))) == submission.Sha256;
    }

    private string EvidenceOf(int member) => SolutionExport.EvidenceOf(run, state, member);

    private static string HashOf(Table table)
    {
        using var stream = new MemoryStream();
        TableWriter.Write(stream, table);
        return ContentHash.Of(stream.ToArray()).Value;
    }
}
