using System.Text.RegularExpressions;

namespace Longhaul.Execution.Packages;

/// <summary>
/// A package as somebody asked for it: a name and a version, and nothing else. Options, addresses, paths, aliases and marks that mean "remove" don't
/// parse, so that what is handed to an installer names packages of its index alone.
/// </summary>
/// <param name="Name">As it was written, without extras and version.</param>
/// <param name="Text">The whole request in the manager's own form: <c>torch==2.4.1</c>, <c>left-pad@1.3.0</c>, <c>Serilog@4.0.0</c>, <c>jq=1.6-2</c>.</param>
public sealed partial record PackageRequest(PackageSystem Manager, string Name, string Text)
{
    private const int Longest = 200;

    /// <summary>The name in the one spelling that its index compares by (PEP 503 for pip).</summary>
    public string Key => KeyOf(Manager, Name);

    /// <summary>What follows the name; empty where any version will do.</summary>
    public string Version => Text[Name.Length..];

    /// <summary>As <see cref="Key"/>, of any name.</summary>
    public static string KeyOf(PackageSystem manager, string name) => manager == PackageSystem.Pip
        ? Separators().Replace(name, "-").ToLowerInvariant()
        : manager == PackageSystem.Nuget ? name.ToLowerInvariant() : name;

    /// <summary>Reads a request.</summary>
    /// <param name="text">As a model or a person wrote it.</param>
    /// <param name="problem">What is wrong, with the form that would be right.</param>
    public static PackageRequest? Parse(PackageSystem manager, string text, out string problem)
    {
        var bare = manager == PackageSystem.Pip ? text.Replace(" ", "", StringComparison.Ordinal) : text.Trim();
        var match = bare.Length <= Longest ? Form(manager).Match(bare) : Match.Empty;
        problem = match.Success ? "" : $"'{Runs.Printable.Line(text, 100)}' is no package of {manager.Word()}: give a name, with a version if it matters ({Example(manager)}); no options, addresses or paths";
        return match.Success ? new PackageRequest(manager, match.Groups["name"].Value, bare) : null;
    }

    private static string Example(PackageSystem manager) => manager switch
    {
        PackageSystem.Pip => "torch==2.4.1, scikit-learn>=1.4",
        PackageSystem.Npm => "left-pad@1.3.0, @scope/name@^2.0.0",
        PackageSystem.Nuget => "Serilog@4.0.0",
        _ => "jq, jq=1.6-2.1",
    };

    private static Regex Form(PackageSystem manager) => manager switch
    {
        PackageSystem.Pip => Pip(),
        PackageSystem.Npm => Npm(),
        PackageSystem.Nuget => Nuget(),
        _ => Apt(),
    };

    // PEP 508 without markers and addresses: name, extras, version specifiers of PEP 440.
    [GeneratedRegex(@"\A(?<name>[A-Za-z0-9]([A-Za-z0-9._\-]*[A-Za-z0-9])?)(\[[A-Za-z0-9._,\-]+\])?((===?|~=|!=|<=?|>=?)[A-Za-z0-9.*+!_\-]+(,(===?|~=|!=|<=?|>=?)[A-Za-z0-9.*+!_\-]+)*)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pip();

    // No tags, and no ':' or '/' in versions: those would name git repositories, files and aliases.
    [GeneratedRegex(@"\A(?<name>(@[a-z0-9][a-z0-9._\-]*/)?[a-z0-9][a-z0-9._\-]*)(@[~^]?[0-9][0-9A-Za-z.+\-]*)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Npm();

    [GeneratedRegex(@"\A(?<name>[A-Za-z0-9_]([A-Za-z0-9._\-]*[A-Za-z0-9_])?)(@[0-9][0-9A-Za-z.\-]*)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Nuget();

    // Debian policy 5.6.1; a name that ends in '-' would mean: remove it.
    [GeneratedRegex(@"\A(?<name>[a-z0-9][a-z0-9+.\-]*[a-z0-9+])(=[0-9][A-Za-z0-9.+:~\-]*)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Apt();

    [GeneratedRegex(@"[-_.]+", RegexOptions.None, 1000)]
    private static partial Regex Separators();
}
