using System.Globalization;
using Longhaul.Models.Addresses;
using Longhaul.Models.Prices;
using Longhaul.Models.Profiles;
using Longhaul.Runs.Folder;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Cli.Requests;

/// <summary>What a run's language model may cost, told before the first token is spent.</summary>
internal static class EstimateText
{
    /// <summary>The estimate; null where no language model works.</summary>
    public static CostEstimate? Estimate(RunRequest request)
    {
        if (!request.Models.TryGetValue(ModelChoice.Everybody, out var choice))
            return null;
        var price = ModelSettings.Read(UserConfig.OfProcess.File).Prices.Of(ModelAddress.Parse(choice.Model));
        return CostEstimate.Of(price, choice.Context, request.Budget, request.MaxExperiments, request.MaxTokens, request.MaxCostUsd);
    }

    /// <summary>In words.</summary>
    public static string Of(CostEstimate estimate) => string.Create(
        CultureInfo.InvariantCulture,
        $"about {estimate.Calls} model calls, {estimate.Tokens:N0} tokens, {Money(estimate)}");

    private static string Money(CostEstimate estimate) => estimate switch
    {
        { CostUsd: null } => "at a price that isn't known (write it under `prices:` in ~/.config/longhaul/config.yaml)",
        { CostUsd: 0 } => "for no money",
        _ => string.Create(CultureInfo.InvariantCulture, $"${estimate.CostUsd:0.00}; a call costs at most ${estimate.MostACallUsd:0.000} (cap it: --max-cost)"),
    };
}
