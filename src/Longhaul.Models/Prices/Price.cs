namespace Longhaul.Models.Prices;

/// <summary>What a model costs, in US dollars per million tokens.</summary>
/// <param name="Input">Tokens of the prompt.</param>
/// <param name="Cached">Tokens of the prompt that the provider had in its cache.</param>
/// <param name="Output">Tokens of the answer, reasoning included.</param>
public sealed record Price(decimal Input, decimal Cached, decimal Output)
{
    /// <summary>Costs nothing: a model on one's own machine, a person.</summary>
    public static Price Free { get; } = new(0, 0, 0);

    /// <summary>The cost of some tokens in US dollars.</summary>
    public decimal Of(TokenUsage usage) =>
        (((usage.Input - usage.Cached) * Input) + (usage.Cached * Cached) + (usage.Output * Output)) / 1_000_000m;
}

/// <summary>Tokens of one call or of many.</summary>
/// <param name="Input">Tokens of prompts, cached ones included.</param>
/// <param name="Cached">Those of <paramref name="Input"/> that came from the provider's cache.</param>
/// <param name="Output">Tokens of answers, reasoning included.</param>
public sealed record TokenUsage(long Input, long Cached, long Output)
{
    public static TokenUsage None { get; } = new(0, 0, 0);

    /// <summary>All tokens.</summary>
    public long Total => Input + Output;

    /// <summary>The sum of both.</summary>
    public static TokenUsage operator +(TokenUsage left, TokenUsage right) =>
        new(left.Input + right.Input, left.Cached + right.Cached, left.Output + right.Output);
}
