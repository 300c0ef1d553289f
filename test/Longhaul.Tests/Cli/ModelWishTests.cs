using Longhaul.Cli.Requests;
using Longhaul.Models.Profiles;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks.Papers;

namespace Longhaul.Tests.Cli;

public sealed class ModelWishTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_profile_may_be_a_recording()
    {
        var wish = ModelWish.Of("rec", null, Config("""models: {rec: {model: "replay:s.jsonl"}}"""));

        wish.Model.ShouldBe($"replay:{Path.GetFullPath("s.jsonl")}");
        wish.Models[ModelChoice.Everybody].Model.ShouldBe(wish.Model);
    }

    [Fact]
    public void Folders_in_profiles_are_named_from_where_the_person_stands()
    {
        var config = Config("""
            models: {strong: {model: "openai:gpt-5"}, letters: {model: "mailbox:letters"}}
            roles: {implementer: letters}
            """);

        ModelWish.Of("letters", null, config).Models[ModelChoice.Everybody].Model.ShouldBe($"mailbox:{Path.GetFullPath("letters")}");
        ModelWish.Of("strong", null, config).Models["implementer"].Model.ShouldBe($"mailbox:{Path.GetFullPath("letters")}");
    }

    [Theory]
    [InlineData("""{implementor: quick}""", "'roles.implementor'")]
    [InlineData("""{implementer: rec}""", "a recording, which answers for everybody")]
    public void A_role_that_is_none_or_plays_a_recording_is_told(string roles, string words)
    {
        var config = Config($$"""
            models: {quick: {model: "openai:gpt-5-mini"}, rec: {model: "replay:s.jsonl"} }
            roles: {{roles}}
            """);

        Should.Throw<UserErrorException>(() => ModelWish.Of("quick", null, config)).Message.ShouldContain(words);
    }

    [Fact]
    public void A_cap_on_money_takes_prices()
    {
        var config = Config("""
            models: {known: {model: "openai:gpt-5"}, own: {model: "openai:qwen3"} }
            roles: {implementer: own}
            """);

        var problem = Should.Throw<UserErrorException>(() => ModelWish.Of("known", null, config).CheckPriced(1, config));

        problem.ExitCode.ShouldBe(2);
        problem.Message.ShouldContain("\"openai:qwen3\": {input: 1, cached: 0.1, output: 4}");
        ModelWish.Of("known", null, config).CheckPriced(null, config);
        ModelWish.Of("mailbox:letters", null, config).CheckPriced(1, config);
        var priced = Config("""prices: {"openai:qwen3": {input: 0, output: 0} }""");
        ModelWish.Of("openai:qwen3", null, priced).CheckPriced(1, priced);
        ModelWish.Of("ollama:qwen3", null, priced).CheckPriced(1, priced);
    }

    [Fact]
    public void A_recording_is_not_written_over()
    {
        var paper = PaperPackageReader.Read(Path.GetDirectoryName(_folder.Write("rice/paper.md", "# RICE\n"))!)!;
        var wish = new RunWish { Model = "mailbox:letters", Record = _folder.Write("session.jsonl", "{}\n") };

        Should.Throw<UserErrorException>(() => wish.For(paper, _folder.At("run"), null)).Message.ShouldContain("--record");

        (wish with { Record = _folder.Write("empty.jsonl", "") }).For(paper, _folder.At("run"), null).Record.ShouldBe(_folder.At("empty.jsonl"));
        (wish with { Record = _folder.At("new.jsonl") }).For(paper, _folder.At("run"), null).Record.ShouldBe(_folder.At("new.jsonl"));
    }

    private UserConfig Config(string yaml)
    {
        _folder.Write("longhaul/config.yaml", yaml);
        return new UserConfig(name => name == "XDG_CONFIG_HOME" ? _folder.Path : null);
    }
}
