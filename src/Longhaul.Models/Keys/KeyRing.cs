using Longhaul.Models.Addresses;
using Longhaul.Runs;

namespace Longhaul.Models.Keys;

/// <summary>Finds a provider's key: in the environment, else in a file that only its owner can read.</summary>
/// <param name="environment">A variable's value, or null.</param>
/// <param name="folder">The folder of key files (<c>~/.config/longhaul/keys</c>): one per provider, named after it.</param>
public sealed class KeyRing(Func<string, string?> environment, string folder)
{
    /// <summary>The provider's key, or null where there is none.</summary>
    /// <exception cref="UserErrorException">The key's file can be read by others, or holds no key.</exception>
    public ApiKey? Find(Provider provider)
    {
        if (VariableOf(provider) is not { } variable)
            return null;
        if (environment(variable) is { } value && value.Trim().Length > 0)
            return new ApiKey(value.Trim());
        var file = FileOf(provider);
        return File.Exists(file) ? KeyFile.Read(file) : null;
    }

    /// <summary>The provider's key.</summary>
    /// <exception cref="EnvironmentLacksException">There is none; the message holds the line to type.</exception>
    public ApiKey Require(Provider provider) => Find(provider) ?? throw new EnvironmentLacksException(
        $"There is no key for {provider}. Type:\n  export {VariableOf(provider)}=…\nor put it into {FileOf(provider)} (mode 600).");

    /// <summary>The environment variable that the provider's own tools read too; null where a provider takes no key.</summary>
    public static string? VariableOf(Provider provider) => provider switch
    {
        Provider.OpenAI => "OPENAI_API_KEY",
        Provider.Anthropic => "ANTHROPIC_API_KEY",
        Provider.Azure => "AZURE_OPENAI_API_KEY",
        _ => null,
    };

    private string FileOf(Provider provider) => Path.Combine(folder, provider.ToString().ToLowerInvariant());
}
