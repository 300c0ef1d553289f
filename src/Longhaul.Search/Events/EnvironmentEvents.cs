using Longhaul.Execution.Packages;

namespace Longhaul.Search.Events;

/// <summary>What the host added to a run's environment.</summary>
public abstract record EnvironmentEvent : RunEvent;

/// <summary><c>packages.installed</c>: from here on commands see them; the installation lies in <c>environment/MANAGER-NUMBER</c>.</summary>
/// <param name="Number">Which installation of the run it is, from 1.</param>
/// <param name="Use">The use of a tool that asked for it.</param>
/// <param name="Manager"><c>pip</c>, <c>npm</c>, <c>nuget</c>, <c>apt</c>.</param>
/// <param name="Asked">Everything that was asked of the manager by now, in its own form.</param>
/// <param name="Packages">Everything that it installed, by name.</param>
public sealed record PackagesInstalled(int Number, string Use, string Manager, IReadOnlyList<string> Asked, IReadOnlyList<InstalledPackage> Packages) : EnvironmentEvent;
