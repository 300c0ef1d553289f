using Longhaul.Execution.Sandbox;

namespace Longhaul.Execution.Packages;

/// <summary>How commands of a run see what the host has added to it.</summary>
/// <param name="Mounts">Read-only.</param>
/// <param name="Paths">Folders that come before all others on PATH.</param>
/// <param name="Variables">What tells programs where libraries lie.</param>
public sealed record AddedView(IReadOnlyList<Mount> Mounts, IReadOnlyList<string> Paths, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>Nothing was added.</summary>
    public static AddedView Nothing { get; } = new([], [], new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Both.</summary>
    public AddedView And(AddedView other)
    {
        var variables = new Dictionary<string, string>(Variables, StringComparer.Ordinal);
        foreach (var (name, value) in other.Variables)
            variables[name] = variables.TryGetValue(name, out var before) ? $"{before}:{value}" : value;
        return new AddedView([.. Mounts, .. other.Mounts], [.. Paths, .. other.Paths], variables);
    }

    /// <summary>A job's variables with these: what the job has of its own wins, but for PATH.</summary>
    public IReadOnlyDictionary<string, string> Over(IReadOnlyDictionary<string, string> own)
    {
        if (this == Nothing)
            return own;
        var all = new Dictionary<string, string>(Variables, StringComparer.Ordinal);
        foreach (var (name, value) in own)
            all[name] = value;
        if (Paths.Count > 0)
            all["PATH"] = string.Join(':', [.. Paths, own.GetValueOrDefault("PATH", JobEnvironment.DefaultPath)]);
        return all;
    }
}
