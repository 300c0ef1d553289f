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

    // Reasoning models may think for minutes before the first token.
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(20);

    /// <summary>The client.</summary>
    /// <param name="baseUrl">Where the provider is reached; null: its usual address.</param>
    /// <exception cref="EnvironmentLacksException">A key or an endpoint is missing; the message holds the line to type.</exception>
    public IChatClient Make(ModelAddress model, Uri? baseUrl) => model.Provider switch
    {
        Provider.OpenAI => OpenAI(model.Name, baseUrl, baseUrl is null ? keys.Require(Provider.OpenAI) : keys.Find(Provider.OpenAI)),
        Provider.Azure => OpenAI(model.Name, baseUrl ?? AzureEndpoint(), keys.Require(Provider.Azure)),
        Provider.Anthropic => Claude(model.Name, baseUrl, keys.Require(Provider.Anthropic)),
        Provider.Ollama => new OllamaApiClient(Http(null, baseUrl ?? new Uri(environment("OLLAMA_HOST") ?? LocalOllama)), model.Name),
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

    private Uri AzureEndpoint() => environment("AZURE_OPENAI_ENDPOINT") is { Length: > 0 } endpoint
        ? new Uri(new Uri(endpoint.TrimEnd('/') + "/"), "openai/v1/")
        : throw new EnvironmentLacksException("Azure needs the endpoint of your resource. Type:\n  export AZURE_OPENAI_ENDPOINT=https://NAME.openai.azure.com");

    private HttpClient Http(ApiKey? key, Uri? baseUrl) => new(new FailureHandler(key, clock)) { BaseAddress = baseUrl, Timeout = Timeout.InfiniteTimeSpan };
}
