using System.Text.Json;
using Longhaul.Execution.Network;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;

namespace Longhaul.Tracks.Hosting;

/// <summary>What commands asked of the network and did not get, from the log of the proxy into the journal, so that the report can tell it.</summary>
internal static class RefusedRequests
{
    private const int Most = 100;

    /// <summary>Records them where there are any that the journal doesn't have.</summary>
    public static void Record(RunLedger ledger)
    {
        if (!File.Exists(ledger.Folder.NetworkLog))
            return;
        var refused = Of(File.ReadLines(ledger.Folder.NetworkLog));
        if (refused.Requests.Count == 0 || (ledger.State.Refused is { } known && known.More == refused.More && known.Requests.SequenceEqual(refused.Requests)))
            return;
        ledger.Record("network", refused);
    }

    /// <summary>The refused requests of a log; a line that a crash left unfinished counts for nothing.</summary>
    public static RequestsRefused Of(IEnumerable<string> lines)
    {
        var refused = lines.Select(Parse).OfType<NetworkRequest>().Where(request => request.Decision.Verdict != NetworkVerdict.Allowed)
            .GroupBy(request => (request.Address, request.Decision.Entry))
            .Select(group => new RefusedRequest(group.Key.Address, group.Key.Entry, group.Count())).ToList();
        return new RequestsRefused([.. refused.Take(Most)], Math.Max(0, refused.Count - Most));
    }

    private static NetworkRequest? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, NetworkJson.Default.NetworkRequest);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
