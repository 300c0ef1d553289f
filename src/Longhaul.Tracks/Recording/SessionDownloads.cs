using Longhaul.Tracks.Environments;

namespace Longhaul.Tracks.Recording;

/// <summary>A downloader whose findings are recorded, with what small files hold.</summary>
internal sealed class RecordingDownloader(IDownloader live, SessionWriter writer) : IDownloader
{
    private const long LargestKept = 4 << 20;

    public async Task<DownloadFinding> FetchAsync(string use, Uri address, string path, TimeSpan limit, CancellationToken cancellationToken)
    {
        var finding = await live.FetchAsync(use, address, path, limit, cancellationToken).ConfigureAwait(false);
        var content = finding.File is { } file && file.Length.Value <= LargestKept ? PackedFiles.Pack(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false)) : null;
        writer.Add(new SessionDownload(use, finding.File, finding.Problem, content));
        return finding;
    }
}

/// <summary>Gives recorded findings; nothing is fetched.</summary>
internal sealed class ReplayedDownloader(SessionRecording recording) : IDownloader
{
    public async Task<DownloadFinding> FetchAsync(string use, Uri address, string path, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (recording.Download(use) is not { } made)
            throw new ReplayDifferenceException("a download that the recording doesn't hold", "(nothing)", $"{use}: {address}");
        if (made.File is { } file)
        {
            await using var to = new FileStream(path, FileMode.CreateNew);
            if (made.Content is { } packed)
                await to.WriteAsync(PackedFiles.Unpack(packed), cancellationToken).ConfigureAwait(false);
            else
                to.SetLength(file.Length.Value); // roles see its size; nothing runs that would read it
        }

        return new DownloadFinding(made.File, made.Problem);
    }
}
