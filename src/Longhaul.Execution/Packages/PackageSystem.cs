namespace Longhaul.Execution.Packages;

/// <summary>What installs packages for a run.</summary>
public enum PackageSystem
{
    Pip,
    Npm,
    Nuget,
    Apt,
}

/// <summary>Managers by the words that settings and models use.</summary>
public static class PackageSystems
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<PackageSystem> All { get; } = Enum.GetValues<PackageSystem>();

    /// <summary><c>pip</c>, <c>npm</c>, <c>nuget</c>, <c>apt</c>.</summary>
    public static string Word(this PackageSystem manager) => manager.ToString().ToLowerInvariant();

    /// <summary>The manager of a word, or null.</summary>
    public static PackageSystem? Of(string word) => All.Cast<PackageSystem?>().FirstOrDefault(manager => manager!.Value.Word() == word);
}
