using Longhaul.Execution.Network;
using Longhaul.Execution.Network.Downloads;
using Longhaul.Models.Profiles;
using Longhaul.Runs;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Tracks.Environments;

/// <summary>Fetches files: from the network, or from a recording.</summary>
internal interface IDownloader
{
    /// <summary>Fetches one into a file that doesn't exist yet.</summary>
    /// <param name="use">The use of a tool that asks for it.</param>
    Task<DownloadFinding> FetchAsync(string use, Uri address, string path, TimeSpan limit, CancellationToken cancellationToken);
}

/// <summary>What came of it.</summary>
/// <param name="File">Null: nothing.</param>
/// <param name="Problem">Why; empty where there is a file.</param>
internal sealed record DownloadFinding(FetchedFile? File, string Problem);

/// <summary>Fetches files with the user's tokens, as far as the task's hosts and blacklist allow.</summary>
internal sealed class Downloader(NetworkPolicy policy, UserConfig config, RequestLog requests, TimeProvider clock) : IDownloader
{
    // One file; what a role makes of it has a limit of its own.
    private static readonly Bytes Largest = Bytes.FromGiB(4);

    /// <inheritdoc/>
    public async Task<DownloadFinding> FetchAsync(string use, Uri address, string path, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var fetcher = new FileFetcher(
                policy, [.. DownloadSettings.Read(config.File).Select(known => known.Token(Environment.GetEnvironmentVariable)).OfType<DownloadToken>()], clock, requests.Write);
            return new DownloadFinding(await fetcher.FetchAsync(address, path, Largest, either.Token).ConfigureAwait(false), "");
        }
        catch (Exception problem) when (problem is DownloadException or UserErrorException)
        {
            return new DownloadFinding(null, problem.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DownloadFinding(null, "It took longer than it may.");
        }
    }
}
