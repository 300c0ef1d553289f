using Longhaul.Runs;

namespace Longhaul.Papers;

/// <summary>How much of a paper is read: it comes from strangers.</summary>
public sealed record PaperLimits
{
    /// <summary>The file. Default: 64 MiB.</summary>
    public Bytes File { get; init; } = Bytes.FromMiB(64);

    /// <summary>What the file's compressed parts may grow to, together. Default: 1 GiB.</summary>
    public Bytes Unpacked { get; init; } = Bytes.FromGiB(1);

    /// <summary>Pages; those after are left out, and that is noted. Default: 300.</summary>
    public int Pages { get; init; } = 300;

    /// <summary>Characters on a page; a page with more is left out, and that is noted. Default: 50,000.</summary>
    public int LettersPerPage { get; init; } = 50_000;
}
