namespace Longhaul.Runs.Tasks.Papers;

/// <summary>
/// A paper whose results are to be reproduced (track <c>paper</c>): one file, a folder as PaperBench has them, or a task package. Paths are absolute, and
/// what they name is there.
/// </summary>
public sealed record PaperPackage : IRunTask
{
    /// <summary>Names folders: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</summary>
    public required string Id { get; init; }

    /// <summary>As the package states it, or the paper's first heading, or the id.</summary>
    public required string Title { get; init; }

    /// <summary>What a person pointed to, absolute.</summary>
    public required string Origin { get; init; }

    /// <summary>The paper, <c>.md</c> or <c>.pdf</c>; Markdown where there are both, as its equations and tables come whole.</summary>
    public required string Paper { get; init; }

    /// <summary>The same paper as PDF, where <see cref="Paper"/> is Markdown and both are there.</summary>
    public string? Pdf { get; init; }

    /// <summary>What its authors or the task's add to it; null where there is nothing.</summary>
    public string? Addendum { get; init; }

    /// <summary>Sources that must not be used, a line each; null where none is named.</summary>
    public string? Blacklist { get; init; }

    /// <summary>The rubric it is graded by, which researchers don't see; null where there is none.</summary>
    public string? Rubric { get; init; }

    /// <summary>The rubric's author's notes to the judge; null where there are none.</summary>
    public string? JudgeAddendum { get; init; }

    /// <summary>A folder of code to start from; null where there is none.</summary>
    public string? Code { get; init; }

    /// <summary>Everything that researchers may see, the paper among it.</summary>
    public required IReadOnlyList<PaperFile> Files { get; init; }

    public TimeSpan? Budget { get; init; }

    /// <summary>How long <c>reproduce.sh</c> may run; null: the track's default.</summary>
    public TimeSpan? ReproductionTime { get; init; }

    public ResourceSpec Resources { get; init; } = new();
    public string? Source { get; init; }
    public string? License { get; init; }

    /// <summary>What was inferred rather than stated, one line each for a person.</summary>
    public IReadOnlyList<string> Inferred { get; init; } = [];

    string IRunTask.Track => "paper";
    Direction IRunTask.Direction => Direction.Maximize;
    IReadOnlyList<string> IRunTask.Remarks => Inferred;
}

/// <summary>A file that researchers may see.</summary>
/// <param name="Source">Where it lies, absolute.</param>
/// <param name="Name">Its path in the task, with <c>/</c>.</param>
public sealed record PaperFile(string Source, string Name);
