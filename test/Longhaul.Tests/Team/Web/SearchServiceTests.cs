using System.Text;
using Longhaul.Execution.Network;
using Longhaul.Models.Keys;
using Longhaul.Runs;
using Longhaul.Runs.Tasks;
using Longhaul.Runs.Tasks.Yaml;
using Longhaul.Team.Tools.Web;
using Longhaul.Tests.Execution.Network.Web;

namespace Longhaul.Tests.Team.Web;

public sealed class SearchServiceTests
{
    private static readonly Dictionary<string, string> Answers = new(StringComparer.Ordinal)
    {
        ["searxng"] = """{"query": "q", "results": [{"url": "https://a.org/1", "title": "One", "content": "first"}, {"url": "javascript:alert(1)", "title": "Bad", "content": ""}]}""",
        ["brave"] = """{"type": "search", "web": {"results": [{"title": "One", "url": "https://a.org/1", "description": "<strong>first</strong>"}]}}""",
        ["tavily"] = """{"query": "q", "results": [{"title": "One", "url": "https://a.org/1", "content": "first", "score": 0.9}]}""",
    };

    [Theory]
    [InlineData("searxng", "?q=a%20b%26c&format=json", null, "Bearer k")]
    [InlineData("brave", "?q=a%20b%26c&count=5", null, "k")]
    [InlineData("tavily", "", """{"query": "a b\u0026c", "max_results": 5}""", "Bearer k")]
    public async Task Each_kind_is_asked_in_its_way_and_its_answer_understood(string kind, string query, string? body, string key)
    {
        (string Url, string Body, string? Key) seen = default;
        await using var server = new PageServer(request =>
        {
            seen = (request.Url!.Query, new StreamReader(request.InputStream, Encoding.UTF8).ReadToEnd(), request.Headers[SearchKind.All.First(known => known.Name == kind).Header]);
            return PageReply.Json(Answers[kind]);
        });
        var usual = SearchKind.All.First(known => known.Name == kind).Url ?? "https://x/search?q={query}&format=json";
        var url = server.At("/search") + (usual.Contains('?') ? usual[usual.IndexOf('?')..] : "");
        using var service = Service($"search: {{kind: {kind}, url: \"{url}\"}}", new ApiKey("k"));

        var hits = await service.AskAsync("a b&c", 5, TestContext.Current.CancellationToken);

        hits.ShouldBe([new SearchHit("One", new Uri("https://a.org/1"), "first")]);
        seen.ShouldBe((query, body ?? "", key));
    }

    [Theory]
    [InlineData("application/json", "gzip")]
    [InlineData("application/json", "br")]
    [InlineData("application/json; charset=utf-7", null)]
    [InlineData("application/json; charset=no-such", null)]
    public async Task An_answer_that_cannot_be_read_is_said(string type, string? packed)
    {
        await using var server = new PageServer(_ => new PageReply("not what it says"u8.ToArray(), type, Packed: packed));
        using var service = Service($"search: {{url: \"{server.At("/s")}?q={{query}}\"}}", new ApiKey("secret-key"), []);

        (await Should.ThrowAsync<SearchException>(() => service.AskAsync("q", 3, TestContext.Current.CancellationToken))).Message.ShouldContain("can't be asked");
    }

    [Fact]
    public async Task A_service_that_is_busy_is_asked_again_and_one_that_refuses_is_not()
    {
        var times = 0;
        await using var server = new PageServer(request => request.Url!.Query.Contains("busy") && ++times < 2 ? new PageReply([], Status: 503)
            : request.Url.Query.Contains("busy") ? PageReply.Json(Answers["searxng"])
            : new PageReply("no such key: secret-key"u8.ToArray(), Status: 401));
        List<NetworkRequest> told = [];
        using var service = Service($"search: {{url: \"{server.At("/s")}?q={{query}}\"}}", new ApiKey("secret-key"), told);

        (await service.AskAsync("busy", 3, TestContext.Current.CancellationToken)).Count.ShouldBe(1);
        var problem = await Should.ThrowAsync<SearchException>(() => service.AskAsync("no", 3, TestContext.Current.CancellationToken));

        problem.Message.ShouldContain("401");
        problem.Message.ShouldNotContain("secret-key");
        server.Asked.Count.ShouldBe(3);
        told.ShouldAllBe(request => request.Address == server.At("/s").ToString());
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("""{"results": 5}""")]
    [InlineData("""{"web": {}}""")]
    public void An_answer_of_another_form_is_said(string answer) =>
        Should.Throw<SearchException>(() => SearchService.Hits(SearchKind.All[0], answer)).Message.ShouldContain("searxng");

    [Theory]
    [InlineData("search: {kind: searxng}", "address of your instance")]
    [InlineData("search: {url: 'https://h/search'}", "{query}")]
    [InlineData("search: {url: 'ftp://h/{query}'}", "http://")]
    [InlineData("search: {kind: googel}", "must be one of")]
    [InlineData("search: {kind: brave, kee: x}", "unknown key")]
    public void Wrong_settings_are_told_with_their_line(string yaml, string words)
    {
        var problem = Should.Throw<TaskPackageException>(() => SearchSettings.Of(YamlDocument.Parse("config.yaml", yaml)));

        problem.Message.ShouldContain("config.yaml");
        problem.Message.ShouldContain(words);
    }

    [Fact]
    public void A_key_comes_from_the_environment_or_from_a_file_that_only_its_owner_reads()
    {
        using var folder = new TemporaryFolder();
        var file = folder.At("key");
        File.WriteAllText(file, "from-file\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Settings("search: {kind: brave, key: {env: BRAVE}}").Key(name => name == "BRAVE" ? "from-env" : null)!.Reveal().ShouldBe("from-env");
        Settings($"search: {{kind: brave, key: {{file: '{file}'}}}}").Key(_ => null)!.Reveal().ShouldBe("from-file");
        Settings("search: {url: 'https://h/{query}'}").Key(_ => null).ShouldBeNull();
        Should.Throw<EnvironmentLacksException>(() => Settings("search: {kind: brave, key: {env: BRAVE}}").Key(_ => null)).Message.ShouldContain("export BRAVE=");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Should.Throw<UserErrorException>(() => Settings($"search: {{kind: brave, key: {{file: '{file}'}}}}").Key(_ => null)).Message.ShouldContain("chmod 600");
    }

    private static SearchSettings Settings(string yaml) => SearchSettings.Of(YamlDocument.Parse("config.yaml", yaml))!;

    private static SearchService Service(string yaml, ApiKey key, List<NetworkRequest>? told = null) => new(Settings(yaml), key, TimeProvider.System, (told ?? []).Add);
}
