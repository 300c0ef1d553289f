using System.Runtime.InteropServices;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Arrow;
using Longhaul.Runs;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.Training;

namespace Longhaul.Trainer;

/// <summary>
/// <c>train</c>: reads a view and a pipeline, writes <c>oof.arrow</c>, <c>test.arrow</c> and <c>metrics.json</c> at the end, each whole or not at
/// all. Also <see cref="FitCommand"/>, <see cref="PredictCommand"/> and <see cref="ForwardCommand"/>. Progress goes to <paramref name="output"/>, a failure's one line to <paramref name="error"/>.
/// </summary>
public sealed class TrainCommand(TimeProvider clock, TextWriter output, TextWriter error)
{
    /// <summary>The exit code that says that the time would not have been enough (sysexits' EX_TEMPFAIL).</summary>
    public const int OutOfTime = 75;

    /// <summary>Runs the command.</summary>
    /// <returns>0; 1: the machine failed (disk, memory); 2: bad usage, pipeline or data; 3: LightGBM can't be loaded; 75: see <see cref="OutOfTime"/>.</returns>
    public int Run(IReadOnlyList<string> args)
    {
        try
        {
            switch (args is [var command, ..] ? command : "")
            {
                case "fit":
                    FitCommand.Run(args, clock, Say);
                    break;
                case "predict":
                    PredictCommand.Run(args, Say);
                    break;
                case "forward":
                    ForwardCommand.Run(args, output);
                    break;
                default:
                    Train(Arguments.Parse(args), clock.GetTimestamp());
                    break;
            }

            return 0;
        }
        catch (Exception problem) when (CodeOf(problem) is not null)
        {
            error.WriteLine(MessageOf(problem));
            return CodeOf(problem)!.Value;
        }
    }

    private void Train(Arguments arguments, long started)
    {
        var pipeline = Pipeline.Read(arguments.Pipeline);
        var data = FrameReader.Read(arguments.Data, pipeline).OnFirst(pipeline.Folds);
        var training = new CrossValidation(data, pipeline, arguments.Threads, clock, Say);
        var (predictions, notes) = training.Run(arguments.Time - clock.GetElapsedTime(started));
        notes.Write(Path.Combine(arguments.Out, "metrics.json"));
        RawPredictionsFile.Write(arguments.Out, predictions);
    }

    private void Say(string line)
    {
        lock (output)
            output.WriteLine(line);
    }

    // Folds run side by side, so their failures come wrapped: the first one speaks for all.
    private static Exception Unwrapped(Exception problem) => problem is AggregateException { InnerExceptions: [var first, ..] } ? Unwrapped(first) : problem;

    private static int? CodeOf(Exception problem) => Unwrapped(problem) switch
    {
        OutOfTimeException => OutOfTime,
        UserErrorException user => user.ExitCode,
        DllNotFoundException => 3,
        IOException or UnauthorizedAccessException or OutOfMemoryException => 1,
        // libtorch's own failures come so; the only one that data can bring about is that memory ran out.
        ExternalException => 1,
        OverflowException => 2,
        _ => null,
    };

    private static string MessageOf(Exception problem) => Unwrapped(problem) switch
    {
        DllNotFoundException missing => $"LightGBM can't be loaded: {missing.Message} Install libgomp (Debian: apt-get install libgomp1).",
        ExternalException native => $"libtorch: {native.Message.Split('\n')[0]}",
        OverflowException => "the features are too many for this model: more than 2^31 cells; use fewer rows, columns or n-grams",
        OutOfMemoryException => "out of memory: use fewer rows, columns or n-grams",
        var other => other.Message,
    };
}
