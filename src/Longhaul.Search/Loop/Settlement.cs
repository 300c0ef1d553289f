using Longhaul.Evaluation.Scoring;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tables;
using Longhaul.Search.Alarms;
using Longhaul.Search.Events;
using Longhaul.Search.Experiments;
using Longhaul.Search.Graph;

namespace Longhaul.Search.Loop;

/// <summary>
/// What follows from the candidates so far: the ensemble, the champion and its submission, the code's history, the logs. Done after each experiment and at each start; doing it
/// twice changes nothing, so a crash in the middle is mended by doing it again. Once the champion is frozen, nothing that comes changes the choice.
/// </summary>
public sealed class Settlement(RunLedger ledger, FoldScorer scorer, IEnsembler ensembler, Gatekeeper gate, SubmissionKeeper submissions, CodeHistory code, WorkspaceScribe scribe)
{
    public void Settle()
    {
        if (ledger.State.Frozen is null)
        {
            Combine();
            Warn();
            gate.Decide(last: false);
        }

        if (ledger.State.Champion is { } champion)
            submissions.Keep(champion);
        code.Bring(ledger.State);
        scribe.Write(ledger.State);
    }

    // Before the candidate's submission counts.
    private void Warn()
    {
        var state = ledger.State;
        if (state.Graph.Best is { Experiment: { } experiment } best && !state.Alarms.Exists(alarm => alarm.Candidate == best.Id.Number)
            && TooGoodCheck.Of(best, state.Graph, CandidateNotes.Importance(ledger.Folder.Experiment(experiment.ToString()))) is { } alarm)
        {
            ledger.Raise(alarm);
        }
    }

    /// <summary>The last question to the gate, before the champion is frozen.</summary>
    public void Conclude()
    {
        gate.Decide(last: true);
        if (ledger.State.Champion is { } champion)
            submissions.Keep(champion);
    }

    private void Combine()
    {
        var graph = ledger.State.Graph;
        if (ensembler.Combine(graph) is not { } combination)
            return;
        var hash = CodeOf(combination);
        if (graph.Candidates.Exists(candidate => candidate.Code == hash))
            return;
        var score = scorer.Score(combination.Predictions);
        if (!double.IsFinite(score.Value) || !ChampionChoice.IsWorthBlending(score, graph.Ranked))
            return;
        var id = graph.NextId.ToString();
        var staging = EvidenceFolder.Prepare(ledger.Folder, id);
        TableWriter.Write(Path.Combine(staging, "evidence", "predictions.csv"), combination.Predictions);
        combination.Keep?.Invoke(Path.Combine(staging, "evidence"));
        var evidence = EvidenceFolder.Publish(ledger.Folder, id, staging);
        var weights = combination.Weights.ToDictionary(member => member.Key.Number, member => member.Value);
        ledger.Record(id, new EnsembleMade(
            graph.NextId.Number, combination.Title, combination.Hypothesis, hash.Value, weights, score, evidence, combination.Insight));
    }

    private static ContentHash CodeOf(Combination combination) => ContentHash.Of(string.Join(
        '\n', combination.Weights.OrderBy(member => member.Key.Number).Select(member => string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{member.Key} {member.Value:R}"))));
}
