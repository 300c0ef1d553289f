namespace Longhaul.Execution.Packages;

/// <summary>The recipes that there are.</summary>
public static class PackageRecipes
{
    /// <summary>A manager's.</summary>
    /// <exception cref="Runs.EnvironmentLacksException">There is none.</exception>
    public static IPackageRecipe Of(PackageSystem manager) => manager switch
    {
        PackageSystem.Pip => new PipRecipe(),
        _ => throw new Runs.EnvironmentLacksException($"Packages of {manager.Word()} can't be installed yet."),
    };
}
