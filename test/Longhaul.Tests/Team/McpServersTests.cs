using System.Text.Json;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;
using Longhaul.Runs.Tasks.Yaml;
using Longhaul.Team.Roles;
using Longhaul.Team.Tools;
using Longhaul.Team.Tools.Finding;
using Longhaul.Team.Tools.Mcp;
using Longhaul.Tests.Execution;

namespace Longhaul.Tests.Team;

/// <summary>Against a real MCP server, started as a user's config would start it.</summary>
public sealed class McpServersTests
{
    private static readonly ToolScene Scene = new(new RunFolder("/tmp/none"), RoleBook.All["implementer"], "s1", "s1.1.1", []);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_named_adds_its_tools_and_they_work()
    {
        await using var servers = await McpServers.ConnectAsync([Server(2)], searchKey: null, Cancelled);

        servers.Tools.Select(tool => tool.Name).ShouldBe(["dummy_tool0", "dummy_tool1", "dummy_variable", "dummy_fail"], ignoreOrder: true);
        (await Use(servers, "dummy_tool1", """{"topic": "rain"}""")).Text.ShouldBe("1 tells of rain");
    }

    [Fact]
    public async Task A_tool_that_fails_is_a_result_and_not_the_end()
    {
        await using var servers = await McpServers.ConnectAsync([Server(0)], searchKey: null, Cancelled);

        (await Use(servers, "dummy_fail", "{}")).Outcome.ShouldBe(ToolOutcome.Failed);
    }

    [Fact]
    public async Task Keys_of_language_models_are_kept_from_servers()
    {
        Environment.SetEnvironmentVariable("ANTHROPIC_API_KEY", "planted-key");
        await using var servers = await McpServers.ConnectAsync([Server(0)], searchKey: null, Cancelled);

        var seen = await Use(servers, "dummy_variable", """{"name": "ANTHROPIC_API_KEY"}""");

        Environment.SetEnvironmentVariable("ANTHROPIC_API_KEY", null);
        seen.Text.ShouldBe("(none)");
    }

    [Fact]
    public async Task What_a_server_promises_to_be_harmless_may_be_done_again_after_a_crash()
    {
        await using var servers = await McpServers.ConnectAsync([Server(1)], searchKey: null, Cancelled);

        servers.Tools.Single(tool => tool.Name == "dummy_tool0").Repeatable.ShouldBeTrue();
        servers.Tools.Single(tool => tool.Name == "dummy_variable").Repeatable.ShouldBeFalse();
    }

    [Fact]
    public async Task Of_many_tools_those_are_offered_that_fit_the_brief_and_the_rest_is_found()
    {
        await using var servers = await McpServers.ConnectAsync([Server(60)], searchKey: null, Cancelled);
        var find = new FindTool(() => servers.Tools);
        ITool[] all = [.. RoleBook.All["implementer"].Tools.Select(name => (ITool)new NamedTool(name)), find, new UseTool(() => servers.Tools), .. servers.Tools];

        var offered = ToolOffer.Of(
            RoleBook.All["implementer"], all.ToDictionary(tool => tool.Name, StringComparer.Ordinal), [.. servers.Tools.Select(tool => tool.Name)], "Look up what is known of birds.");

        offered.Count.ShouldBeLessThanOrEqualTo(ToolOffer.Most);
        offered.Count(tool => tool.Description.Contains("birds", StringComparison.Ordinal)).ShouldBe(10);
        (await find.UseAsync(new ToolArguments("find_tool", Arguments("""{"query": "molecules"}""")), Scene, Cancelled)).Text.ShouldContain("dummy_tool1:");
        (await new UseTool(() => servers.Tools).UseAsync(new ToolArguments("use_tool", Arguments("""{"name": "dummy_tool7", "arguments": "{\"topic\": \"water\"}"}""")), Scene, Cancelled))
            .Text.ShouldBe("7 tells of water");
    }

    [Fact]
    public async Task A_server_that_cannot_be_started_is_told_by_name()
    {
        var problem = await Should.ThrowAsync<EnvironmentLacksException>(() => McpServers.ConnectAsync([new McpServer("absent", ["/no/such/program"], null)], searchKey: null, Cancelled));

        problem.Message.ShouldContain("'absent'");
    }

    [Theory]
    [InlineData("mcp:\n  x: {}\n")]
    [InlineData("mcp:\n  x: {command: [a], url: 'http://b'}\n")]
    [InlineData("mcp:\n  x: {url: 'ftp://b'}\n")]
    [InlineData("mcp:\n  'a b': {command: [a]}\n")]
    public void A_wrong_server_is_told_with_its_line(string yaml) =>
        Should.Throw<TaskPackageException>(() => McpServer.Of(YamlDocument.Parse("config.yaml", yaml))).Message.ShouldContain("config.yaml");

    private static McpServer Server(int tools) => new("dummy", ["dotnet", Dummy.Dll, "mcp", $"{tools}"], null);

    private static Task<ToolResult> Use(McpServers servers, string name, string arguments) =>
        servers.Tools.Single(tool => tool.Name == name).UseAsync(new ToolArguments(name, Arguments(arguments)), Scene, Cancelled);

    private static Dictionary<string, JsonElement> Arguments(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(value => value.Name, value => value.Value.Clone(), StringComparer.Ordinal);
    }

    /// <summary>A fake tool that has a name and nothing else.</summary>
    private sealed class NamedTool(string name) : ITool
    {
        public string Name => name;

        public string Description => "";

        public JsonElement Schema { get; } = new ToolSchema().Build();

        public bool Repeatable => true;

        public Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
