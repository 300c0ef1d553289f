using Longhaul.Models.Addresses;
using Longhaul.Models.Keys;
using Longhaul.Models.Profiles;
using Longhaul.Models.Providers;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Team.Roles;

namespace Longhaul.Cli.Requests;

/// <summary>Which language models a person wants to work on a run.</summary>
/// <param name="Model"><c>builtin</c>, or the specification that was given.</param>
/// <param name="Models">As <see cref="RunSettings.Models"/>.</param>
internal sealed record ModelWish(string Model, IReadOnlyDictionary<string, ModelChoice> Models)
{
    private const string Builtin = "builtin";

    public bool HasTeam => Models.Count > 0;

    /// <summary>From what was typed: a profile's name of the user's config.yaml, or a specification; roles that have a profile of their own keep it.</summary>
    /// <exception cref="UserErrorException">There is no such provider or profile, the base URL is none, or config.yaml is wrong.</exception>
    public static ModelWish Of(string? spec, string? baseUrl, UserConfig config)
    {
        if (spec is null or Builtin)
        {
            return baseUrl is null
                ? new ModelWish(Builtin, new Dictionary<string, ModelChoice>(StringComparer.Ordinal))
                : throw new UserErrorException($"--base-url {baseUrl}: name the model there too: --model openai:NAME");
        }

        var settings = ModelSettings.Read(config.File, [.. RoleBook.All.Keys]);
        var everybody = settings.Profiles.TryGetValue(spec, out var profile)
            ? Choice(profile)
            : new ModelChoice(Spelled(ModelAddress.Parse(spec)));
        if (baseUrl is not null)
            everybody = everybody with { BaseUrl = Address(baseUrl) };
        var models = new Dictionary<string, ModelChoice>(StringComparer.Ordinal) { [ModelChoice.Everybody] = everybody };
        // A mailbox or a recording answers for everybody.
        if (!ModelAddress.Parse(everybody.Model).IsRemote)
            return new ModelWish(profile is null ? spec : everybody.Model, models);
        foreach (var (role, name) in settings.Roles)
        {
            models[role] = settings.Profiles[name].Model.Provider != Provider.Replay
                ? Choice(settings.Profiles[name])
                : throw new UserErrorException($"{config.File}: roles: '{role}' uses '{name}', a recording, which answers for everybody or for nobody: --model {name}");
        }

        return new ModelWish(spec, models);
    }

    /// <summary>Makes sure that a cap on money can hold.</summary>
    /// <exception cref="UserErrorException">There is one, and what a model costs isn't known; the message holds the line to write.</exception>
    public void CheckPriced(decimal? maxCost, UserConfig config)
    {
        if (maxCost is null)
            return;
        var prices = ModelSettings.Read(config.File).Prices;
        if (Models.Values.Select(choice => ModelAddress.Parse(choice.Model)).FirstOrDefault(model => model.IsRemote && prices.Of(model) is null) is { } unpriced)
        {
            throw new UserErrorException(
                $"--max-cost: what {unpriced} costs isn't known, so the cap would never be reached. Write it into {config.File}, in US dollars per million tokens, or cap tokens (--max-tokens):\n"
                + $"  prices:\n    \"{unpriced}\": {{input: 1, cached: 0.1, output: 4}}");
        }
    }

    /// <summary>Makes each model's client once, so that a missing key is told before anything else happens.</summary>
    /// <exception cref="EnvironmentLacksException">A key or an endpoint is missing; the message holds the line to type.</exception>
    public void CheckReachable()
    {
        var clients = new ChatClients(new KeyRing(Environment.GetEnvironmentVariable, UserConfig.OfProcess.Keys), Environment.GetEnvironmentVariable, TimeProvider.System);
        foreach (var choice in Models.Values.Distinct())
        {
            if (ModelAddress.Parse(choice.Model) is { IsRemote: true } model)
                clients.Make(model, choice.BaseUrl is { } url ? new Uri(url) : null).Dispose();
        }
    }

    // Folders and files are named from where the person stands; the run may be resumed from elsewhere.
    private static string Spelled(ModelAddress address) =>
        (address.IsRemote ? address : address with { Name = Path.GetFullPath(address.Name.Split('?')[0]) + (address.Name.Contains('?', StringComparison.Ordinal) ? address.Name[address.Name.IndexOf('?', StringComparison.Ordinal)..] : "") }).ToString();

    private static ModelChoice Choice(ModelProfile profile) => new(Spelled(profile.Model))
    {
        BaseUrl = profile.BaseUrl?.ToString(),
        Effort = profile.Effort,
        Temperature = profile.Temperature,
        MaxOutput = profile.MaxOutput,
        Context = profile.Context,
    };

    private static string Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        ? text
        : throw new UserErrorException($"--base-url {text}: is no address that begins with http:// or https://.");
}
