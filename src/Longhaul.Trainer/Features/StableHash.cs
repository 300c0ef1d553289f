using Longhaul.Runs;

namespace Longhaul.Trainer.Features;

/// <summary>A 64-bit hash of texts that is the same in every process and on every machine: FNV-1a with a final mix.</summary>
internal static class StableHash
{
    /// <summary>Of nothing yet, to be added to.</summary>
    public const ulong Seed = Fnv.Start;

    /// <summary>The hash of a whole text.</summary>
    public static ulong Of(ReadOnlySpan<char> text) => Mix(Add(Seed, text));

    /// <summary>Goes on with more of the text; <see cref="Mix"/> ends it.</summary>
    public static ulong Add(ulong hash, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            hash = Fnv.Add(hash, c);
        return hash;
    }

    /// <summary>Spreads what was added over all bits.</summary>
    public static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 33)) * 0xFF51AFD7ED558CCD;
            return z ^ (z >> 33);
        }
    }
}
