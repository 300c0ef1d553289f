namespace Longhaul.Runs;

/// <summary>The 64-bit hash FNV-1a (Fowler, Noll and Vo), the same in every process and on every machine. It spreads short input badly over its high bits: mix it where those count.</summary>
public static class Fnv
{
    /// <summary>The hash of nothing, to be added to.</summary>
    public const ulong Start = 14695981039346656037;

    private const ulong Prime = 1099511628211;

    /// <summary>Goes on with more bytes.</summary>
    public static ulong Add(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var part in bytes)
            hash = unchecked((hash ^ part) * Prime);
        return hash;
    }

    /// <summary>Goes on with a character, as one number of 16 bits.</summary>
    public static ulong Add(ulong hash, char character) => unchecked((hash ^ character) * Prime);
}
