using Longhaul.Pipelines;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Data;

/// <summary>
/// The rows that a step may look at beside those it is asked for: a frame that holds training rows is complete; one without any (new rows alone)
/// is put after those that the step kept from its fit, so that the same row gets the same features either way. Labels are in neither.
/// </summary>
/// <param name="columns">Columns that the step looks at.</param>
/// <param name="background">The training rows' columns.</param>
public sealed class Surroundings(IReadOnlyList<string> columns, Frame background)
{
    /// <summary>The training rows' columns.</summary>
    public Frame Background { get; } = background;

    /// <summary>Columns that the step looks at.</summary>
    public IReadOnlyList<string> Columns { get; } = columns;

    /// <summary>The frame to look at; asked rows stand <see cref="Offset"/> places further down in it.</summary>
    public Frame Whole(Frame frame) => IsComplete(frame) ? frame : frame.Once(this, () => Frame.After(Background, frame, Columns));

    /// <summary>Where the frame's first row stands in <see cref="Whole"/>.</summary>
    public int Offset(Frame frame) => IsComplete(frame) ? 0 : Background.TrainRows;

    /// <summary>Writes the training rows' columns down.</summary>
    public void Save(StateWriter to)
    {
        to.Set("rows", Background.TrainRows);
        for (var i = 0; i < Columns.Count; i++)
            Background.Column<FrameColumn>(Columns[i]).Save(to.Part($"{i}"), Background.TrainRows);
    }

    /// <summary>What <see cref="Save"/> wrote.</summary>
    /// <exception cref="PipelineException">The state is another's, or damaged.</exception>
    public static Surroundings Load(IReadOnlyList<string> columns, StateReader from)
    {
        var rows = from.Whole("rows");
        return new Surroundings(columns, new Frame(rows, 0, columns.Select((name, i) => FrameColumn.Load(name, rows, from.Part($"{i}")))));
    }

    private bool IsComplete(Frame frame) => frame.TrainRows > 0 || Background.TrainRows == 0;
}
