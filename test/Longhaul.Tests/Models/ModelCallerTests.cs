using System.Text.Json;
using System.Text.Json.Nodes;
using Longhaul.Models.Addresses;
using Longhaul.Models.Calling;
using Longhaul.Models.Keys;
using Longhaul.Models.Prices;
using Longhaul.Models.Providers;
using Microsoft.Extensions.AI;

namespace Longhaul.Tests.Models;

/// <summary>The same calls against every protocol.</summary>
public sealed class ModelCallerTests
{
    private const string Key = "sk-planted-0123456789";

    public static TheoryData<Provider> Protocols => [Provider.OpenAI, Provider.Anthropic];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task An_answer_comes_with_its_text_and_its_tokens(Provider provider)
    {
        await using var server = ScriptedServer.Of(ScriptedReply.Says("Forty-two, as far as I can see."));

        var answer = await AskAsync(provider, server);

        answer.Text.ShouldBe("Forty-two, as far as I can see.");
        answer.Calls.ShouldBeEmpty();
        answer.Usage.ShouldBe(new TokenUsage(Input: 100, Cached: 40, Output: 10));
        server.Keys.Single().ShouldEndWith(Key);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Tools_may_be_called_side_by_side(Provider provider)
    {
        await using var server = ScriptedServer.Of(ScriptedReply.Uses(("read", """{"path":"map.md","from":3}"""), ("list", """{"path":"code"}""")));

        var answer = await AskAsync(provider, server);

        answer.Calls.Select(call => call.Name).ShouldBe(["read", "list"]);
        answer.Calls.Select(call => call.CallId).Distinct().Count().ShouldBe(2);
        JsonSerializer.Serialize(answer.Calls[0].Arguments).ShouldBe("""{"path":"map.md","from":3}""");
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task What_may_pass_is_tried_again(Provider provider)
    {
        await using var server = ScriptedServer.Of(
            ScriptedReply.Fails(503), ScriptedReply.Fails(429, retryAfter: 1), ScriptedReply.Says("x") with { BreaksOff = true }, ScriptedReply.Says("at last"));

        var answer = await AskAsync(provider, server);

        answer.Text.ShouldBe("at last");
        server.Requests.Count.ShouldBe(4);
        answer.Waited.ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n")]
    [InlineData("event: message_delta\ndata: null\n\n")]
    public async Task A_stream_that_turns_into_a_failure_is_tried_again(string rest)
    {
        await using var server = ScriptedServer.Of(ScriptedReply.Says("x") with { Instead = rest }, ScriptedReply.Says("at last"));

        (await AskAsync(Provider.Anthropic, server)).Text.ShouldBe("at last");
    }

    [Fact]
    public async Task A_stream_that_turns_into_what_will_not_change_ends_the_call_at_once()
    {
        await using var server = ScriptedServer.Of(
            ScriptedReply.Says("x") with { Instead = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":\"no longer\"}}\n\n" });

        (await Should.ThrowAsync<ModelCallException>(() => AskAsync(Provider.Anthropic, server))).Message.ShouldContain("no longer");
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Half_a_character_in_arguments_can_be_stored(Provider provider)
    {
        await using var server = ScriptedServer.Of(ScriptedReply.Uses(("write", """{"path":"a.md","content":"x \ud83d and \ud83d\ude00"}""")));

        var call = (await AskAsync(provider, server)).Calls.ShouldHaveSingleItem();

        JsonSerializer.SerializeToElement(call.Arguments, AIJsonUtilities.DefaultOptions).GetProperty("content").GetString().ShouldBe("x \ufffd and \ud83d\ude00");
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task What_will_not_change_ends_the_call_at_once_and_names_no_key(Provider provider)
    {
        await using var server = ScriptedServer.Of(ScriptedReply.Fails(401, $"{{\"error\":{{\"message\":\"bad key {Key}\"}}}}"));

        var problem = await Should.ThrowAsync<ModelCallException>(() => AskAsync(provider, server));

        server.Requests.Count.ShouldBe(1);
        problem.Message.ShouldContain("401");
        problem.Message.ShouldContain("bad key •••");
        problem.ToString().ShouldNotContain(Key);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Arguments_that_are_no_JSON_reach_who_can_say_so(Provider provider)
    {
        await using var server = ScriptedServer.Of(ScriptedReply.Uses(("write", """{"path": "a.py", "content": """)));

        var answer = await AskAsync(provider, server);

        var call = answer.Calls.ShouldHaveSingleItem();
        call.Name.ShouldBe("write");
        (call.Exception is not null || call.Arguments is null or { Count: 0 }).ShouldBeTrue();
    }

    private static async Task<ModelAnswer> AskAsync(Provider provider, ScriptedServer server)
    {
        var keys = new KeyRing(name => name == KeyRing.VariableOf(provider) ? Key : null, "/nonexistent");
        var model = new ModelAddress(provider, "scripted");
        using var client = new ChatClients(keys, _ => null, TimeProvider.System).Make(model, provider == Provider.Anthropic ? server.Address : server.OpenAI);
        // Pauses without jitter's half: the randomizer's lowest value makes them as short as they get.
        var caller = new ModelCaller(model, client, TimeProvider.System, () => 0);
        var tool = AIFunctionFactory.CreateDeclaration("read", "Reads a file.", JsonDocument.Parse("""{"type":"object","properties":{"path":{"type":"string"}}}""").RootElement);
        return await caller.AskAsync([new ChatMessage(ChatRole.System, "You are terse."), new ChatMessage(ChatRole.User, "Well?")], new ChatOptions { Tools = [tool] }, limit: null, TestContext.Current.CancellationToken);
    }
}
