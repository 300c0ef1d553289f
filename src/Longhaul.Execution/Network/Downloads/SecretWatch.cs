namespace Longhaul.Execution.Network.Downloads;

/// <summary>Sees secrets in a stream, also where a piece of it ends in the middle of one.</summary>
internal sealed class SecretWatch(IEnumerable<byte[]> secrets)
{
    private readonly byte[][] _secrets = [.. secrets.Where(secret => secret.Length >= 4)];
    private byte[] _before = [];

    /// <summary>Whether the next piece, with what came before it, holds one.</summary>
    public bool Sees(ReadOnlySpan<byte> piece)
    {
        if (_secrets.Length == 0)
            return false;
        var overlap = _secrets.Max(secret => secret.Length) - 1;
        byte[] seam = [.. _before, .. piece[..Math.Min(piece.Length, overlap)]];
        foreach (var secret in _secrets)
        {
            if (piece.IndexOf(secret) >= 0 || seam.AsSpan().IndexOf(secret) >= 0)
                return true;
        }

        byte[] all = piece.Length >= overlap ? piece[^overlap..].ToArray() : [.. _before, .. piece];
        _before = all.Length > overlap ? all[^overlap..] : all;
        return false;
    }
}
