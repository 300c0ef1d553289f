using Longhaul.Search.Events;
using Longhaul.Search.Loop;

namespace Longhaul.Team.Desk;

/// <summary>What a competition offers its roles besides: experiments, the built-in researcher, the task's tables and forms.</summary>
public interface IResearchDesk : IDesk
{
    /// <summary>Evaluates a candidate on all folds, as anyone's; what the same use of a tool had begun before a crash goes on.</summary>
    /// <param name="limit">Working time it may take; null: not limited.</param>
    Task<ExperimentEnded> ExperimentAsync(Proposal proposal, TimeSpan? limit, CancellationToken cancellationToken);

    /// <summary>Lets the built-in researcher go on until the stint's end; says why it stopped.</summary>
    Task<string> AutomateAsync(Stint stint, CancellationToken cancellationToken);

    /// <summary>The proposal that a <c>pipeline.yaml</c> makes.</summary>
    /// <exception cref="Runs.UserErrorException">It can't be read; the message names line and column.</exception>
    Proposal Pipeline(string yaml, string hypothesis);

    /// <summary>Whether a file has the form of predictions for the rows of <c>data/test.csv</c>, or of a final submission; and what it has, or what is wrong.</summary>
    (bool Right, string What) CheckForm(string path);
}
