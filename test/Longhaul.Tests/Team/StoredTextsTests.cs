using Longhaul.Runs.Files;
using Longhaul.Team.Sessions;
using Microsoft.Extensions.AI;

namespace Longhaul.Tests.Team;

public sealed class StoredTextsTests
{
    [Fact]
    public void A_result_comes_back_as_the_text_it_was_and_not_as_JSON()
    {
        using var folder = new TemporaryFolder();
        var texts = new StoredTexts(new ContentStore(folder.Path));

        var message = texts.GetMessage(texts.PutMessage(new ChatMessage(ChatRole.Tool, [new FunctionResultContent("call-1", "two\n\"lines\"")])));

        message.Contents.ShouldHaveSingleItem().ShouldBeOfType<FunctionResultContent>().Result.ShouldBe("two\n\"lines\"");
    }

    [Fact]
    public void What_was_wrong_with_a_calls_arguments_is_kept()
    {
        using var folder = new TemporaryFolder();
        var texts = new StoredTexts(new ContentStore(folder.Path));
        var broken = new FunctionCallContent("call-1", "write") { Exception = new InvalidOperationException("no arguments", new FormatException("the string has no end")) };

        var message = texts.GetMessage(texts.PutMessage(new ChatMessage(ChatRole.Assistant, [broken, new FunctionCallContent("call-2", "list")])));

        message.Contents.OfType<FunctionCallContent>().Select(StoredTexts.FaultOf).ShouldBe(["the string has no end", null]);
    }
}
