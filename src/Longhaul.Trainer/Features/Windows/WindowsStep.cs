using Longhaul.Pipelines;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Windows;

/// <summary>The columns of <see cref="WindowsStep"/> by what they serve for.</summary>
/// <param name="Date">Orders the rows.</param>
/// <param name="Group">Keeps series apart; null: all rows are one.</param>
public sealed record WindowsColumns(IReadOnlyList<string> Numbers, IReadOnlyList<string> Categories, string Date, string? Group)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<string> All => [.. Numbers, .. Categories, Date, .. Group is null ? Array.Empty<string>() : [Group]];

    /// <summary>From a step's columns by role.</summary>
    /// <exception cref="PipelineException">No column is a date.</exception>
    public static WindowsColumns Of(Pipeline pipeline, FeatureStep step) => new(
        pipeline.ColumnsOf(step, ColumnRole.Number),
        pipeline.ColumnsOf(step, ColumnRole.Category),
        pipeline.ColumnsOf(step, ColumnRole.Date) is [var date, ..] ? date : throw new PipelineException("step 'windows' needs a date column to order rows by"),
        pipeline.ColumnsOf(step, ColumnRole.Group) is [var group, ..] ? group : null);
}

/// <summary>
/// Windows and lags over the columns beside the target: what a row to predict may know of its neighbours in time, since all rows are there when
/// predictions are made. They look at all rows of the frame, labelled or not, and at no label.
/// </summary>
public sealed class WindowsStep(WindowsColumns columns, WindowsOptions options) : IFeatureStep
{
    public FittedStep Fit(Frame frame, int[] rows, Labels labels)
    {
        var gap = frame.Once(("usual gap", columns.Date, columns.Group), () => (object)Series.UsualGap(SeriesOf(frame, columns, step: 1)));
        IReadOnlyList<string>[] levels = [.. columns.Categories.Select(name => frame.Column<CategoryColumn>(name).Levels)];
        return FittedStep.Of(new FittedWindows(columns, options, (double)gap, levels, new Surroundings(columns.All, frame)), frame, rows);
    }

    public IFittedStep Load(StateReader from)
    {
        var step = from.Number("days per step");
        if (!(step > 0))
            throw from.Wrong("a step of time takes none");
        IReadOnlyList<string>[] levels = [.. columns.Categories.Select((_, i) => from.Texts($"levels {i}"))];
        return new FittedWindows(columns, options, step, levels, Surroundings.Load(columns.All, from.Part("rows")));
    }

    internal static IReadOnlyList<Series> SeriesOf(Frame frame, WindowsColumns columns, double step) =>
        Series.Of(frame.Column<DateColumn>(columns.Date).Days, columns.Group is { } group ? frame.Column<CategoryColumn>(group).Codes : null, step);
}
