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

/// <summary><c>file.fetched</c>: a file that the host fetched lies in the delivered repository's folder.</summary>
/// <param name="Use">The use of a tool that asked for it.</param>
/// <param name="Url">As it was asked for.</param>
/// <param name="To">Its place below <c>code/</c>.</param>
/// <param name="Sha256">In hexadecimal.</param>
/// <param name="TokenVariable">The variable that names the token its host wanted; null: none. The token itself is nowhere.</param>
/// <param name="TokenHeader">The header that it goes into; null: none.</param>
public sealed record FileFetched(string Use, string Url, string To, long Bytes, string Sha256, string? TokenVariable, string? TokenHeader) : EnvironmentEvent;
