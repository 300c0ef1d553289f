namespace Longhaul.Execution.Packages;

/// <summary>A package with its very version, as its manager writes it.</summary>
public static class PackagePin
{
    /// <summary><c>six==1.16.0</c>, <c>left-pad@1.3.0</c>, <c>jq=1.6-2.1</c>; null where name or version can be none, so that it is safe in a script.</summary>
    public static string? Of(PackageSystem manager, InstalledPackage package)
    {
        var text = manager switch
        {
            PackageSystem.Pip => $"{package.Name}=={package.Version}",
            PackageSystem.Apt => $"{package.Name}={package.Version}",
            _ => $"{package.Name}@{package.Version}",
        };
        return PackageRequest.Parse(manager, text, out _) is { } request && request.Text == text && request.Name == package.Name ? text : null;
    }
}
