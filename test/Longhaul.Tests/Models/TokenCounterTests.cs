using Longhaul.Models.Tokens;

namespace Longhaul.Tests.Models;

public sealed class TokenCounterTests
{
    private static readonly TokenCounter Tokens = new();

    [Theory]
    [InlineData('x')]
    [InlineData(' ')]
    [InlineData('=')]
    [InlineData('\n')]
    public void A_word_without_end_is_counted_before_the_test_ends(char c) =>
        Tokens.Count(new string(c, 2_000_000)).ShouldBeInRange(1_000, 2_000_000);

    [Fact]
    public void Usual_texts_are_counted_as_they_are()
    {
        Tokens.Count("").ShouldBe(0);
        Tokens.Count("Hello, world!").ShouldBe(4);
        var table = string.Join('\n', Enumerable.Range(0, 500).Select(i => $"{i},{i * 7919 % 10_007},word{i}"));
        Tokens.Count(table + "\n" + table).ShouldBeInRange((2 * Tokens.Count(table)) - 1, (2 * Tokens.Count(table)) + 1);
    }
}
