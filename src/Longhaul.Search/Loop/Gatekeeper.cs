using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Submissions;
using Longhaul.Evaluation.Vault;
using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tables;
using Longhaul.Search.Events;
using Longhaul.Search.Graph;

namespace Longhaul.Search.Loop;

/// <summary>
/// Lets challengers through the vault's gate (<see cref="LadderGate"/>): each question and its answer, one bit, is an event. A challenger that was
/// turned away is not asked about again as long as the same champion stands. Where there is no vault, the best development score is champion.
/// </summary>
public sealed class Gatekeeper(RunLedger ledger, TaskData data)
{
    private const int ChallengersAtOnce = 3;

    private readonly Lazy<HeldOutSample> _development = new(() => HeldOutSample.Development(data));
    private readonly Lazy<HeldOutSample> _vault = new(() => HeldOutSample.Vault(data));
    private readonly Dictionary<CandidateId, (MetricInput Development, MetricInput Vault)> _read = [];

    /// <summary>Asks about every challenger that is worth it, best first, until none is.</summary>
    /// <param name="last">Whether the champion is frozen next: then any development gain is worth a question.</param>
    public void Decide(bool last)
    {
        if (data.Vault.Count == 0)
            return;
        while (Question(last) is { } question)
            ledger.Record(question.Challenger, question.Event);
    }

    private (string Challenger, GateAsked Event)? Question(bool last)
    {
        var (state, champion) = (ledger.State, ledger.State.Champion);
        if (champion is null)
            return state.Graph.Best is { } first ? (first.Id.ToString(), new GateAsked(first.Id.Number, null, null, Passed: true)) : null;
        var ahead = state.Graph.Ranked.TakeWhile(candidate => candidate.Id != champion.Id).Where(candidate => MayChallenge(candidate, champion)).Take(ChallengersAtOnce)
            .Prepend(state.Graph.Best!).Where(candidate => candidate.Id != champion.Id).DistinctBy(candidate => candidate.Id)
            .Where(candidate => !state.Questions.Exists(asked => asked.Challenger == candidate.Id.Number && asked.Champion == champion.Id.Number));
        foreach (var challenger in ahead)
        {
            if (Read(challenger) is not { } one || Read(champion) is not { } other)
                continue;
            var gain = _development.Value.Compare(one.Development, other.Development);
            if (!IsWorthAsking(challenger, champion, gain, last))
                continue;
            var passed = LadderGate.Passes(_vault.Value.Compare(one.Vault, other.Vault));
            double? rounded = double.IsFinite(gain.InErrors) ? Math.Round(gain.InErrors, 1) : null;
            return (challenger.Id.ToString(), new GateAsked(challenger.Id.Number, champion.Id.Number, rounded, passed));
        }

        return null;
    }

    // Between a blend and a single candidate, noise decides for the blend (ChampionChoice).
    private bool MayChallenge(Candidate challenger, Candidate champion) =>
        challenger.Operator == Operator.Ensemble || champion.Operator != Operator.Ensemble || challenger.Id == ledger.State.Graph.Best!.Id;

    private bool IsWorthAsking(Candidate challenger, Candidate champion, PairedGain gain, bool last) => LadderGate.IsWorthAsking(gain, last)
        || (challenger.Operator == Operator.Ensemble && champion.Operator != Operator.Ensemble && challenger.Id == ledger.State.Graph.Best!.Id);

    // Null for a candidate that was not run on every row, as when only some folds were tried: it can't be compared.
    private (MetricInput Development, MetricInput Vault)? Read(Candidate candidate)
    {
        if (_read.TryGetValue(candidate.Id, out var known))
            return known;
        try
        {
            var predictions = Table.Read(Path.Combine(ledger.Folder.Experiment(candidate.Experiment?.ToString() ?? candidate.Id.ToString()), "predictions.csv"));
            return _read[candidate.Id] = (_development.Value.Of(predictions), _vault.Value.Of(predictions));
        }
        catch (SubmissionException)
        {
            return null;
        }
    }
}
