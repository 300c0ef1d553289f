using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs.Folder;

namespace Longhaul.Tracks.Hosting;

/// <summary>The executor and the sandbox that a run's settings name.</summary>
internal static class Executors
{
    /// <exception cref="Runs.EnvironmentLacksException">The sandbox isn't installed.</exception>
    public static LocalExecutor Local(RunFolder folder, RunSettings settings, TimeProvider clock) =>
        In(Path.Combine(folder.Cache, "jobs"), settings, clock);

    /// <summary>One that keeps its records elsewhere: for what leaves no trace in the run.</summary>
    /// <exception cref="Runs.EnvironmentLacksException">The sandbox isn't installed.</exception>
    public static LocalExecutor In(string stateFolder, RunSettings settings, TimeProvider clock) => new(clock, KindOf(settings), stateFolder);

    public static SandboxKind KindOf(RunSettings settings) => settings.Sandbox == "none" ? SandboxKind.None : SandboxKind.Bubblewrap;
}
