using Longhaul.Execution.Network.Downloads;
using Longhaul.Models.Keys;
using Longhaul.Runs;
using Longhaul.Runs.Tasks;
using Longhaul.Runs.Tasks.Yaml;

namespace Longhaul.Tracks.Environments;

/// <summary>A host for whose files a user has a token: under <c>downloads</c> in config.yaml, by the host's name.</summary>
/// <param name="Variable">The environment variable that holds it, and by which delivered scripts name it.</param>
/// <param name="File">The file that holds it, with mode 600; null: none does.</param>
internal sealed record DownloadSettings(string Host, string Variable, string? File, string Header)
{
    /// <summary>Reads a config file; one that isn't there names none.</summary>
    /// <exception cref="TaskPackageException">It is wrong; the message names line and column.</exception>
    public static IReadOnlyList<DownloadSettings> Read(string path) => System.IO.File.Exists(path) ? Of(YamlDocument.Read(path)) : [];

    /// <summary>What a config file's map says.</summary>
    /// <exception cref="TaskPackageException">It is wrong; the message names line and column.</exception>
    public static IReadOnlyList<DownloadSettings> Of(YamlMap config) => config.Map("downloads") is not { } hosts ? [] : [.. hosts.Keys.Select(host =>
    {
        var map = hosts.Map(host) ?? throw hosts.Wrong(host, $"'{host}' needs the place of its token: {{token: {{env: VARIABLE}}}} or {{token: {{file: PATH}}}}.");
        map.Allow("token", "header");
        var token = map.Map("token") ?? throw map.Wrong("token", $"'{host}' needs the place of its token, not the token: {{env: VARIABLE}} or {{file: PATH}}.");
        token.Allow("env", "file");
        var variable = token.Text("env") ?? VariableOf(host);
        if (!variable.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || variable.Length == 0)
            throw token.Wrong("env", $"'{variable}' is no name of an environment variable.");
        if (!token.Has("env") && !token.Has("file"))
            throw map.Wrong("token", $"'{host}' needs the place of its token: {{env: VARIABLE}} or {{file: PATH}}.");
        var header = map.Text("header") ?? "Authorization";
        return header.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? new DownloadSettings(host.ToLowerInvariant(), variable, token.Text("file"), header)
            : throw map.Wrong("header", $"'{header}' is no name of a header.");
    })];

    /// <summary>The token; null where its variable is empty and it has no file.</summary>
    /// <param name="environment">A variable's value, or null.</param>
    /// <exception cref="UserErrorException">Others can read its file.</exception>
    public DownloadToken? Token(Func<string, string?> environment) =>
        environment(Variable)?.Trim() is { Length: > 0 } value ? new DownloadToken(Host, Header, Variable, value)
        : File is { } file && System.IO.File.Exists(Home(file)) ? new DownloadToken(Host, Header, Variable, KeyFile.Read(Home(file)).Reveal())
        : null;

    private static string VariableOf(string host) => $"{string.Concat(host.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'))}_TOKEN";

    private static string Home(string file) => file.StartsWith("~/", StringComparison.Ordinal)
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), file[2..])
        : Path.GetFullPath(file);
}
