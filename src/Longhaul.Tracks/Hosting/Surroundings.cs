using Longhaul.Execution.Python;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Search.Experiments;

namespace Longhaul.Tracks.Hosting;

/// <summary>What commands of a run find around them.</summary>
internal static class Surroundings
{
    /// <summary>The user's Python, where one was named. Thread counts and the like the executor gives to every job.</summary>
    /// <exception cref="UserErrorException">There is no Python where the settings say.</exception>
    public static async Task<CommandSurroundings> OfAsync(RunSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Python is null)
            return new CommandSurroundings([], new Dictionary<string, string>(StringComparer.Ordinal), LimitsOf(settings));
        var python = await PythonInstallation.FindAsync(settings.Python, cancellationToken).ConfigureAwait(false);
        return new CommandSurroundings(python.Mounts, python.Environment, LimitsOf(settings));
    }

    /// <summary>What a final fit may use: it runs alone, whatever the number of workers.</summary>
    public static Limits LimitsAlone(RunSettings settings, Limits each) => each with { Memory = new Bytes(settings.MemoryBytes), Cores = settings.Threads };

    /// <summary>What one experiment may use. Its time is the budget's, but an hour at least, as a run may be extended; what is left of it limits each one too.</summary>
    public static Limits LimitsOf(RunSettings settings)
    {
        var limits = new Limits { Memory = new Bytes(settings.MemoryBytesEach), Cores = settings.ThreadsEach };
        return TimeSpan.FromSeconds(settings.BudgetSeconds ?? 0) is var budget && budget > limits.Wall ? limits with { Wall = budget } : limits;
    }
}
