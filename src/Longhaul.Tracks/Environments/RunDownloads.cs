using Longhaul.Execution.Files;
using Longhaul.Execution.Network;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Search.State;
using Longhaul.Team.Desk;

namespace Longhaul.Tracks.Environments;

/// <summary>The files that the host fetches for a run. A file is whole before it takes its place, and in its place before the journal says so.</summary>
/// <param name="policy">What the task grants, without what it forbids.</param>
/// <param name="downloader">What fetches, on tape or not.</param>
/// <param name="changed">Told after each: scripts that fetch the same are brought up to date.</param>
internal sealed class RunDownloads(RunLedger ledger, NetworkPolicy policy, IDownloader downloader, Action changed) : IDownloadDesk
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Hosts => policy.Hosts;

    /// <summary>Files whose hosts want a token: what runs in a clean clone is given them, since it has none.</summary>
    public static IReadOnlyList<Mount> GatedIn(RunFolder run, EnvironmentState state) =>
        [.. state.Files.Values.Where(file => file.TokenVariable is not null && IsWhole(run, file)).Select(file => new Mount(Path.Combine(run.Code, file.To), file.To))];

    /// <inheritdoc/>
    public async Task<DownloadAnswer> FetchAsync(string use, Uri address, string to, string? sha256, TimeSpan limit, CancellationToken cancellationToken)
    {
        var answer = ledger.State.Environment.Files.Values.FirstOrDefault(known => known.Use == use) is { } done
            ? new DownloadAnswer(done, "")
            : await FetchAnewAsync(use, address, to, sha256, limit, cancellationToken).ConfigureAwait(false);
        if (answer.Fetched is not null)
            changed();
        return answer;
    }

    private async Task<DownloadAnswer> FetchAnewAsync(string use, Uri address, string to, string? sha256, TimeSpan limit, CancellationToken cancellationToken)
    {
        var staging = Path.Combine(ledger.Folder.Cache, "staging", $"download-{use}");
        FolderRemoval.Remove(staging);
        Directory.CreateDirectory(staging);
        try
        {
            var part = Path.Combine(staging, "file");
            var finding = await downloader.FetchAsync(use, address, part, limit, cancellationToken).ConfigureAwait(false);
            if (finding.File is not { } file)
                return new DownloadAnswer(null, finding.Problem);
            if (sha256 is not null && sha256 != file.Sha256)
                return new DownloadAnswer(null, $"What came hashes to {file.Sha256}, not to {sha256}.");
            // The place was looked at before; a role may have put a link on the way since.
            if (SafePath.Below(ledger.Folder.Code, to, out var problem) is not { } place)
                return new DownloadAnswer(null, problem);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Move(part, place, overwrite: true);
            var fetched = new FileFetched(use, address.AbsoluteUri, to, file.Length.Value, file.Sha256, file.TokenVariable, file.TokenHeader);
            ledger.Record(use, fetched);
            return new DownloadAnswer(fetched, "");
        }
        finally
        {
            FolderRemoval.Remove(staging);
        }
    }

    private static bool IsWhole(RunFolder run, FileFetched file) => SafePath.Below(run.Code, file.To, out _) is { } place
        && JobFiles.PlainLength(place)?.Value == file.Bytes && ContentHash.OfFile(place).Value == file.Sha256;
}
