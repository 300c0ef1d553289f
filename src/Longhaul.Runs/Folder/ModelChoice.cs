namespace Longhaul.Runs.Folder;

/// <summary>A language model with its settings, as fixed in run.json. No secrets: keys are found anew by whoever owns the run.</summary>
/// <param name="Model">The specification: <c>openai:NAME</c>, <c>mailbox:DIR</c> …</param>
public sealed record ModelChoice(string Model)
{
    /// <summary>The name under which the choice of all roles that have none of their own stands.</summary>
    public const string Everybody = "everybody";

    /// <summary>Where the provider is reached; null: its usual address.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>How much it shall reason: <c>low</c>, <c>medium</c>, <c>high</c>; null: its default.</summary>
    public string? Effort { get; init; }

    /// <summary>Null: its default.</summary>
    public double? Temperature { get; init; }

    /// <summary>Tokens of one answer at most; null: its default.</summary>
    public int? MaxOutput { get; init; }

    /// <summary>Tokens of a prompt at most.</summary>
    public int Context { get; init; } = 24_000;
}
