namespace Longhaul.Models.Profiles;

/// <summary>Where a user's settings lie: <c>~/.config/longhaul</c>, or below <c>XDG_CONFIG_HOME</c>.</summary>
/// <param name="environment">A variable's value, or null.</param>
public sealed class UserConfig(Func<string, string?> environment)
{
    /// <summary>The folder.</summary>
    public string Folder => Path.Combine(
        environment("XDG_CONFIG_HOME") is { Length: > 0 } home ? home : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config"),
        "longhaul");

    /// <summary>Models, prices, MCP servers.</summary>
    public string File => Path.Combine(Folder, "config.yaml");

    /// <summary>The folder of key files.</summary>
    public string Keys => Path.Combine(Folder, "keys");

    /// <summary>The settings of this process's user.</summary>
    public static UserConfig OfProcess { get; } = new(Environment.GetEnvironmentVariable);
}
