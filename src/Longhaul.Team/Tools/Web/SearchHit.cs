namespace Longhaul.Team.Tools.Web;

/// <summary>A result of a search.</summary>
/// <param name="Text">What the service shows of it; may be empty.</param>
public sealed record SearchHit(string Title, Uri Address, string Text);

/// <summary>A search that failed; the message is for who asked.</summary>
public sealed class SearchException(string message) : Exception(message);
