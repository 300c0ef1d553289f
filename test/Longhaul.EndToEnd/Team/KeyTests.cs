using Longhaul.EndToEnd.Team.Scripting;
using Longhaul.Tests.Models;
using static Longhaul.EndToEnd.Team.Scripting.ScriptedTeam;

namespace Longhaul.EndToEnd.Team;

/// <summary>What happens where the key is missing or no longer good.</summary>
public sealed class KeyTests : IDisposable
{
    private readonly TeamProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("openai", "export OPENAI_API_KEY=")]
    [InlineData("anthropic", "export ANTHROPIC_API_KEY=")]
    public async Task Without_a_key_the_line_to_type_is_said_and_nothing_is_left(string provider, string line)
    {
        using var keyless = new TeamProgram(key: "");

        var outcome = (await keyless.RunAsync("run", LonghaulProgram.Task("penguins"), "--model", $"{provider}:any", "--out", "run", "--json")).ShouldEndWith(3);

        outcome.Error.ShouldContain(line);
        outcome.Out.ShouldBeEmpty();
        Directory.Exists(keyless.At("run")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task A_key_that_is_revoked_stops_the_run_and_a_resume_goes_on_from_there(string provider)
    {
        var revoked = true;
        var team = new ScriptedTeam().Leads(
            Use("automl", new { experiments = 2 }),
            Use("write", new { path = "notes/orchestrator.md", content = "Two are made." }),
            Use("finish", new { summary = "Enough.", reason = "it is a test" }));
        await using var server = new ScriptedServer(request => revoked && SeenRequest.Of(request).Step == 1
            ? ScriptedReply.Fails(401, $"{{\"error\":{{\"message\":\"no such key: {_program.Key}\"}}}}")
            : team.Answer(request));

        var outcome = (await _program.RunAsync(
            ["run", LonghaulProgram.Task("penguins"), .. TeamProgram.Model(provider, server), "--cold", "--max-experiments", "3", "--out", "run", "--json", "--yes"])).ShouldEndWith(3);

        outcome.Error.ShouldContain("401");
        outcome.Error.ShouldContain($"Check {provider.ToUpperInvariant()}_API_KEY");
        outcome.Error.ShouldNotContain("   at ");
        outcome.Error.ShouldNotContain(_program.Key);
        server.Requests.Count.ShouldBe(2, "what will not change is not tried again");

        revoked = false;
        var result = (await _program.RunAsync("resume", "run", "--json")).ShouldEndWith(0).Json;

        server.Requests.Count.ShouldBe(4, "the answered call is not asked again");
        result.GetProperty("experiments").GetInt32().ShouldBe(2);
        result.GetProperty("tokens").GetInt64().ShouldBe(3 * TeamProgram.TokensOfAnswer);
    }
}
