using System.Net.Http.Headers;
using Longhaul.Models.Keys;

namespace Longhaul.Models.Providers;

/// <summary>
/// Turns every provider's failing answer into one kind of exception before its library sees it, so that waiting, giving up and explaining are
/// the same for all.
/// </summary>
internal sealed class FailureHandler(ApiKey? key, TimeProvider clock) : DelegatingHandler(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(10) })
{
    private const int LongestMessage = 2000;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException problem)
        {
            throw new ProviderException(null, null, Redact($"{request.RequestUri?.GetLeftPart(UriPartial.Authority)} can't be reached: {problem.Message}"), problem);
        }

        if (response.IsSuccessStatusCode)
            return response;
        using (response)
        {
            var body = await BeginningAsync(response, cancellationToken).ConfigureAwait(false);
            throw new ProviderException(response.StatusCode, Wait(response.Headers.RetryAfter), Redact($"{(int)response.StatusCode} {response.ReasonPhrase}: {body}"));
        }
    }

    private static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var reader = new StreamReader(stream);
        var text = new char[LongestMessage];
        return new string(text, 0, await reader.ReadBlockAsync(text, cancellationToken).ConfigureAwait(false)).ReplaceLineEndings(" ").Trim();
    }

    private TimeSpan? Wait(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > clock.GetUtcNow() => date - clock.GetUtcNow(),
        _ => null,
    };

    private string Redact(string text) => key is null ? text : key.Redact(text);
}
