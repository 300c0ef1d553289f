using Longhaul.Search.Budgets;
using Longhaul.Search.Events;
using Longhaul.Search.Experiments;
using Longhaul.Search.Graph;
using Longhaul.Search.Policies;
using Longhaul.Search.State;

namespace Longhaul.Search.Loop;

/// <summary>
/// Pick, propose, run, score, record, repeat; with several workers, as many experiments at once. Everything it decides follows from the journal,
/// so a run that was cut off anywhere goes on as if it had not been.
/// </summary>
/// <param name="workers">Experiments at the same time.</param>
public sealed class ResearchLoop(
    RunLedger ledger, BudgetClock budget, IPolicy policy, IProposer proposer, ProgramStore programs, ExperimentRunner runner, Settlement settlement, int workers = 1)
{
    private RunState State => ledger.State;

    /// <summary>Works until the budget is used up, nothing is left to try, or the token is cancelled; says why it stopped.</summary>
    /// <exception cref="OperationCanceledException">Cancelled: the experiments that ran were ended and will be repeated.</exception>
    /// <param name="stint">Where to stop short of the budget's end; null: nowhere.</param>
    public async Task<string> RunAsync(Stint? stint, CancellationToken cancellationToken)
    {
        await using var running = new RunningExperiments(runner, cancellationToken);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stop = await FillAsync(running, stint, cancellationToken).ConfigureAwait(false);
            // What follows from the results so far is made while the next experiments run already.
            settlement.Settle();
            if (running.Count == 0)
                return stop ?? throw new InvalidOperationException("Nothing runs and nothing says why.");
            Record(await running.NextAsync().ConfigureAwait(false));
        }
    }

    /// <summary>
    /// Evaluates one candidate that a person or a role brings; what the same use of a tool had brought before a crash goes on. In a run that has ended, or whose
    /// champion is frozen, the champion stays what it was.
    /// </summary>
    public async Task<ExperimentEnded> TryAsync(Proposal proposal, TimeSpan? time, CancellationToken cancellationToken)
    {
        var proposed = Brought(proposal) ?? Record(proposal, new Move(Operator.Draft, []));
        if (ResultOf(proposed) is null)
        {
            await using var running = new RunningExperiments(runner, cancellationToken);
            Start(running, proposed, new BudgetLeft(time, null));
            Record(await running.NextAsync().ConfigureAwait(false));
        }

        if (State.End is null)
            settlement.Settle();
        return ResultOf(proposed)!;
    }

    private CandidateProposed? Brought(Proposal proposal) =>
        proposal.By is { } use ? State.Programs.Values.FirstOrDefault(program => program.By == use) : null;

    private ExperimentEnded? ResultOf(CandidateProposed proposed) =>
        State.Experiments.Values.LastOrDefault(experiment => experiment.Started.Candidate == proposed.Candidate)?.Ended;

    /// <summary>Starts experiments until every worker has one; says why there is no more to start, or null when all are busy.</summary>
    private async Task<string?> FillAsync(RunningExperiments running, Stint? stint, CancellationToken cancellationToken)
    {
        while (running.Count < workers)
        {
            var left = stint is null ? budget.Left(State) : stint.Within(budget.Left(State), State.Experiments.Count, budget.Worked(State));
            if (left.Time is { Ticks: <= 0 })
                return "the time is used up";
            var next = Unfinished(running);
            if (next is null && left.Experiments is <= 0)
                return "all experiments were made";
            next ??= await ProposeAsync(left, cancellationToken).ConfigureAwait(false);
            if (next is null)
                return left.Time is null ? "nothing worth trying was left" : "nothing more could be finished in the time left";
            Start(running, next, left);
        }

        return null;
    }

    /// <summary>A candidate whose proposal or experiment a crash cut off: it comes first.</summary>
    private CandidateProposed? Unfinished(RunningExperiments running) =>
        State.Graph.Candidates.Find(candidate => candidate.Status is CandidateStatus.Proposed or CandidateStatus.Running && !running.Has(candidate.Id)) is { } candidate
            ? State.Programs[candidate.Id.Number]
            : null;

    private async Task<CandidateProposed?> ProposeAsync(BudgetLeft left, CancellationToken cancellationToken)
    {
        if (policy.Next(State.Graph, left) is not { } move)
            return null;
        var proposal = await proposer.ProposeAsync(move, State.Graph, left, cancellationToken).ConfigureAwait(false);
        return proposal is null ? null : Record(proposal, move);
    }

    private CandidateProposed Record(Proposal proposal, Move move)
    {
        var proposed = programs.Store(State.Graph.NextId, proposal.Move ?? move, proposal);
        ledger.Record($"c{proposed.Candidate}", proposed);
        return proposed;
    }

    private void Start(RunningExperiments running, CandidateProposed program, BudgetLeft left)
    {
        var known = State.Experiments.Values.FirstOrDefault(experiment => experiment.Started.Candidate == program.Candidate);
        var started = known is null
            ? runner.Announce(State.Experiments.Count + 1, program)
            : known.Started with { Attempt = known.Started.Attempt + 1 };
        // Pipelines run in our own trainer, which sees nothing that was added.
        started = started with { Environment = program.Command.Count > 0 ? State.Environment.Hash : null };
        ledger.Record($"e{started.Experiment}", started);
        running.Start(started, program, left.Time);
    }

    private void Record(ExperimentEnded ended)
    {
        var insight = proposer.Insight(RunStateTransitions.Finished(State, ended), State.Graph);
        ledger.Record($"e{ended.Experiment}", ended with { Insight = insight });
    }
}
