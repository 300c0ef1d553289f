namespace Longhaul.Search.Events;

/// <summary>What a use of a tool had to do with the web.</summary>
/// <param name="Host">The host that was asked, or that a result leads to.</param>
/// <param name="Forbidden">The entry of the blacklist that it falls under: nothing of it was shown. Null: nothing forbids it.</param>
public sealed record WebContact(WebContactKind Kind, string Host, string? Forbidden = null);

/// <summary>The kinds of contact.</summary>
public enum WebContactKind
{
    /// <summary>A search service was asked.</summary>
    Search,

    /// <summary>A search found something.</summary>
    Result,

    /// <summary>A page was read, or was to be.</summary>
    Page,
}
