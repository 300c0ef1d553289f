using Longhaul.Models.Addresses;

namespace Longhaul.Models.Profiles;

/// <summary>A model with its settings, by name in the user's <c>config.yaml</c>.</summary>
public sealed record ModelProfile
{
    public required ModelAddress Model { get; init; }

    /// <summary>Where the provider is reached; null: its usual address.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>How much it shall reason: <c>low</c>, <c>medium</c> or <c>high</c>; null: the provider's default.</summary>
    public string? Effort { get; init; }

    /// <summary>Null: the provider's default. Reasoning models take none.</summary>
    public double? Temperature { get; init; }

    /// <summary>Tokens of one answer at most; null: the provider's default.</summary>
    public int? MaxOutput { get; init; }

    /// <summary>Tokens of a prompt at most; default 24,000.</summary>
    public int Context { get; init; } = 24_000;
}
