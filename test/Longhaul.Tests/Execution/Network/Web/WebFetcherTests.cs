using System.Text;
using Longhaul.Execution.Network;
using Longhaul.Execution.Network.Web;

namespace Longhaul.Tests.Execution.Network.Web;

/// <summary>Pages come from servers on this machine; what is private, and so forbidden, is this machine as well.</summary>
public sealed class WebFetcherTests : IAsyncDisposable
{
    private readonly List<NetworkRequest> _told = [];
    private readonly PageServer _server;
    private readonly PageServer _other;

    public WebFetcherTests()
    {
        _other = new PageServer(_ => PageReply.Html("<p>secret"));
        _server = new PageServer(request => request.Url!.AbsolutePath switch
        {
            "/page" => PageReply.Html("<p>hello"),
            "/moved" => PageReply.To("/page"),
            "/round" => PageReply.To("/round"),
            "/inside" => PageReply.To(_other.At("/").ToString()),
            "/file" => PageReply.To("file:///etc/passwd"),
            "/code" => PageReply.To("https://github.com/Authors/Method.git"),
            "/gzip" => new PageReply("no gzip"u8.ToArray(), Packed: "gzip"),
            "/brotli" => new PageReply("no brotli"u8.ToArray(), Packed: "br"),
            "/large" => new PageReply(new byte[6 << 20], "text/plain"),
            _ => new PageReply([], Status: 404),
        });
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task A_host_that_the_settings_name_is_read_also_through_a_redirect()
    {
        using var fetcher = Fetcher(_server.Host);

        var page = await fetcher.GetAsync(_server.At("/moved?token=x"), Cancelled);

        Encoding.UTF8.GetString(page.Body.Span).ShouldBe("<p>hello");
        page.Address.ShouldBe(_server.At("/page"));
        _told.Select(request => request.Address).ShouldBe([_server.At("/moved").ToString(), _server.At("/page").ToString()], "without the query");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("0x7f.1")]
    [InlineData("2130706433")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task Any_other_name_of_this_machine_is_refused_and_written_down(string host)
    {
        using var fetcher = Fetcher();

        var problem = await Should.ThrowAsync<WebFetchException>(() => fetcher.GetAsync(new Uri($"http://{host}/"), Cancelled));

        problem.Decision!.Verdict.ShouldBe(NetworkVerdict.Private);
        _told.Single().Decision.Verdict.ShouldBe(NetworkVerdict.Private);
    }

    [Fact]
    public async Task A_redirect_into_a_private_network_is_refused_and_nothing_is_asked_there()
    {
        using var fetcher = Fetcher(_server.Host);

        (await Should.ThrowAsync<WebFetchException>(() => fetcher.GetAsync(_server.At("/inside"), Cancelled))).Decision.ShouldNotBeNull();

        _other.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_redirect_to_what_the_blacklist_names_is_refused_and_counts()
    {
        using var fetcher = Fetcher(_server.Host);

        var problem = await Should.ThrowAsync<WebFetchException>(() => fetcher.GetAsync(_server.At("/code"), Cancelled));

        problem.Decision.ShouldBe(new NetworkDecision(NetworkVerdict.Blacklisted, "github.com/authors/method"));
        _told[^1].Decision.Verdict.ShouldBe(NetworkVerdict.Blacklisted);
    }

    [Theory]
    [InlineData("/round", "redirects more than")]
    [InlineData("/file", "only http")]
    [InlineData("/none", "404")]
    [InlineData("/gzip", "127.0.0.1: ")]
    [InlineData("/brotli", "127.0.0.1: ")]
    public async Task What_leads_nowhere_is_said(string path, string words)
    {
        using var fetcher = Fetcher(_server.Host);

        (await Should.ThrowAsync<WebFetchException>(() => fetcher.GetAsync(_server.At(path), Cancelled))).Message.ShouldContain(words);
    }

    [Fact]
    public async Task A_page_without_end_is_cut()
    {
        using var fetcher = Fetcher(_server.Host);

        var page = await fetcher.GetAsync(_server.At("/large"), Cancelled);

        page.IsCut.ShouldBeTrue();
        page.Body.Length.ShouldBe(4 << 20);
    }

    [Fact]
    public void Where_a_task_grants_hosts_only_their_pages_are_read()
    {
        var rule = new WebRule(["docs.example.org", "*.arxiv.org"], [], Blacklist.Empty);

        rule.For(new Uri("https://docs.example.org/x")).Verdict.ShouldBe(NetworkVerdict.Allowed);
        rule.For(new Uri("https://export.arxiv.org/abs/1")).Verdict.ShouldBe(NetworkVerdict.Allowed);
        rule.For(new Uri("https://example.org/")).Verdict.ShouldBe(NetworkVerdict.NotListed);
        rule.For(new Uri("https://docs.example.org:8443/")).Verdict.ShouldBe(NetworkVerdict.NotListed);
    }

    [Fact]
    public void A_page_is_held_against_the_blacklist_by_its_whole_address()
    {
        var rule = new WebRule(null, [], Blacklist.Parse("https://github.com/authors/method"));

        rule.For(new Uri("https://github.com/others/method")).Verdict.ShouldBe(NetworkVerdict.Allowed);
        rule.For(new Uri("https://raw.githubusercontent.com/authors/method/main/train.py")).Verdict.ShouldBe(NetworkVerdict.Blacklisted);
        rule.For(new Uri("https://web.archive.org/web/2024/https://github.com/authors/method")).Verdict.ShouldBe(NetworkVerdict.Blacklisted);
        rule.For(new Uri("http://169.254.169.254/latest")).Verdict.ShouldBe(NetworkVerdict.Private);
        rule.For(new Uri("http://example.org:22/")).Verdict.ShouldBe(NetworkVerdict.NotListed);
    }

    private WebFetcher Fetcher(params string[] own) => new(new WebRule(null, own, Blacklist.Parse("https://github.com/authors/method")), TimeProvider.System, _told.Add);
}
