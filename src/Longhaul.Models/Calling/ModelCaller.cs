using System.ClientModel;
using System.Net;
using System.Text.Json;
using Anthropic.Exceptions;
using Longhaul.Models.Addresses;
using Longhaul.Models.Prices;
using Longhaul.Models.Providers;
using Microsoft.Extensions.AI;
using Polly;
using Polly.Retry;
using ErrorType = Anthropic.Models.ErrorType;

namespace Longhaul.Models.Calling;

/// <summary>
/// Asks a model and waits for the whole answer, streamed so that a long one keeps its connection alive. What may pass (429, 5xx, a broken
/// stream) is tried again after a pause: the provider's Retry-After, else doubling from two seconds to two minutes with jitter.
/// </summary>
public sealed class ModelCaller
{
    private const int Retries = 8;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private readonly ModelAddress _model;
    private readonly IChatClient _client;
    private readonly TimeProvider _clock;
    private readonly Func<double> _random;
    private readonly PauseAccount _pauses;

    /// <param name="random">In [0, 1): the jitter of pauses.</param>
    /// <param name="pauses">Of all callers of a run; null: of this one alone.</param>
    public ModelCaller(ModelAddress model, IChatClient client, TimeProvider clock, Func<double> random, PauseAccount? pauses = null) =>
        (_model, _client, _clock, _random, _pauses) = (model, client, clock, random, pauses ?? new PauseAccount(clock));

    /// <summary>Raised before each pause: how long, and why.</summary>
    public event Action<TimeSpan, string>? Waiting;

    /// <summary>The answer.</summary>
    /// <param name="limit">Time that it may take, pauses not counted; null: not limited.</param>
    /// <exception cref="ModelCallException">It won't come; the message says why and what to do.</exception>
    /// <exception cref="OperationCanceledException">The time is over, or the caller wants it no longer.</exception>
    public async Task<ModelAnswer> AskAsync(IReadOnlyList<ChatMessage> messages, ChatOptions options, TimeSpan? limit, CancellationToken cancellationToken)
    {
        using var patience = new Patience(limit, _clock, cancellationToken);
        var waited = TimeSpan.Zero;
        var pipeline = Pipeline((pause, why) =>
        {
            waited += _pauses.Begin(pause);
            patience.Extend(pause);
            Waiting?.Invoke(pause, why);
        });
        try
        {
            var response = await pipeline.ExecuteAsync(async token => await OnceAsync(messages, options, token).ConfigureAwait(false), patience.Token).ConfigureAwait(false);
            return AnswerOf(response, waited);
        }
        catch (ProviderException problem)
        {
            throw new ModelCallException($"{_model}: {problem.Message}\n{Advice(problem)}", problem);
        }
    }

    private async Task<ChatResponse> OnceAsync(IReadOnlyList<ChatMessage> messages, ChatOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _client.GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false);
            // Some libraries take a connection that is cut for the end of the stream.
            return response.FinishReason is null ? throw new ProviderException(null, null, "the answer broke off before its end") : response;
        }
        catch (Exception problem) when (problem is not ProviderException && !cancellationToken.IsCancellationRequested && Failure(problem) is { } failure)
        {
            throw new ProviderException(failure.Status, failure.RetryAfter, failure.Message, problem);
        }
    }

    /// <summary>The provider's failure inside what its library made of it; null where the fault is ours.</summary>
    private static ProviderException? Failure(Exception problem) => problem switch
    {
        ProviderException known => known,
        ClientResultException { Status: > 0 } result => new ProviderException((HttpStatusCode)result.Status, null, result.Message, result),
        AggregateException { InnerExceptions: [.., var last] } => Failure(last),
        { InnerException: { } inner } when Failure(inner) is { } within => within,
        AnthropicServiceException told => new ProviderException(StatusOf(told.Type?.Value()), null, told.Message, told),
        HttpRequestException or IOException or JsonException or OperationCanceledException or FormatException or AnthropicException =>
            new ProviderException(null, null, $"the answer broke off: {problem.Message}", problem),
        _ => null,
    };

    /// <summary>The status that a failure would have had, had it not come in the middle of an answer; null where it is of a kind that isn't known.</summary>
    private static HttpStatusCode? StatusOf(ErrorType? error) => error switch
    {
        ErrorType.InvalidRequestError => HttpStatusCode.BadRequest,
        ErrorType.AuthenticationError => HttpStatusCode.Unauthorized,
        ErrorType.BillingError => HttpStatusCode.PaymentRequired,
        ErrorType.PermissionError => HttpStatusCode.Forbidden,
        ErrorType.NotFoundError => HttpStatusCode.NotFound,
        ErrorType.RateLimitError => HttpStatusCode.TooManyRequests,
        ErrorType.ApiError => HttpStatusCode.InternalServerError,
        _ => null,
    };

    private ResiliencePipeline Pipeline(Action<TimeSpan, string> waiting) => new ResiliencePipelineBuilder { TimeProvider = _clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<ProviderException>(problem => problem.IsTransient),
            MaxRetryAttempts = Retries,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(2),
            MaxDelay = TimeSpan.FromMinutes(2),
            UseJitter = true,
            Randomizer = _random,
            DelayGenerator = attempt => ValueTask.FromResult(((ProviderException)attempt.Outcome.Exception!).RetryAfter is { } asked
                ? asked < LongestWait ? asked : LongestWait
                : (TimeSpan?)null),
            OnRetry = attempt =>
            {
                waiting(attempt.RetryDelay, attempt.Outcome.Exception!.Message);
                return default;
            },
        })
        .Build();

    private static ModelAnswer AnswerOf(ChatResponse response, TimeSpan waited)
    {
        var usage = response.Usage;
        var contents = response.Messages.Where(message => message.Role == ChatRole.Assistant).SelectMany(message => message.Contents);
        var kept = contents.Where(content => content is TextContent or FunctionCallContent or TextReasoningContent or ErrorContent);
        return new ModelAnswer(
            new ChatMessage(ChatRole.Assistant, CleanCalls.Of(kept)),
            new TokenUsage(usage?.InputTokenCount ?? 0, usage?.CachedInputTokenCount ?? 0, usage?.OutputTokenCount ?? 0),
            response.FinishReason?.Value,
            waited);
    }

    private string Advice(ProviderException problem) => problem.Status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"The key was not accepted. Check {Keys.KeyRing.VariableOf(_model.Provider) ?? "it"}.",
        HttpStatusCode.NotFound => "There is no such model there, or the base URL is wrong (it usually ends in /v1).",
        HttpStatusCode.TooManyRequests => "The account's limit is reached: raise it, or wait and `longhaul resume` the run.",
        null => $"Tried {Retries + 1} times. Is the server up? `longhaul resume` goes on where this ended.",
        var code when (int)code >= 500 => $"Tried {Retries + 1} times. `longhaul resume` goes on where this ended.",
        _ => "The provider refuses this request; the same one would be refused again.",
    };
}
