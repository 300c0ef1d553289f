using Longhaul.Search.Events;

namespace Longhaul.Team.Desk;

/// <summary>Files that the host fetches for a run, with the user's tokens where their hosts want one.</summary>
public interface IDownloadDesk
{
    /// <summary>Hosts that the task grants; empty: none.</summary>
    IReadOnlyList<string> Hosts { get; }

    /// <summary>Fetches a file into the delivered repository; what the same use had begun before a crash is done anew.</summary>
    /// <param name="use">The use of a tool that asks for it.</param>
    /// <param name="to">Its place below <c>code/</c>.</param>
    /// <param name="sha256">What it must hash to, in hexadecimal; null: whatever comes.</param>
    /// <param name="limit">Time it may take.</param>
    Task<DownloadAnswer> FetchAsync(string use, Uri address, string to, string? sha256, TimeSpan limit, CancellationToken cancellationToken);
}

/// <summary>What came of it.</summary>
/// <param name="Fetched">Null: nothing.</param>
/// <param name="Problem">Why; empty where there is a file.</param>
public sealed record DownloadAnswer(FileFetched? Fetched, string Problem);
