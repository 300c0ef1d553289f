using Longhaul.Models.Keys;
using Longhaul.Runs;
using Longhaul.Runs.Tasks;
using Longhaul.Runs.Tasks.Yaml;

namespace Longhaul.Team.Tools.Web;

/// <summary>The search service that a user named in config.yaml, under <c>search</c>.</summary>
/// <param name="Url">Its address, with <c>{query}</c> in it unless the kind sends a body.</param>
/// <param name="KeyVariable">The environment variable that holds its key; null: none does.</param>
/// <param name="KeyFile">The file that holds its key; null: none does.</param>
/// <param name="OwnHosts">Hosts of one's own network whose pages roles may read too.</param>
public sealed record SearchSettings(SearchKind Kind, string Url, string? KeyVariable, string? KeyFile, IReadOnlyList<string> OwnHosts)
{
    private const string Query = "{query}";

    /// <summary>The host that is asked.</summary>
    public string Host => AddressOf("").Authority;

    /// <summary>Reads a config file; null where it is not there or names no service.</summary>
    /// <exception cref="TaskPackageException">It is wrong; the message names line and column.</exception>
    public static SearchSettings? Read(string path) => File.Exists(path) ? Of(YamlDocument.Read(path)) : null;

    /// <summary>What a config file's map says; null: nothing.</summary>
    /// <exception cref="TaskPackageException">It is wrong; the message names line and column.</exception>
    public static SearchSettings? Of(YamlMap config)
    {
        if (config.Map("search") is not { } map)
            return null;
        map.Allow("kind", "url", "key", "own_hosts");
        var name = map.Word("kind", [.. SearchKind.All.Select(known => known.Name)]) ?? SearchKind.All[0].Name;
        var kind = SearchKind.All.First(known => known.Name == name);
        var url = map.Text("url") ?? kind.Url ?? throw map.Wrong("url", $"a {name} search needs the address of your instance: url: \"https://HOST/search?q={{query}}&format=json\".");
        if (!Uri.TryCreate(url.Replace(Query, "x", StringComparison.Ordinal), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw map.Wrong("url", $"'{url}' is no address that begins with http:// or https://.");
        if (kind.Body is null && !url.Contains(Query, StringComparison.Ordinal))
            throw map.Wrong("url", $"'{url}' lacks {Query}, the place for what is searched.");
        var key = map.Map("key");
        key?.Allow("env", "file");
        return new SearchSettings(kind, url, key?.Text("env"), key?.Text("file") is { } file ? Path.GetFullPath(Home(file)) : null, map.Texts("own_hosts") ?? []);
    }

    /// <summary>The key; null where the service takes none.</summary>
    /// <param name="environment">A variable's value, or null.</param>
    /// <exception cref="EnvironmentLacksException">The settings name one that is not there; the message holds the line to type.</exception>
    /// <exception cref="UserErrorException">Others can read the key's file.</exception>
    public ApiKey? Key(Func<string, string?> environment)
    {
        if (KeyVariable is not null && environment(KeyVariable)?.Trim() is { Length: > 0 } value)
            return new ApiKey(value);
        if (KeyFile is not null && File.Exists(KeyFile))
            return Models.Keys.KeyFile.Read(KeyFile);
        return KeyVariable is null && KeyFile is null ? null : throw new EnvironmentLacksException(
            $"There is no key for the search service ({Kind.Name}). {(KeyVariable is not null ? $"Type:\n  export {KeyVariable}=…" : $"Put it into {KeyFile} (mode 600).")}");
    }

    /// <summary>Where a query is sent.</summary>
    internal Uri AddressOf(string query, int count = 1) => new(Url
        .Replace(Query, Uri.EscapeDataString(query), StringComparison.Ordinal)
        .Replace("{count}", count.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));

    private static string Home(string file) => file.StartsWith("~/", StringComparison.Ordinal)
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), file[2..])
        : file;
}
