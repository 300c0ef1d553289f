using System.Collections.Immutable;
using Longhaul.Runs.Files;
using Longhaul.Search.Events;

namespace Longhaul.Search.State;

/// <summary>What the host has added to a run's environment, as the journal tells it.</summary>
public sealed record EnvironmentState
{
    public static EnvironmentState Empty { get; } = new();

    /// <summary>Installations, oldest first.</summary>
    public ImmutableList<PackagesInstalled> Installations { get; init; } = [];

    /// <summary>Fetched files by their place.</summary>
    public ImmutableSortedDictionary<string, FileFetched> Files { get; init; } = ImmutableSortedDictionary.Create<string, FileFetched>(StringComparer.Ordinal);

    /// <summary>The installations that commands see: the newest of each manager.</summary>
    public IReadOnlyList<PackagesInstalled> Current =>
        [.. Installations.GroupBy(installed => installed.Manager, StringComparer.Ordinal).Select(group => group.Last()).OrderBy(installed => installed.Manager, StringComparer.Ordinal)];

    /// <summary>Names, versions and hashes of all packages as one hash; null where nothing was added.</summary>
    public string? Hash => Installations.IsEmpty ? null : ContentHash.Of(string.Concat(
        Current.SelectMany(installed => installed.Packages.Select(package => $"{installed.Manager} {package.Name} {package.Version} {package.Hash}\n")))).Value;

    /// <summary>The state after one more event.</summary>
    public EnvironmentState After(EnvironmentEvent what) => what switch
    {
        PackagesInstalled installed => this with { Installations = Installations.Add(installed) },
        FileFetched fetched => this with { Files = Files.SetItem(fetched.To, fetched) },
        _ => throw new InvalidOperationException($"No transition for {what.GetType().Name}."),
    };
}
