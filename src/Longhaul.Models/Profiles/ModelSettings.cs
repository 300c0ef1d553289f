using System.Collections.Immutable;
using Longhaul.Models.Addresses;
using Longhaul.Models.Prices;
using Longhaul.Runs.Tasks;
using Longhaul.Runs.Tasks.Yaml;

namespace Longhaul.Models.Profiles;

/// <summary>What a user wrote about models in <c>~/.config/longhaul/config.yaml</c>: <c>models</c> (profiles), <c>roles</c> (which role uses which), <c>prices</c>.</summary>
public sealed record ModelSettings
{
    private const int LongestChain = 10;

    private static readonly string[] Efforts = ["low", "medium", "high"];

    /// <summary>Profiles by name.</summary>
    public ImmutableDictionary<string, ModelProfile> Profiles { get; init; } = ImmutableDictionary.Create<string, ModelProfile>(StringComparer.Ordinal);

    /// <summary>Role → the name of its profile.</summary>
    public ImmutableDictionary<string, string> Roles { get; init; } = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    public PriceList Prices { get; init; } = PriceList.Shipped;

    /// <summary>Nothing was written.</summary>
    public static ModelSettings None { get; } = new();

    /// <summary>Reads the file; one that isn't there says nothing.</summary>
    /// <param name="known">The roles that there are; null: they aren't looked at.</param>
    /// <exception cref="TaskPackageException">It is wrong; the message names line and column.</exception>
    public static ModelSettings Read(string path, IReadOnlyCollection<string>? known = null) => File.Exists(path) ? Of(YamlDocument.Read(path), known) : None;

    /// <summary>What a config file's map says. Keys of other parts of the program are left alone.</summary>
    /// <param name="known">As in <see cref="Read"/>.</param>
    /// <exception cref="TaskPackageException">It is wrong; the message names line and column.</exception>
    public static ModelSettings Of(YamlMap config, IReadOnlyCollection<string>? known = null)
    {
        var profiles = ImmutableDictionary.CreateBuilder<string, ModelProfile>(StringComparer.Ordinal);
        if (config.Map("models") is { } models)
        {
            foreach (var name in models.Keys)
                profiles[name] = Profile(models, name, LongestChain);
        }

        var roles = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (config.Map("roles") is { } uses)
        {
            if (known is not null)
                uses.Allow(known);
            foreach (var role in uses.Keys)
                roles[role] = uses.Word(role, [.. profiles.Keys.Order(StringComparer.Ordinal)])!;
        }

        return new ModelSettings
        {
            Profiles = profiles.ToImmutable(),
            Roles = roles.ToImmutable(),
            Prices = config.Map("prices") is { } prices ? PriceList.Shipped.Behind(prices) : PriceList.Shipped,
        };
    }

    private static ModelProfile Profile(YamlMap models, string name, int chain)
    {
        var map = models.Map(name) ?? throw models.Wrong(name, $"the profile '{name}' needs settings: {{model: openai:NAME}}.");
        map.Allow("extends", "model", "base_url", "effort", "temperature", "max_output", "context");
        if (chain == 0)
            throw map.Wrong("extends", $"the profile '{name}' extends itself in a circle.");
        var basis = map.Word("extends", [.. models.Keys]) is { } other ? Profile(models, other, chain - 1) : null;
        var address = map.Text("model") is { } spec ? ModelAddress.Parse(spec) : basis?.Model;
        return new ModelProfile
        {
            Model = address ?? throw map.Wrong("model", $"the profile '{name}' needs a model, or another profile that it extends."),
            BaseUrl = map.Text("base_url") is { } url ? Address(map, url) : basis?.BaseUrl,
            Effort = map.Word("effort", Efforts) ?? basis?.Effort,
            Temperature = map.Number("temperature") ?? basis?.Temperature,
            MaxOutput = map.Whole("max_output", 100) ?? basis?.MaxOutput,
            Context = map.Whole("context", 12_000) ?? basis?.Context ?? 24_000,
        };
    }

    private static Uri Address(YamlMap map, string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? url
        : throw map.Wrong("base_url", $"'{text}' is no address that begins with http:// or https://.");
}
