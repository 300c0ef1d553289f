using Longhaul.Search.Events;
using Longhaul.Search.Graph;

namespace Longhaul.Search.State;

/// <summary>One entry of the workspace's append-only logs.</summary>
/// <param name="Candidate">What was built or run; null for what a role said.</param>
/// <param name="Said">What a role appended; null for the host's own entries.</param>
public sealed record StoryItem(StoryKind Kind, CandidateId? Candidate, LogAppended? Said = null);

/// <summary>What a log's entry tells.</summary>
public enum StoryKind
{
    /// <summary>A candidate was proposed: <c>log/impl_log.md</c>.</summary>
    Built,

    /// <summary>A candidate has its result: <c>log/exp_log.md</c>.</summary>
    Run,

    /// <summary>A role appended an entry.</summary>
    Said,
}
