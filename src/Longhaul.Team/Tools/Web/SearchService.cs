using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Longhaul.Execution.Network;
using Longhaul.Models.Keys;
using Longhaul.Runs;

namespace Longhaul.Team.Tools.Web;

/// <summary>Asks the user's search service, from the host. Its key goes into the request's header and nowhere else; redirects, which could take it elsewhere, are not followed.</summary>
public sealed class SearchService : IDisposable
{
    private const int Attempts = 3;
    private static readonly Bytes LargestAnswer = Bytes.FromMiB(4);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly SearchSettings _settings;
    private readonly ApiKey? _key;
    private readonly TimeProvider _time;
    private readonly Action<NetworkRequest> _told;
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.All })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = LargestAnswer.Value,
    };

    /// <param name="key">Null where the service takes none.</param>
    /// <param name="told">Told of each request when it has ended.</param>
    public SearchService(SearchSettings settings, ApiKey? key, TimeProvider time, Action<NetworkRequest> told) => (_settings, _key, _time, _told) = (settings, key, time, told);

    /// <summary>The host that is asked.</summary>
    public string Host => _settings.Host;

    /// <summary>Searches; results without an http address are left out.</summary>
    /// <exception cref="SearchException">The service can't be reached, refuses, or answers in another form.</exception>
    public async Task<IReadOnlyList<SearchHit>> AskAsync(string query, int count, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var hurry = new CancellationTokenSource(Patience, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(hurry.Token, cancellationToken);
            try
            {
                using var request = Request(query, count);
                using var response = await _client.SendAsync(request, either.Token).ConfigureAwait(false);
                var text = await response.Content.ReadAsStringAsync(either.Token).ConfigureAwait(false);
                Tell(text.Length, null);
                if (response.IsSuccessStatusCode)
                    return [.. Hits(_settings.Kind, text).Take(count)];
                if (!MayPass(response.StatusCode) || attempt == Attempts)
                    throw new SearchException(Redacted($"{Host} answers {(int)response.StatusCode} {response.ReasonPhrase}: {Printable.Line(text, 200)}"));
                await Task.Delay(Pause(response.Headers.RetryAfter, attempt), _time, cancellationToken).ConfigureAwait(false);
            }
            // The last three: a body that is not packed as its header says, or in an encoding that isn't known.
            catch (Exception problem) when (
                problem is HttpRequestException or IOException or OperationCanceledException or InvalidDataException or InvalidOperationException or NotSupportedException
                && !cancellationToken.IsCancellationRequested)
            {
                var failure = problem is OperationCanceledException ? "no answer in time" : Redacted(problem.GetBaseException().Message);
                Tell(0, failure);
                throw new SearchException($"{Host} can't be asked: {Printable.Line(failure, 200)}");
            }
        }
    }

    /// <summary>The results in an answer.</summary>
    /// <exception cref="SearchException">It has another form.</exception>
    public static IReadOnlyList<SearchHit> Hits(SearchKind kind, string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var at = document.RootElement;
            foreach (var step in kind.Results.Split('.'))
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step, out at))
                    throw new SearchException($"The search service's answer has no '{kind.Results}': is its kind really {kind.Name}?");
            }

            return [.. at.EnumerateArray().Select(hit => Hit(kind, hit)).OfType<SearchHit>()];
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw new SearchException($"The search service's answer is not the JSON of {kind.Name} (SearXNG must have the format json switched on).");
        }
    }

    public void Dispose() => _client.Dispose();

    private static SearchHit? Hit(SearchKind kind, JsonElement hit) => Uri.TryCreate(Field(hit, kind.Address), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? new SearchHit(PageText.Plain(Field(hit, kind.Title)), address, PageText.Plain(Field(hit, kind.Text)))
        : null;

    private static string Field(JsonElement hit, string name) =>
        hit.ValueKind == JsonValueKind.Object && hit.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private HttpRequestMessage Request(string query, int count)
    {
        var request = new HttpRequestMessage(_settings.Kind.Body is null ? HttpMethod.Get : HttpMethod.Post, _settings.AddressOf(query, count));
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "Longhaul");
        if (_key is not null)
            request.Headers.TryAddWithoutValidation(_settings.Kind.Header, _settings.Kind.Prefix + _key.Reveal());
        if (_settings.Kind.Body is { } body)
        {
            var filled = body.Replace("{count}", count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("{query}", JsonSerializer.Serialize(query), StringComparison.Ordinal);
            request.Content = new StringContent(filled, Encoding.UTF8, "application/json");
        }

        return request;
    }

    private static bool MayPass(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)status >= 500;

    private static TimeSpan Pause(RetryConditionHeaderValue? asked, int attempt) =>
        asked?.Delta is { } pause ? (pause < LongestPause ? pause : LongestPause) : TimeSpan.FromSeconds(attempt);

    private string Redacted(string text) => _key?.Redact(text) ?? text;

    private void Tell(long received, string? failure) => _told(new NetworkRequest(
        _time.GetUtcNow(), _settings.Kind.Body is null ? "GET" : "POST",
        NetworkRequest.AddressOf(_settings.AddressOf("")), NetworkDecision.Allowed) { Received = received, Failure = failure });
}
