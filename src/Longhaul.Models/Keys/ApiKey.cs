namespace Longhaul.Models.Keys;

/// <summary>A secret. It prints as dots: only who asks for <see cref="Reveal"/> sees it.</summary>
public sealed class ApiKey(string value)
{
    /// <summary>The secret itself, for a request's header and nothing else.</summary>
    public string Reveal() => value;

    /// <summary>A text in which the key, should it occur, is replaced by dots.</summary>
    public string Redact(string text) => value.Length < 4 ? text : text.Replace(value, ToString(), StringComparison.Ordinal);

    public override string ToString() => "•••";
}
