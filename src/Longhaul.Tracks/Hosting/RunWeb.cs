using Longhaul.Execution.Network;
using Longhaul.Execution.Network.Web;
using Longhaul.Models.Profiles;
using Longhaul.Papers;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Team.Tools;
using Longhaul.Team.Tools.Web;

namespace Longhaul.Tracks.Hosting;

/// <summary>
/// The web of a run's roles: only where the user's settings name a search service, and where besides the task grants hosts (then only their pages are read) or
/// the person said <c>--web</c> (then any public page is). A search could find what a task hides, so nothing else switches it on.
/// </summary>
public sealed class RunWeb : IDisposable
{
    private readonly SearchService _search;
    private readonly WebFetcher _pages;

    private RunWeb(SearchSettings search, WebRule rule, RunFolder folder, RequestLog requests, TimeProvider clock)
    {
        _search = new SearchService(search, search.Key(Environment.GetEnvironmentVariable), clock, requests.Write);
        _pages = new WebFetcher(rule, clock, requests.Write);
        Tools = [new WebSearchTool(_search, rule.Blacklist, clock, requests.Write), new ReadPageTool(_pages, new PageReader((pdf, token) => PdfText(folder, pdf, token), clock))];
    }

    /// <summary>The tools.</summary>
    public IReadOnlyList<ITool> Tools { get; }

    /// <summary>Opens it; null where nothing switches it on.</summary>
    /// <param name="granted">Hosts that the task grants.</param>
    /// <param name="requests">Where each request is written down.</param>
    /// <exception cref="EnvironmentLacksException">It is switched on, and the service or its key is missing.</exception>
    public static RunWeb? Open(RunLedger ledger, RunSettings settings, IReadOnlyList<string> granted, Blacklist blacklist, UserConfig config, RequestLog requests, TimeProvider clock)
    {
        if (!settings.Web && granted.Count == 0)
            return null;
        if (settings.Web)
            Require(config);
        if (SearchSettings.Read(config.File) is not { } search)
            return null;
        var web = new RunWeb(search, new WebRule(settings.Web ? null : granted, search.OwnHosts, blacklist), ledger.Folder, requests, clock);
        ledger.Record("web", new Notice($"roles can search the web by {search.Host}, and read pages of {(settings.Web ? "any public host" : string.Join(", ", granted))}"));
        return web;
    }

    /// <summary>Makes sure that <c>--web</c> can be had.</summary>
    /// <exception cref="EnvironmentLacksException">The settings name no service, or its key is missing.</exception>
    public static void Require(UserConfig config)
    {
        var search = SearchSettings.Read(config.File) ?? throw new EnvironmentLacksException(
            $"--web needs a search service, and {config.File} names none. Add, say:\n  search: {{kind: searxng, url: \"https://HOST/search?q={{query}}&format=json\"}}\nor {{kind: brave, key: {{env: BRAVE_API_KEY}}}} (docs/team.md).");
        search.Key(Environment.GetEnvironmentVariable);
    }

    public void Dispose()
    {
        _pages.Dispose();
        _search.Dispose();
    }

    // The reader of papers takes files.
    private static string PdfText(RunFolder folder, ReadOnlyMemory<byte> pdf, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder.Cache, "pages", $"{Guid.NewGuid():N}.pdf");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        try
        {
            using (var stream = new FileStream(file, FileMode.CreateNew))
                stream.Write(pdf.Span);
            return WholePaper.Of(PaperReader.Read(file, new PaperLimits { Pages = 100 }, cancellationToken));
        }
        catch (PaperException problem)
        {
            throw new InvalidDataException(problem.Message.Replace(file, "the PDF", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
