namespace Longhaul.Evaluation.Rubrics.Judging;

/// <summary>A file of the work that is judged.</summary>
/// <param name="Path">Relative to the repository, with <c>/</c>.</param>
/// <param name="Length">In bytes.</param>
public sealed record WorkFile(string Path, long Length)
{
    /// <summary>Whether the reproduction made or changed it.</summary>
    public bool Touched { get; init; }

    /// <summary>Words of its path.</summary>
    public IReadOnlySet<string> NameWords { get; } = WordsOf.Text(Path);

    /// <summary>Words of its beginning.</summary>
    public IReadOnlySet<string> Words { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether it is text that a judge can read.</summary>
    public bool Text { get; init; } = true;
}
