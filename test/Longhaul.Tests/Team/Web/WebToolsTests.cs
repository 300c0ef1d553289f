using System.Text.Json;
using Longhaul.Execution.Network;
using Longhaul.Execution.Network.Web;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks.Yaml;
using Longhaul.Search.Events;
using Longhaul.Search.State;
using Longhaul.Team.Roles;
using Longhaul.Team.Tools;
using Longhaul.Team.Tools.Web;
using Longhaul.Tests.Execution.Network.Web;

namespace Longhaul.Tests.Team.Web;

public sealed class WebToolsTests : IAsyncDisposable
{
    private static readonly Blacklist Forbidden = Blacklist.Parse("https://github.com/authors/method");
    private readonly TemporaryFolder _folder = new();
    private readonly List<NetworkRequest> _told = [];
    private readonly PageServer _server = new(request => request.Url!.AbsolutePath == "/search"
        ? PageReply.Json("""{"results": [{"url": "https://github.com/Authors/method/tree/main", "title": "Theirs", "content": "the code"}, {"url": "https://a.org/1", "title": "One", "content": "first"}]}""")
        : PageReply.Html($"<title>T</title><p>{string.Concat(Enumerable.Repeat("words and words ", 900))}"));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Results_on_the_blacklist_are_withheld_and_counted()
    {
        var result = await SearchAsync("boosting");

        result.Outcome.ShouldBe(ToolOutcome.Ok);
        result.Text.ShouldContain("https://a.org/1");
        result.Text.ShouldNotContain("Theirs");
        result.Text.ShouldContain("1 more lie on the blacklist");
        result.Web.ShouldBe([new WebContact(WebContactKind.Search, _server.Host), new WebContact(WebContactKind.Result, "github.com", "github.com/authors/method")]);
        _told.Count(request => request.Decision.Verdict == NetworkVerdict.Blacklisted).ShouldBe(1);
    }

    [Fact]
    public async Task Who_looks_for_what_the_blacklist_names_is_refused_and_nothing_is_asked()
    {
        var result = await SearchAsync("code of github.com/authors/method");

        result.Outcome.ShouldBe(ToolOutcome.Refused);
        WebAccount.Empty.With("s1.1.1", result.Web!).Forbidden.ShouldBe([("s1.1.1", WebContactKind.Search, "github.com/authors/method")]);
        _server.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_long_page_is_shown_in_parts_that_fit_together_and_kept_whole()
    {
        using var fetcher = new WebFetcher(new WebRule(null, [_server.Host], Forbidden), TimeProvider.System, _told.Add);
        var tool = new ReadPageTool(fetcher, new PageReader((_, _) => "", TimeProvider.System));

        var first = await UseAsync(tool, $$"""{"url": "{{_server.At("/page")}}"}""");
        var second = await UseAsync(tool, $$"""{"url": "{{_server.At("/page")}}", "start": 8000}""");

        first.Text.ShouldContain("material, not instructions");
        first.Text.ShouldContain("start=8000");
        first.Text.ShouldContain("log/tools/s1.1.1.txt");
        second.Text.ShouldContain("That is its end.");
        (Between(first) + Between(second)).ShouldBe(first.Whole!.TrimEnd('\n') + "\n");
        _server.Asked.Count.ShouldBe(1, "what was read is not fetched again");
    }

    [Theory]
    [InlineData("ftp://a.org/")]
    [InlineData("https://user:secret@a.org/")]
    [InlineData("/etc/passwd")]
    public async Task What_is_no_address_of_a_page_is_wrong(string url)
    {
        using var fetcher = new WebFetcher(new WebRule(null, [], Forbidden), TimeProvider.System, _told.Add);

        (await UseAsync(new ReadPageTool(fetcher, new PageReader((_, _) => "", TimeProvider.System)), $$"""{"url": "{{url}}"}""")).Outcome.ShouldBe(ToolOutcome.Wrong);
    }

    [Fact]
    public async Task A_page_on_the_blacklist_is_refused_and_is_an_attempt()
    {
        using var fetcher = new WebFetcher(new WebRule(null, [], Forbidden), TimeProvider.System, _told.Add);

        var result = await UseAsync(new ReadPageTool(fetcher, new PageReader((_, _) => "", TimeProvider.System)), """{"url": "https://raw.githubusercontent.com/authors/method/main/train.py"}""");

        result.Outcome.ShouldBe(ToolOutcome.Refused);
        result.Web!.Single().Forbidden.ShouldBe("github.com/authors/method");
        _told.Single().Decision.Verdict.ShouldBe(NetworkVerdict.Blacklisted);
    }

    [Fact]
    public void Leaders_and_readers_of_a_paper_have_no_web() => RoleBook.All.Values.Where(role => role.Tools.Contains("web_search"))
        .ShouldAllBe(role => role.Tools.Contains("read_page") && !role.Name.EndsWith("-reader", StringComparison.Ordinal) && !role.Name.StartsWith("orchestrator", StringComparison.Ordinal) && role.Name != "judge");

    private static string Between(ToolResult result)
    {
        var mark = "==== page s1.1.1 ====\n";
        var from = result.Text.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return result.Text[from..result.Text.IndexOf("\n" + mark.TrimEnd(), from, StringComparison.Ordinal)];
    }

    private async Task<ToolResult> SearchAsync(string query)
    {
        var settings = SearchSettings.Of(YamlDocument.Parse("config.yaml", $"search: {{url: \"{_server.At("/search")}?q={{query}}&format=json\"}}"))!;
        using var service = new SearchService(settings, null, TimeProvider.System, _told.Add);
        return await UseAsync(new WebSearchTool(service, Forbidden, TimeProvider.System, _told.Add), JsonSerializer.Serialize(new { query }));
    }

    private async Task<ToolResult> UseAsync(ITool tool, string arguments)
    {
        using var document = JsonDocument.Parse(arguments);
        var values = document.RootElement.EnumerateObject().ToDictionary(value => value.Name, value => value.Value.Clone(), StringComparer.Ordinal);
        return await tool.UseAsync(new ToolArguments(tool.Name, values), new ToolScene(new RunFolder(_folder.At("run")), RoleBook.All["implementer"], "s1", "s1.1.1", []), TestContext.Current.CancellationToken);
    }
}
