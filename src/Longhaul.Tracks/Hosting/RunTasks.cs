using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Journal;
using Longhaul.Runs.Tasks;
using Longhaul.Runs.Tasks.Papers;

namespace Longhaul.Tracks.Hosting;

/// <summary>The task of a run, whatever its track.</summary>
internal static class RunTasks
{
    private const string Paper = "paper";

    /// <summary>The run's own copy; where a crash came before it was made, the task that the settings name.</summary>
    /// <exception cref="UserErrorException">It is in neither place.</exception>
    public static IRunTask Of(RunFolder folder, RunSettings settings)
    {
        var copied = JournalReader.Read(folder.Journal).Entries.Any(entry => entry is { Type: "stage.done" });
        if (settings.Track == Paper)
            return copied ? PaperSnapshot.Read(folder) : PaperPackageReader.Read(settings.TaskSource ?? "") ?? throw new UserErrorException($"{settings.TaskSource}: there is no paper any more.");
        return copied ? TaskSnapshot.Read(folder) : TaskPackageReader.Read(settings.TaskSource ?? "", new TaskReaderOptions { Answers = settings.Answers }).Require();
    }

    /// <summary>Which way the score of a run is better; of a run whose task was copied.</summary>
    /// <exception cref="UserErrorException">The run holds no task.</exception>
    public static Direction DirectionOf(RunFolder folder, RunSettings settings) => settings.Track == Paper ? Direction.Maximize : TaskSnapshot.Read(folder).Metric.Direction;
}
