using Longhaul.Runs;

namespace Longhaul.Models.Addresses;

/// <summary>Which model is meant: <c>openai:gpt-5</c>, <c>mailbox:letters/</c>. What <c>--model</c> takes, but for <c>builtin</c>.</summary>
/// <param name="Name">The model's name as its provider knows it; for a mailbox the folder, for a replay the file.</param>
public sealed record ModelAddress(Provider Provider, string Name)
{
    private static readonly Dictionary<string, Provider> Words = new(StringComparer.Ordinal)
    {
        ["openai"] = Provider.OpenAI,
        ["anthropic"] = Provider.Anthropic,
        ["ollama"] = Provider.Ollama,
        ["azure"] = Provider.Azure,
        ["mailbox"] = Provider.Mailbox,
        ["replay"] = Provider.Replay,
    };

    /// <summary>The forms that a specification may have, for messages and help.</summary>
    public const string Forms = "builtin, openai:NAME, anthropic:NAME, ollama:NAME, azure:NAME, mailbox:DIR or replay:FILE";

    /// <summary>Whether answers come over the network.</summary>
    public bool IsRemote => Provider is not (Provider.Mailbox or Provider.Replay);

    /// <summary>Parses a specification.</summary>
    /// <exception cref="UserErrorException">It has none of the <see cref="Forms"/>.</exception>
    public static ModelAddress Parse(string spec)
    {
        var colon = spec.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !Words.TryGetValue(spec[..colon], out var provider))
            throw new UserErrorException($"--model {spec}: there is no such provider. Give {Forms}.");
        var name = spec[(colon + 1)..].Trim();
        return name.Length > 0
            ? new ModelAddress(provider, name)
            : throw new UserErrorException($"--model {spec}: the name is missing after the colon. Give {Forms}.");
    }

    /// <summary>The specification that parses to this address.</summary>
    public override string ToString() => $"{Words.First(word => word.Value == Provider).Key}:{Name}";
}
