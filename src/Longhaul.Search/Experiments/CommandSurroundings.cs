using Longhaul.Execution.Executors;
using Longhaul.Execution.Packages;
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

    /// <summary>What the host has added for the run by now.</summary>
    public Func<AddedView> Added { get; init; } = () => AddedView.Nothing;

    /// <summary>A job with all of that around it; variables of its own win.</summary>
    public Job Around(Job job)
    {
        var added = Added();
        var variables = new Dictionary<string, string>(Environment, StringComparer.Ordinal);
        foreach (var (name, value) in job.Environment)
            variables[name] = value;
        return job with
        {
            Command = [.. Before, .. job.Command],
            Mounts = [.. Mounts, .. added.Mounts, .. job.Mounts],
            Environment = added.Over(variables),
        };
    }
}
