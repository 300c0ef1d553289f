using System.Text.Json.Serialization;
using Longhaul.Runs.Tables;

namespace Longhaul.Runs.Tasks;

/// <summary>
/// A task as DESIGN §4 has it: what to achieve, the public part that researchers see, and where the private part lies that they never do.
/// A package that was constructed is consistent: files exist, columns exist in them. Paths are absolute.
/// </summary>
public sealed record TaskPackage : IRunTask
{
    public required string Id { get; init; }
    public required string Title { get; init; }

    /// <summary><c>mle</c>, <c>paper</c> or <c>evolve</c>.</summary>
    public required string Track { get; init; }

    /// <summary>The package's folder (for a zip or an MLE-bench folder: where it was unpacked or lies).</summary>
    public required string Folder { get; init; }

    /// <summary>The folder that holds what researchers may see.</summary>
    public required string PublicFolder { get; init; }

    public required string TrainFile { get; init; }
    public required string TestFile { get; init; }
    public required string SampleFile { get; init; }
    public string? DescriptionFile { get; init; }
    public required MetricSpec Metric { get; init; }

    /// <summary>Names of the target columns in train, at least one.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    public SplitKind Split { get; init; } = SplitKind.Random;

    /// <summary>The column of groups when <see cref="Split"/> is <see cref="SplitKind.Group"/>.</summary>
    public string? Group { get; init; }

    /// <summary>The column that orders rows in time when <see cref="Split"/> is <see cref="SplitKind.Time"/>; inferred from dates, else file order (null).</summary>
    public string? TimeColumn { get; init; }

    /// <summary>Columns that hold paths of images below the public folder.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>Columns that hold paths of other files below the public folder, one per row (a molecule, a crystal).</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Column → how its numbers stood in the files that were given, where that wasn't plainly; the tables here have them plainly.</summary>
    public IReadOnlyDictionary<string, NumberForm> NumberForms { get; init; } = NumberForm.None;

    public required SubmissionFormat Submission { get; init; }
    public GraderSpec? Grader { get; init; }
    public MedalSpec? Medals { get; init; }
    public TimeSpan? Budget { get; init; }
    public ResourceSpec Resources { get; init; } = new();
    public string? Source { get; init; }
    public string? License { get; init; }

    /// <summary>What was inferred rather than stated, one line each for a person (<c>target: income (the last column of train that test lacks)</c>).</summary>
    public IReadOnlyList<string> Inferred { get; init; } = [];

    /// <summary>What follows from the files and needs no confirmation, one line each (the time column, rows that compare by order).</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What a person should know or confirm (files that look private in the public part, ids that repeat, …).</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What a person pointed to, absolute: a folder, a zip, a task.yaml. Null in a run, which needs it no longer.</summary>
    [JsonIgnore]
    public string? Given { get; init; }

    string IRunTask.Origin => Given ?? Folder;
    Direction IRunTask.Direction => Metric.Direction;
    IReadOnlyList<string> IRunTask.Remarks => [.. Inferred, .. Notes, .. Warnings];
}

/// <summary>How the test rows differ from the train rows.</summary>
public enum SplitKind
{
    Random,
    Group,
    Time,
}

/// <summary>Which way a metric is better.</summary>
public enum Direction
{
    Maximize,
    Minimize,
}

/// <summary>A metric's id, direction and options as task.yaml states them. The catalogue in Evaluation gives it its meaning.</summary>
public sealed record MetricSpec(string Name, Direction Direction)
{
    /// <summary>Options beside the name: <c>eps</c>, <c>k</c>, <c>alpha</c>, <c>beta</c>, <c>average</c>, <c>positive</c> …; values as text.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>The submission's file name, its id columns (several, or none: then rows compare by order) and its prediction columns.</summary>
public sealed record SubmissionFormat(string File, IReadOnlyList<string> Id, IReadOnlyList<string> Columns);

/// <summary>How the host grades: kind <c>metric</c> (answers), <c>program</c> (command), <c>rubric</c> or <c>judge</c>. Paths are absolute.</summary>
public sealed record GraderSpec(string Kind)
{
    public string? Answers { get; init; }

    /// <summary>For <c>program</c>: the command; it gets the paths of the submission and of the answers as its last two arguments and prints a score.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];
}

/// <summary>Medal thresholds: stated, or by MLE-bench's rule from a leaderboard (a CSV with a column <c>score</c>).</summary>
public sealed record MedalSpec
{
    public double? Bronze { get; init; }
    public double? Silver { get; init; }
    public double? Gold { get; init; }
    public double? Median { get; init; }
    public string? Leaderboard { get; init; }
}

/// <summary>What the task grants to what runs. Null: the executor's default.</summary>
public sealed record ResourceSpec
{
    public int? Cpu { get; init; }
    public Bytes? Memory { get; init; }
    public int Gpu { get; init; }

    /// <summary>Hosts that what runs may reach; none by default.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Managers whose packages the host may add for the run, of <see cref="PackageWords"/>; none by default.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];
}
