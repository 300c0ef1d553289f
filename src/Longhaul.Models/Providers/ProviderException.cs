using System.Net;

namespace Longhaul.Models.Providers;

/// <summary>A provider refused or failed. The message is the provider's own words, cut and without the key.</summary>
/// <param name="status">The HTTP status; null where no answer came.</param>
/// <param name="retryAfter">How long the provider asks to wait; null where it doesn't say.</param>
public sealed class ProviderException(HttpStatusCode? status, TimeSpan? retryAfter, string message, Exception? inner = null) : Exception(message, inner)
{
    public HttpStatusCode? Status { get; } = status;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Whether the same call may succeed later: too many requests, a server's own failure, a broken connection. A spent quota won't come back by waiting.</summary>
    public bool IsTransient => Status switch
    {
        null => true,
        HttpStatusCode.TooManyRequests => !Message.Contains("insufficient_quota", StringComparison.OrdinalIgnoreCase),
        HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or (HttpStatusCode)425 => true,
        var code => (int)code >= 500,
    };
}
