using System.Globalization;
using System.Text.Json.Serialization;

namespace Longhaul.Search.Alarms;

/// <summary>Something that may make a score better than it should be, or make it mean something else.</summary>
/// <param name="Kind">What it looks like.</param>
/// <param name="What">One sentence that names the columns, without figures.</param>
/// <param name="Columns">The columns it is about, as train spells them; empty where it is about whole rows.</param>
/// <param name="Figure">The figure that raised it.</param>
/// <param name="Measure">What the figure is and how it was computed.</param>
/// <param name="Advice">What a person should do.</param>
/// <param name="Action">What the search does about it.</param>
public sealed record Alarm(
    AlarmKind Kind, string What, IReadOnlyList<string> Columns, double Figure, string Measure, string Advice, AlarmAction Action)
{
    /// <summary>The candidate that it is about; null where it is about the data.</summary>
    public int? Candidate { get; init; }

    /// <summary>The figure as text: three decimals at most.</summary>
    [JsonIgnore]
    public string FigureText => Figure.ToString(Math.Abs(Figure) >= 100 ? "0" : "0.###", CultureInfo.InvariantCulture);

    /// <summary>What it does to the search, in words.</summary>
    [JsonIgnore]
    public string ActionText => Action switch
    {
        AlarmAction.LeftOut => $"Left out of every pipeline: {string.Join(", ", Columns.Select(column => $"`{column}`"))}.",
        AlarmAction.NotUsed => "Not used as a feature.",
        AlarmAction.Kept => "Kept, since test has it too.",
        AlarmAction.None => "The search goes on as it is.",
        _ => throw new InvalidOperationException($"No words for {Action}."),
    };

    /// <summary>All of it in one line.</summary>
    [JsonIgnore]
    public string Line => $"{What} {FigureText}: {Measure}. {ActionText} {Advice}";
}

/// <summary>What an alarm looks like.</summary>
public enum AlarmKind
{
    /// <summary>A column repeats the target, exactly, rescaled or with noise.</summary>
    TargetCopy,

    /// <summary>A column alone tells the target nearly perfectly, far better than all others together.</summary>
    NearPerfectColumn,

    /// <summary>Whether a cell is empty tells the target.</summary>
    MissingnessTells,

    /// <summary>Texts name the label, or carry a mark of it.</summary>
    TextTells,

    /// <summary>An id, a file's name or the order of rows carries the target.</summary>
    IdTells,

    /// <summary>Rows of test also stand in train.</summary>
    SharedRows,

    /// <summary>Rows of train repeat others, in different folds.</summary>
    Twins,

    /// <summary>Rows come in groups that test doesn't share, but folds do.</summary>
    GroupsSplit,

    /// <summary>A column names something that always has the same label, in train and in test.</summary>
    EntityTells,

    /// <summary>A column holds what the target will be.</summary>
    FutureValues,

    /// <summary>Test rows lie between train rows in time, and neighbours have like targets.</summary>
    NeighboursInTime,

    /// <summary>A column is a mean of the target over rows that it belongs to itself.</summary>
    TargetEncoding,

    /// <summary>A column is empty, constant or wholly different in test.</summary>
    DifferentInTest,

    /// <summary>A model can tell train rows from test rows although the split is said to be random.</summary>
    TrainTestApart,

    /// <summary>A candidate is nearly perfect, and by one feature.</summary>
    TooGood,
}

/// <summary>What the search does about an alarm.</summary>
public enum AlarmAction
{
    /// <summary>Nothing: it is for a person to decide.</summary>
    None,

    /// <summary>The column stays a feature: test has it in the same form, so its gain is real there, whatever it is worth in use.</summary>
    Kept,

    /// <summary>The column was no feature anyway.</summary>
    NotUsed,

    /// <summary>The column is left out of every pipeline: it can't be trusted in test.</summary>
    LeftOut,
}
