using System.Collections.Immutable;
using Longhaul.Runs.Files;

namespace Longhaul.Pipelines;

/// <summary>
/// A declarative program: which columns are used as what, how they become features, which model learns from them. Written as
/// <c>pipeline.yaml</c> (format: <c>docs/pipeline.md</c>), run by the trainer. A pipeline that was constructed is valid by itself; whether its
/// columns exist is known when it meets data.
/// </summary>
public sealed record Pipeline
{
    /// <summary>The newest version of the format this code writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The file's usual name.</summary>
    public const string FileName = "pipeline.yaml";

    /// <summary>Share of the training rows of each fold that is used, in (0, 1]; the rows are drawn by <see cref="Seed"/>. Default 1.</summary>
    public double Rows { get; init; } = 1;

    /// <summary>Folds that are run and scored, the first so many; 0, the default: all. With fewer it is a look, not a candidate for the submission.</summary>
    public int Folds { get; init; }

    /// <summary>Column name → what it is used as. Columns that are not named are ignored.</summary>
    public required ImmutableSortedDictionary<string, ColumnRole> Columns { get; init; }

    /// <summary>The steps that make features, in order.</summary>
    public required ImmutableArray<FeatureStep> Features { get; init; }

    public required ModelSpec Model { get; init; }

    /// <summary>Applied to numeric targets before the fit and undone in predictions. Default none.</summary>
    public TargetTransform Target { get; init; }

    /// <summary>Seeds everything that is random. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Columns by name, ordinal.</summary>
    public static ImmutableSortedDictionary<string, ColumnRole> NoColumns { get; } =
        ImmutableSortedDictionary.Create<string, ColumnRole>(StringComparer.Ordinal);

    /// <summary>The columns a step works on: its own list, or all with a role it takes.</summary>
    public IReadOnlyList<string> ColumnsOf(FeatureStep step) =>
        step.Columns.Length > 0 ? step.Columns : [.. Columns.Where(column => step.Schema.Takes(column.Value)).Select(column => column.Key)];

    /// <summary>Those of <see cref="ColumnsOf(FeatureStep)"/> that have a role.</summary>
    public IReadOnlyList<string> ColumnsOf(FeatureStep step, ColumnRole role) => [.. ColumnsOf(step).Where(name => Columns[name].ToSteps() == role)];

    /// <summary>The canonical text: equal pipelines have equal texts, whatever the file looked like that they were read from.</summary>
    public string ToYaml() => PipelineYaml.Write(this);

    /// <summary>The hash of <see cref="ToYaml"/>.</summary>
    public ContentHash Hash => ContentHash.Of(ToYaml());

    /// <summary>Reads a <c>pipeline.yaml</c>.</summary>
    /// <param name="known">The columns there are; null: not known yet.</param>
    /// <exception cref="PipelineException">The file is missing or wrong; the message names line and column.</exception>
    public static Pipeline Read(string path, IReadOnlySet<string>? known = null)
    {
        try
        {
            return PipelineYaml.Parse(File.ReadAllText(path), path, known);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new PipelineException($"{path}: can't be read: {problem.Message}");
        }
    }

    /// <summary>Parses the text of a <c>pipeline.yaml</c>; <paramref name="name"/> stands for the file in messages.</summary>
    /// <exception cref="PipelineException">The text is wrong; the message names line and column.</exception>
    /// <param name="known">The columns there are; null: not known.</param>
    public static Pipeline Parse(string yaml, string name = FileName, IReadOnlySet<string>? known = null) => PipelineYaml.Parse(yaml, name, known);

    public bool Equals(Pipeline? other) => other is not null && ToYaml() == other.ToYaml();

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToYaml());
}

/// <summary>What a column is used as.</summary>
public enum ColumnRole
{
    Number,
    Category,
    Text,
    Date,
    Image,

    /// <summary>Names what rows belong together (a speaker, a station): steps compare a row with its group's others, no model sees it.</summary>
    Group,

    /// <summary>A JSON object.</summary>
    Json,

    /// <summary>A list of numbers or texts.</summary>
    List,

    /// <summary>A code of letters, each of which says something by its place.</summary>
    Code,

    /// <summary>A short word that differs in nearly every row and says something by its spelling: a first name, a part number.</summary>
    Word,

    /// <summary>The path of a file next to the table that is no image.</summary>
    File,

    /// <summary>A date that is written with slashes and begins with the day: 31/12/2019. Once it is read it is a date like others.</summary>
    DayFirst,
}

/// <summary>Roles as steps see them.</summary>
public static class ColumnRoles
{
    /// <summary>What a column of the role is to steps: however a date is written, it is a date.</summary>
    public static ColumnRole ToSteps(this ColumnRole role) => role == ColumnRole.DayFirst ? ColumnRole.Date : role;
}

/// <summary>What is done to a numeric target before the fit.</summary>
public enum TargetTransform
{
    None,

    /// <summary>ln(1 + y), undone by exp(x) − 1; values of y are clamped at 0.</summary>
    Log1p,
}
