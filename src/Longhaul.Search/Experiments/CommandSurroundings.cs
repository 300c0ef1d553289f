using Longhaul.Execution.Sandbox;

namespace Longhaul.Search.Experiments;

/// <summary>What every command of a run finds around it besides its files and its data.</summary>
/// <param name="Mounts">The user's Python, where one was named.</param>
/// <param name="Environment">PATH and thread counts.</param>
/// <param name="Limits">Per execution.</param>
public sealed record CommandSurroundings(IReadOnlyList<Mount> Mounts, IReadOnlyDictionary<string, string> Environment, Limits Limits)
{
    /// <summary>What stands before each command, such as the forwarder of a network that the task grants.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];
}
