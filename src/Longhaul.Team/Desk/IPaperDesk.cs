using Longhaul.Search.Events;

namespace Longhaul.Team.Desk;

/// <summary>What the reproduction of a paper offers its roles besides: commands as experiments, and rehearsals of what is delivered.</summary>
public interface IPaperDesk : IDesk
{
    /// <summary>What reproduce.sh may take at the end.</summary>
    TimeSpan ReproductionLimit { get; }

    /// <summary>Commits the code as it is; gives the commit's hash.</summary>
    string CommitNow();

    /// <summary>Commits the code as it is and runs <c>reproduce.sh</c> as a stranger would; what the same use had begun before a crash is done again.</summary>
    /// <param name="use">The use of a tool that asks for it.</param>
    /// <param name="limit">Time it may take.</param>
    Task<ReproductionEnded> RehearseAsync(string use, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>Commits the code as it is and runs a command of it as an experiment; what the same use had begun before a crash is done again under the same id.</summary>
    /// <param name="limit">Time it may take.</param>
    Task<TrialEnded> TryAsync(TrialOrder order, TimeSpan limit, CancellationToken cancellationToken);
}

/// <summary>A command that is to become an experiment.</summary>
/// <param name="Use">The use of a tool that asks for it.</param>
/// <param name="Command">For /bin/bash, in a copy of the code.</param>
/// <param name="Covers">What of the paper it covers.</param>
/// <param name="Missing">What it leaves out; empty: nothing.</param>
public sealed record TrialOrder(string Use, string Title, string Command, IReadOnlyList<string> Covers, string Missing);
