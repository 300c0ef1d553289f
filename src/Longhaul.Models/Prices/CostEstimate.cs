namespace Longhaul.Models.Prices;

/// <summary>What a run may cost, before its first token is spent. Prompts are bounded, so the most that a call costs is known; how many calls there will be is not.</summary>
/// <param name="Calls">Calls that such a run makes, roughly.</param>
/// <param name="Tokens">Tokens of those calls.</param>
/// <param name="CostUsd">What they cost; null where the model's price isn't known.</param>
/// <param name="MostACallUsd">What one call costs at most; null where the price isn't known.</param>
public sealed record CostEstimate(int Calls, long Tokens, decimal? CostUsd, decimal? MostACallUsd)
{
    // Rough assumptions, on the high side for short runs; `longhaul cost` tells what a run has really used.
    private const double UsedShare = 0.5;
    private const double CachedShare = 0.5;
    private const int OutputTokens = 600;
    private const int MostOutputTokens = 8_192;
    private const double SecondsPerCall = 30;
    private const int CallsPerExperiment = 6;

    /// <summary>The estimate.</summary>
    /// <param name="context">Tokens of a prompt at most.</param>
    /// <param name="budget">Working time; null: not limited.</param>
    /// <param name="experiments">Experiments at most; null: not limited.</param>
    /// <param name="maxTokens">The cap on tokens; null: none.</param>
    /// <param name="maxCost">The cap on money; null: none.</param>
    public static CostEstimate Of(Price? price, int context, TimeSpan? budget, int? experiments, long? maxTokens, decimal? maxCost)
    {
        var calls = Math.Max(4, (int)Math.Min(
            budget is { } time ? time.TotalSeconds / SecondsPerCall : int.MaxValue / 2,
            experiments is { } most ? (double)most * CallsPerExperiment : budget is null ? 100 : int.MaxValue / 2));
        var input = (long)(context * UsedShare);
        var one = new TokenUsage(input, (long)(input * CachedShare), OutputTokens);
        var tokens = calls * one.Total;
        var cost = price is null ? (decimal?)null : calls * price.Of(one);
        return new CostEstimate(
            calls, maxTokens < tokens ? maxTokens.Value : tokens, maxCost < cost ? maxCost : cost, price?.Of(new TokenUsage(context, 0, MostOutputTokens)));
    }
}
