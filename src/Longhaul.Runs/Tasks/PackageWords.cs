namespace Longhaul.Runs.Tasks;

/// <summary>The words of <c>resources.packages</c> and <c>--packages</c>.</summary>
public static class PackageWords
{
    /// <summary>Nothing may be added.</summary>
    public const string None = "none";

    /// <summary>pip may build packages from source, which runs their code (in a sandbox).</summary>
    public const string Source = "sdist";

    /// <summary>Managers, and what goes with them.</summary>
    public static IReadOnlyList<string> All { get; } = ["pip", Source, "npm", "nuget", "apt"];
}
