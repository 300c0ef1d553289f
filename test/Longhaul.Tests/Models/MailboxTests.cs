using Longhaul.Models.Mailbox;
using Microsoft.Extensions.AI;

namespace Longhaul.Tests.Models;

public sealed class MailboxTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_reply_to_the_same_letter_is_taken_again()
    {
        var asked = AskAsync("question");
        Reply("yes");
        await asked;

        (await AskAsync("question")).ShouldBe("yes");
    }

    [Fact]
    public async Task A_reply_to_another_letter_of_the_same_name_is_not_taken()
    {
        var first = AskAsync("question");
        Reply("yes");
        await first;

        var asked = AskAsync("another question");

        File.Exists(_folder.At("s1.1.reply.json")).ShouldBeFalse();
        Reply("no");
        (await asked).ShouldBe("no");
    }

    [Theory]
    [InlineData("""{"calls": [null]}""")]
    [InlineData("""{"calls": [{"arguments": {}}]}""")]
    [InlineData("""{"calls": [{"name": "read", "arguments": {"path": "a", "path": "b"}}]}""")]
    [InlineData("""{"text": "half""")]
    public async Task A_reply_that_is_none_may_be_mended(string reply)
    {
        File.WriteAllText(_folder.At("s1.1.reply.json"), reply);

        var asked = AskAsync("question");
        Reply("mended");

        (await asked).ShouldBe("mended");
    }

    private async Task<string> AskAsync(string question)
    {
        using var mailbox = new MailboxChatClient(_folder.Path, TimeProvider.System);
        var options = new ChatOptions { AdditionalProperties = new AdditionalPropertiesDictionary { [MailboxChatClient.IdOption] = "s1.1" } };
        return (await mailbox.GetResponseAsync([new ChatMessage(ChatRole.User, question)], options, TestContext.Current.CancellationToken)).Text;
    }

    private void Reply(string text)
    {
        File.WriteAllText(_folder.At("reply.tmp"), $$"""{"text": "{{text}}"}""");
        File.Move(_folder.At("reply.tmp"), _folder.At("s1.1.reply.json"), overwrite: true);
    }
}
