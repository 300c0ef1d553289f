using System.Net;
using System.Net.Sockets;
using Longhaul.Runs;

namespace Longhaul.Execution.Network.Web;

/// <summary>
/// Fetches pages for roles, from the host: what strangers wrote may name any address, so each hop of a redirect is decided on anew, and a name is connected to
/// by an address that was looked at (it could mean another one a moment later). Holds no cookies and sends no secrets; each request is written down.
/// </summary>
public sealed class WebFetcher : IDisposable
{
    private const int MostRedirects = 5;
    private const string Pdf = "application/pdf";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private static readonly Bytes LargestPage = Bytes.FromMiB(4);
    private static readonly Bytes LargestPdf = Bytes.FromMiB(32);
    private readonly WebRule _rule;
    private readonly TimeProvider _time;
    private readonly Action<NetworkRequest> _told;
    private readonly HttpClient _client;

    /// <param name="told">Told of each request when it has ended.</param>
    public WebFetcher(WebRule rule, TimeProvider time, Action<NetworkRequest> told)
    {
        (_rule, _time, _told) = (rule, time, told);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false, // a proxy would resolve names out of our sight
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            ConnectCallback = async (context, token) => await ConnectAsync(context.DnsEndPoint, token).ConfigureAwait(false),
        };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "Mozilla/5.0 (compatible; Longhaul)");
        _client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,application/pdf,text/*;q=0.9,*/*;q=0.5");
    }

    /// <summary>Fetches an address, through at most five redirects.</summary>
    /// <exception cref="WebFetchException">It is forbidden, or nothing came of it.</exception>
    public async Task<WebPage> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        using var hurry = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(hurry.Token, cancellationToken);
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            Check(address);
            var (page, next) = await HopAsync(address, either.Token, cancellationToken).ConfigureAwait(false);
            if (page is not null)
                return page;
            address = next!;
        }

        throw new WebFetchException($"{address.Host} redirects more than {MostRedirects} times");
    }

    public void Dispose() => _client.Dispose();

    private void Check(Uri address)
    {
        if (address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
            throw new WebFetchException("only http:// and https:// addresses without a user are read");
        if (_rule.For(address) is var decision && decision.Verdict == NetworkVerdict.Allowed)
            return;
        Tell(address, decision);
        throw new WebFetchException(Refusal(decision, address.Host), decision);
    }

    private async Task<(WebPage? Page, Uri? Next)> HopAsync(Uri address, CancellationToken token, CancellationToken outer)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token).ConfigureAwait(false);
            if ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } place)
            {
                Tell(address, NetworkDecision.Allowed);
                return (null, Uri.TryCreate(address, place, out var next) ? next : throw new WebFetchException($"{address.Host} redirects to no address"));
            }

            var page = await ReadAsync(address, response, token).ConfigureAwait(false);
            Tell(address, NetworkDecision.Allowed, page.Body.Length);
            return response.IsSuccessStatusCode ? (page, null) : throw new WebFetchException($"{address.Host} answers {(int)response.StatusCode} {response.ReasonPhrase}");
        }
        // The last two: a body that is not packed as its header says.
        catch (Exception problem) when (
            problem is HttpRequestException or IOException or OperationCanceledException or WebFetchException { Decision: not null } or InvalidDataException or InvalidOperationException
            && !outer.IsCancellationRequested)
        {
            if (Within(problem) is { } hidden)
            {
                Tell(address, NetworkDecision.Private);
                throw hidden;
            }

            var failure = problem is OperationCanceledException ? "no answer in time" : problem.GetBaseException().Message;
            Tell(address, NetworkDecision.Allowed, failure: failure);
            throw new WebFetchException($"{address.Host}: {failure}");
        }
    }

    private static async Task<WebPage> ReadAsync(Uri address, HttpResponseMessage response, CancellationToken token)
    {
        var type = response.Content.Headers.ContentType;
        var media = type?.MediaType?.ToLowerInvariant() ?? "";
        var limit = (int)(media == Pdf ? LargestPdf : LargestPage).Value;
        await using var stream = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
        using var body = new MemoryStream();
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await stream.ReadAsync(buffer, token).ConfigureAwait(false)) > 0 && body.Length <= limit)
            body.Write(buffer, 0, read);
        return new WebPage(address, media, type?.CharSet?.Trim('"', '\''), body.GetBuffer().AsMemory(0, (int)Math.Min(body.Length, limit)), body.Length > limit);
    }

    /// <summary>Connects to a name by the addresses that it has now, none of which may be private unless the settings name the host.</summary>
    private async Task<Stream> ConnectAsync(DnsEndPoint place, CancellationToken token)
    {
        var addresses = IPAddress.TryParse(place.Host.Trim('[', ']'), out var number) ? [number] : await Dns.GetHostAddressesAsync(place.Host, token).ConfigureAwait(false);
        if (!_rule.IsOwn(place.Host, place.Port) && !Array.TrueForAll(addresses, PublicAddress.Is))
            throw new WebFetchException(Refusal(NetworkDecision.Private, place.Host), NetworkDecision.Private);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, place.Port, token).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static WebFetchException? Within(Exception? problem) => problem switch
    {
        null => null,
        WebFetchException own => own,
        _ => Within(problem.InnerException),
    };

    private static string Refusal(NetworkDecision decision, string host) => decision switch
    {
        { Verdict: NetworkVerdict.Blacklisted, Entry: var entry } => $"{entry} is on the blacklist: it must not be used, and the attempt is reported",
        { Verdict: NetworkVerdict.Private } => $"{host} lies in a private network; pages there are read only where the user's settings name the host (search: own_hosts)",
        _ => $"{host} is not among the hosts whose pages this run may read",
    };

    private void Tell(Uri address, NetworkDecision decision, long received = 0, string? failure = null) =>
        _told(NetworkRequest.Get(_time.GetUtcNow(), address, decision) with { Received = received, Failure = failure });
}
