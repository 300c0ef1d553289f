namespace Longhaul.Execution.Packages;

/// <summary>The recipes that there are.</summary>
public static class PackageRecipes
{
    /// <summary>A manager's.</summary>
    public static IPackageRecipe Of(PackageSystem manager) => manager switch
    {
        PackageSystem.Pip => new PipRecipe(),
        PackageSystem.Npm => new NpmRecipe(),
        PackageSystem.Nuget => new NugetRecipe(),
        PackageSystem.Apt => new AptRecipe(),
        _ => throw new ArgumentOutOfRangeException(nameof(manager)),
    };
}
