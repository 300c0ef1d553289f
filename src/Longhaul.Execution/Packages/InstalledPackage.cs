namespace Longhaul.Execution.Packages;

/// <summary>A package that the host put into a run's environment, asked for or needed by one that was.</summary>
/// <param name="Hash">Of the archive as it came: <c>sha256:…</c> or <c>sha512:…</c>, in hexadecimal; empty where its index gives none.</param>
public sealed record InstalledPackage(string Name, string Version, string Hash);
