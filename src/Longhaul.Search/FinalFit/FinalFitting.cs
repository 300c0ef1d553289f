using System.Globalization;
using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Submissions;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Runs;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Budgets;
using Longhaul.Search.Events;
using Longhaul.Search.Experiments;
using Longhaul.Search.Graph;
using Longhaul.Search.Loop;
using Longhaul.Search.State;

namespace Longhaul.Search.FinalFit;

/// <summary>
/// After the search: freezes the champion, fits its frozen code once more on all labelled rows, and puts the result in the submission's place. The
/// vault's labels are seen only from here on, when they can no longer change the choice. Every step follows from the journal: what a crash cut off
/// is done again, what was done stays.
/// </summary>
public sealed class FinalFitting(RunLedger ledger, BudgetClock budget, ProgramStore programs, IFinalFitter fitter, Settlement settlement, SubmissionKeeper submissions, TaskPackage task)
{
    private RunState State => ledger.State;

    private bool AsksForLabels => PredictionForm.Of(MetricCatalog.Resolve(task.Metric), task.Submission) == PredictionKinds.Labels;

    /// <summary>Does it all; where it can't be done in the time left, or fails, the best valid submission stays and the journal says why.</summary>
    /// <param name="reason">Why the search ended.</param>
    /// <returns>Whether it is done; false: an extension has opened the search again, and nothing is frozen any more.</returns>
    /// <exception cref="OperationCanceledException">Cancelled: the fit that ran was ended and will be repeated.</exception>
    public async Task<bool> RunAsync(string reason, CancellationToken cancellationToken)
    {
        if ((State.Frozen ?? Freeze(reason)) is not { } frozen)
            return true;
        using var opened = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        void Open(RunState state, RunEvent what)
        {
            if (state.Frozen is null)
                CancelSoon(opened);
        }

        ledger.Recorded += Open;
        try
        {
            if (State.Final is null)
                await FitAllAsync(frozen, opened.Token).ConfigureAwait(false);
            settlement.Settle();
            await MeasureCurveAsync(opened.Token).ConfigureAwait(false);
            return State.Frozen is not null;
        }
        catch (OperationCanceledException) when (State.Frozen is null && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            ledger.Recorded -= Open;
        }
    }

    // Not here, where the ledger is at work.
    private static void CancelSoon(CancellationTokenSource opened)
    {
        try
        {
            opened.CancelAfter(TimeSpan.Zero);
        }
        catch (ObjectDisposedException)
        {
            // The fit was done just when the extension came.
        }
    }

    private async Task FitAllAsync(ChampionFrozen frozen, CancellationToken cancellationToken)
    {
        var champion = State.Graph[new CandidateId(frozen.Candidate)];
        var fault = await FitAsync(frozen, cancellationToken).ConfigureAwait(false);
        StopIfOpened();
        Record("final", fault is null ? Finish(champion) : Failed(champion, fault));
    }

    private void Record(string id, RunEvent what)
    {
        StopIfOpened();
        ledger.Record(id, what);
    }

    // What was fitted for a champion that may still change is worth nothing.
    private void StopIfOpened()
    {
        if (State.Frozen is null)
            throw new OperationCanceledException("An extension has opened the search again.");
    }

    /// <summary>What more rows are worth, for the promise: on as many folds as there is time for. In series later rows differ by more than their number.</summary>
    private async Task MeasureCurveAsync(CancellationToken cancellationToken)
    {
        if (State is not { Curve: null, Final.Replaces: true } || task.Split == SplitKind.Time || FinalFitPlan.Of(State) is not { } plan)
            return;
        var (program, member, left) = (State.Programs[plan.Typical.Number], State.Graph[plan.Typical], budget.LeftForFinalFit(State));
        var folds = plan.FoldsForCurve(State, left);
        if (folds == 0 || member.Score is not { } score)
            return;
        var full = Score.FromFolds([.. score.Folds.Take(folds)], score.Metric, score.Direction);
        var staging = EvidenceFolder.Prepare(ledger.Folder, "curve");
        var half = await fitter.ScoreOnHalfAsync(program, member.Experiment!.Value, folds, staging, left, cancellationToken).ConfigureAwait(false);
        if (half is not null && double.IsFinite(half.Value) && double.IsFinite(full.Value))
            Record(member.Id.ToString(), new CurveMeasured(member.Id.Number, half.Value, full.Value, folds));
        FolderRemoval.Remove(staging);
    }

    private ChampionFrozen? Freeze(string reason)
    {
        settlement.Conclude();
        if (FinalFitPlan.Of(State) is not { } plan)
            return null;
        var left = budget.LeftForFinalFit(State);
        var codes = plan.Members.Append(State.Champion!.Id).Distinct().ToDictionary(member => member.Number, member => State.Graph[member].Code.Value);
        var before = State.FitBefore?.Frozen is { } earlier && earlier.Candidate == State.Champion.Id.Number ? earlier : null;
        var frozen = new ChampionFrozen(
            State.Champion.Id.Number, codes, [.. plan.Members.Select(member => member.Number)], before?.Bags ?? plan.Bags(left - plan.Curve), reason);
        ledger.Record("final", frozen);
        return frozen;
    }

    /// <summary>Fits the members that were not yet; says what went wrong.</summary>
    private async Task<string?> FitAsync(ChampionFrozen frozen, CancellationToken cancellationToken)
    {
        foreach (var number in frozen.Members)
        {
            StopIfOpened();
            if (!State.Fits.TryGetValue(number, out var fit))
            {
                var left = budget.LeftForFinalFit(State);
                if (left < TimeSpan.FromSeconds(1))
                    return string.Create(CultureInfo.InvariantCulture, $"there was no time left to fit c{number}");
                fit = await FitAsync(State.Programs[number], frozen.Bags, left, cancellationToken).ConfigureAwait(false);
                Record($"c{number}", fit);
            }

            if (fit.Ending != Ending.Success)
                return $"c{number}{(fit.Ending == Ending.Timeout ? " ran out of the time left" : "")}: {fit.Detail ?? fit.Ending.ToString().ToLowerInvariant()}";
        }

        return null;
    }

    private async Task<MemberFitted> FitAsync(CandidateProposed program, int bags, TimeSpan? left, CancellationToken cancellationToken)
    {
        var id = new CandidateId(program.Candidate);
        var name = FinalFitOrder.NameOf(id);
        var place = ledger.Folder.FinalFit(id.ToString());
        var staging = EvidenceFolder.Prepare(ledger.Folder, name, place);
        var order = new FinalFitOrder(program, State.Graph[id].Experiment!.Value, staging, bags, left);
        programs.Write(program, program.Command.Count == 0 ? order.Evidence : Path.Combine(order.Evidence, "files"));
        var finding = await fitter.FitAsync(order, cancellationToken).ConfigureAwait(false);
        if (finding.Ending == Ending.Stopped)
            cancellationToken.ThrowIfCancellationRequested();
        var fitted = new MemberFitted(
            program.Candidate, finding.Ending, Math.Round(finding.Wall.TotalSeconds, 3), new Dictionary<string, string>(StringComparer.Ordinal),
            finding.Detail is { } detail ? Printable.Line(detail) : null);
        if (finding.Ending == Ending.Success)
            return fitted with { Evidence = EvidenceFolder.PublishAt(ledger.Folder, place, staging) };
        FolderRemoval.Remove(staging);
        return fitted;
    }

    private FinalFitted Finish(Candidate champion)
    {
        IReadOnlyList<Column> columns;
        try
        {
            columns = fitter.Decide(champion, member => ledger.Folder.FinalFit(member.ToString()));
        }
        catch (Exception problem) when (problem is UserErrorException or IOException)
        {
            return Failed(champion, problem.Message);
        }

        var predictions = PredictionsTable.Make([], [], columns[0].Count, columns);
        var agreement = Math.Round(Agreement.Of(columns, submissions.TestColumns(champion), AsksForLabels), 4);
        if (agreement < Agreement.Lowest)
            return Failed(champion, "its predictions of the test rows are too far from those of the folds' models") with { Agreement = agreement };
        var place = ledger.Folder.FinalFit(SubmissionKeeper.Final);
        var staging = EvidenceFolder.Prepare(ledger.Folder, "final", place);
        TableWriter.Write(Path.Combine(staging, "evidence", "predictions.csv"), predictions);
        return new FinalFitted(champion.Id.Number, Replaces: true, agreement, EvidenceFolder.PublishAt(ledger.Folder, place, staging), null);
    }

    private static FinalFitted Failed(Candidate champion, string why) =>
        new(champion.Id.Number, Replaces: false, null, new Dictionary<string, string>(StringComparer.Ordinal), Printable.Line(why));
}
