using Longhaul.Models.Calling;
using Microsoft.Extensions.AI;

namespace Longhaul.Tests.Models;

public sealed class CleanCallsTests
{
    [Fact]
    public void Calls_that_share_an_id_or_have_none_can_be_told_apart()
    {
        var broken = new FunctionCallContent("", "write") { Exception = new FormatException("no JSON") };

        var contents = CleanCalls.Of([new TextContent("Well."), new FunctionCallContent("", "read"), broken, new FunctionCallContent("a", "list"), new FunctionCallContent("a", "list")]);

        var calls = contents.OfType<FunctionCallContent>().ToList();
        calls.Select(call => call.Name).ShouldBe(["read", "write", "list", "list"]);
        calls.Select(call => call.CallId).ShouldBe(["call-1", "call-2", "a", "a-1"]);
        calls[1].Exception.ShouldBe(broken.Exception);
    }

    [Fact]
    public void Calls_that_are_in_order_stay_as_they_came()
    {
        AIContent[] contents = [new FunctionCallContent("a", "list"), new FunctionCallContent("b", "list", new Dictionary<string, object?> { ["path"] = "code" })];

        CleanCalls.Of(contents).ShouldBe(contents);
    }
}
