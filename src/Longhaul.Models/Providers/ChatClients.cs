using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
using Anthropic.Core;
using Longhaul.Models.Addresses;
using Longhaul.Models.Keys;
using Longhaul.Models.Mailbox;
using Longhaul.Runs;
using Microsoft.Extensions.AI;
using OllamaSharp;
using OpenAI;

namespace Longhaul.Models.Providers;

/// <summary>Makes the client of a model's provider. Retries are ours (<see cref="Calling.ModelCaller"/>): the libraries' own are off.</summary>
public sealed class ChatClients(KeyRing keys, Func<string, string?> environment, TimeProvider clock)
{
    private const string LocalOllama = "http://localhost:11434";
    private const int OllamaPort = 11434;

    // Reasoning models may think for minutes before the first token.
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(20);

    /// <summary>The client.</summary>
    /// <param name="baseUrl">Where the provider is reached; null: its usual address.</param>
    /// <exception cref="EnvironmentLacksException">A key or an endpoint is missing; the message holds the line to type.</exception>
    /// <exception cref="UserErrorException">A variable holds no address.</exception>
    public IChatClient Make(ModelAddress model, Uri? baseUrl) => model.Provider switch
    {
        Provider.OpenAI => OpenAI(model.Name, baseUrl, baseUrl is null ? keys.Require(Provider.OpenAI) : keys.Find(Provider.OpenAI)),
        Provider.Azure => OpenAI(model.Name, baseUrl ?? AzureEndpoint(), keys.Require(Provider.Azure)),
        Provider.Anthropic => Claude(model.Name, baseUrl, keys.Require(Provider.Anthropic)),
        Provider.Ollama => new OllamaApiClient(Http(null, baseUrl ?? OllamaHost(environment("OLLAMA_HOST"))), model.Name),
        Provider.Mailbox => new MailboxChatClient(Path.GetFullPath(model.Name), clock),
        _ => throw new ArgumentOutOfRangeException(nameof(model), model.Provider, "not a provider that is called"),
    };

    // A server of one's own often wants no key, but the library does.
    private IChatClient OpenAI(string name, Uri? baseUrl, ApiKey? key)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = baseUrl,
            Transport = new HttpClientPipelineTransport(Http(key, null)),
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = LongestCall,
        };
        return new OpenAIClient(new ApiKeyCredential(key?.Reveal() ?? "none"), options).GetChatClient(name).AsIChatClient();
    }

    private IChatClient Claude(string name, Uri? baseUrl, ApiKey key)
    {
        var options = new ClientOptions { ApiKey = key.Reveal(), HttpClient = Http(key, null), MaxRetries = 0, Timeout = LongestCall };
        if (baseUrl is not null)
            options.BaseUrl = baseUrl.ToString();
        return new AnthropicClient(options).AsIChatClient(name, defaultMaxOutputTokens: 8192);
    }

    /// <summary>
    /// Where Ollama is reached, as its own programs read <c>OLLAMA_HOST</c>: scheme and port may be missing, and the address that a server listens on for all
    /// is this machine.
    /// </summary>
    /// <exception cref="UserErrorException">It is no address.</exception>
    internal static Uri OllamaHost(string? variable)
    {
        var text = variable?.Trim() ?? "";
        if (text.Length == 0)
            return new Uri(LocalOllama);
        var isBare = !text.Contains("://", StringComparison.Ordinal);
        var place = new UriBuilder(Web("OLLAMA_HOST", isBare ? $"http://{text}" : text));
        if (isBare && place.Port == 80 && !text.TrimEnd('/').EndsWith(":80", StringComparison.Ordinal))
            place.Port = OllamaPort;
        if (place.Host is "0.0.0.0" or "[::]")
            place.Host = "127.0.0.1";
        return place.Uri;
    }

    private static Uri Web(string variable, string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? address
        : throw new UserErrorException($"{variable}={text}: is no address that begins with http:// or https://.");

    private Uri AzureEndpoint() => environment("AZURE_OPENAI_ENDPOINT") is { Length: > 0 } endpoint
        ? new Uri(Web("AZURE_OPENAI_ENDPOINT", endpoint.Trim().TrimEnd('/') + "/"), "openai/v1/")
        : throw new EnvironmentLacksException("Azure needs the endpoint of your resource. Type:\n  export AZURE_OPENAI_ENDPOINT=https://NAME.openai.azure.com");

    private HttpClient Http(ApiKey? key, Uri? baseUrl) => new(new FailureHandler(key, clock)) { BaseAddress = baseUrl, Timeout = Timeout.InfiniteTimeSpan };
}
