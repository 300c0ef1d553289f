namespace Longhaul.Execution.Network.Downloads;

/// <summary>A user's secret for one host. It prints as dots, and goes into a header of requests to that very host alone.</summary>
/// <param name="Host">As in an allow-list, without <c>*</c>: <c>huggingface.co</c>, <c>localhost:8080</c>.</param>
/// <param name="Header">The header's name; <c>Authorization</c> gets the word Bearer before the secret.</param>
/// <param name="Variable">The environment variable by which scripts name the secret.</param>
public sealed class DownloadToken(string Host, string Header, string Variable, string secret)
{
    public string Host { get; } = Host;

    public string Header { get; } = Header;

    public string Variable { get; } = Variable;

    /// <summary>The header's value, for the request and nothing else.</summary>
    internal string Value => Header == "Authorization" ? $"Bearer {secret}" : secret;

    internal string Secret => secret;

    /// <summary>Whether a request to the address may carry it: the host itself, and never in the clear over a network.</summary>
    internal bool IsFor(Uri address) => Host == (address.IsDefaultPort ? address.IdnHost : $"{address.IdnHost}:{address.Port}") && (address.Scheme == "https" || address.IsLoopback);

    public override string ToString() => $"{Host}: •••";
}
