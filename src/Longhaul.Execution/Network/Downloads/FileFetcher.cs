using System.Security.Cryptography;
using System.Text;
using Longhaul.Runs;

namespace Longhaul.Execution.Network.Downloads;

/// <summary>
/// Fetches files for a run, from the host: only from what its task grants and the blacklist leaves, decided anew at each redirect. A user's token goes to
/// the host it is for and no further. Each request is written down.
/// </summary>
public sealed class FileFetcher : IDisposable
{
    private const int MostRedirects = 10;
    private readonly NetworkPolicy _policy;
    private readonly IReadOnlyList<DownloadToken> _tokens;
    private readonly TimeProvider _time;
    private readonly Action<NetworkRequest> _told;
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(30) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <param name="told">Told of each request when it has ended.</param>
    public FileFetcher(NetworkPolicy policy, IReadOnlyList<DownloadToken> tokens, TimeProvider time, Action<NetworkRequest> told)
    {
        (_policy, _tokens, _time, _told) = (policy, tokens, time, told);
        _client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "Longhaul");
    }

    /// <summary>Writes what an address gives into a file that doesn't exist yet.</summary>
    /// <param name="limit">Bytes that it may have.</param>
    /// <exception cref="DownloadException">It is forbidden, or can't be had.</exception>
    public async Task<FetchedFile> FetchAsync(Uri address, string path, Bytes limit, CancellationToken cancellationToken)
    {
        DownloadToken? used = null;
        var from = address;
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            Check(address, from);
            var token = _tokens.FirstOrDefault(known => known.IsFor(address));
            used ??= token;
            var (file, next) = await HopAsync(address, token, path, limit, cancellationToken).ConfigureAwait(false);
            if (file is not null)
                return file with { TokenVariable = used?.Variable, TokenHeader = used?.Header };
            (from, address) = (address, next!);
        }

        throw new DownloadException($"{address.Host} redirects more than {MostRedirects} times.");
    }

    public void Dispose() => _client.Dispose();

    private void Check(Uri address, Uri from)
    {
        if (address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
            throw new DownloadException("Only http:// and https:// addresses without a user are fetched.");
        var decision = Decide(address, from);
        if (decision.Verdict == NetworkVerdict.Allowed)
            return;
        Tell(address, decision);
        throw new DownloadException(decision.Entry is { } entry
            ? $"{entry} is on the blacklist: it must not be used, and the attempt is reported."
            : $"{address.Host}{(address.Host == from.Host ? "" : $", to which {from.Host} redirects,")} is not among the hosts that this task grants ({(_policy.Hosts.Count == 0 ? "none" : string.Join(", ", _policy.Hosts))}). The user grants it with `resources: {{network: [{address.Host}]}}` in the task.");
    }

    // What a host gives its files out from is known of some; what is forbidden stays so.
    private NetworkDecision Decide(Uri address, Uri from)
    {
        var decision = _policy.ForRequest(address);
        return decision.Verdict == NetworkVerdict.NotListed && address != from && address.Scheme == "https" && address.IsDefaultPort
            && SourceAddress.IsMirror(SourceAddress.HostOf(address.IdnHost), SourceAddress.HostOf(from.IdnHost))
            ? (_policy with { Hosts = [address.IdnHost] }).ForRequest(address)
            : decision;
    }

    private async Task<(FetchedFile? File, Uri? Next)> HopAsync(Uri address, DownloadToken? token, string path, Bytes limit, CancellationToken cancellationToken)
    {
        var received = 0L;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (token is not null)
                request.Headers.TryAddWithoutValidation(token.Header, token.Value);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } place)
            {
                Tell(address, NetworkDecision.Allowed);
                return (null, Uri.TryCreate(address, place, out var next) ? next : throw new DownloadException($"{address.Host} redirects to no address."));
            }

            if (!response.IsSuccessStatusCode)
                throw new DownloadException($"{address.Host} answers {(int)response.StatusCode} {response.ReasonPhrase}.{Hint((int)response.StatusCode, address, token)}");
            if (response.Content.Headers.ContentLength > limit.Value)
                throw new DownloadException($"{address.Host} would send {new Bytes(response.Content.Headers.ContentLength.Value)}, more than {limit}.");
            var hash = await SaveAsync(response, path, limit, bytes => received = bytes, cancellationToken).ConfigureAwait(false);
            Tell(address, NetworkDecision.Allowed, received);
            return (new FetchedFile(new Bytes(received), hash, null, null), null);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or DownloadException)
        {
            Tell(address, NetworkDecision.Allowed, received, Redacted(problem.Message));
            throw problem as DownloadException ?? new DownloadException($"{address.Host}: {Redacted(problem.GetBaseException().Message)}.");
        }
    }

    private async Task<string> SaveAsync(HttpResponseMessage response, string path, Bytes limit, Action<long> count, CancellationToken cancellationToken)
    {
        await using var from = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, total, watch) = (new byte[1 << 17], 0L, new SecretWatch(_tokens.Select(token => Encoding.UTF8.GetBytes(token.Secret))));
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if ((total += read) > limit.Value)
                throw new DownloadException($"It has more than {limit}.");
            if (watch.Sees(buffer.AsSpan(0, read)))
                throw new DownloadException("What came holds a token of the user's, which no file of a run may.");
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            count(total);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Hint(int status, Uri address, DownloadToken? token) => status is not (401 or 403) ? ""
        : token is null ? $" It may want a token: the user names one for {address.Host} under `downloads:` in config.yaml."
        : $" The user's token for {address.Host} (${token.Variable}) doesn't open it.";

    private string Redacted(string text) => _tokens.Aggregate(text, (left, token) => left.Replace(token.Secret, "•••", StringComparison.Ordinal));

    private void Tell(Uri address, NetworkDecision decision, long received = 0, string? failure = null) =>
        _told(NetworkRequest.Get(_time.GetUtcNow(), address, decision) with { Received = received, Failure = failure });
}

/// <summary>A file that was fetched.</summary>
/// <param name="Sha256">In hexadecimal.</param>
/// <param name="TokenVariable">The variable that names the token which its host was given; null: none was.</param>
/// <param name="TokenHeader">The header that it was given in.</param>
public sealed record FetchedFile(Bytes Length, string Sha256, string? TokenVariable, string? TokenHeader);
