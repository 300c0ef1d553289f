using Longhaul.Runs;

namespace Longhaul.Models.Calling;

/// <summary>A call that no waiting will mend: a revoked key, no such model, a request that the provider refuses; or one that failed too often.</summary>
public sealed class ModelCallException(string message, Exception inner) : UserErrorException(message, inner)
{
    /// <summary>3: the environment lacks a model that answers.</summary>
    public override int ExitCode => 3;
}
