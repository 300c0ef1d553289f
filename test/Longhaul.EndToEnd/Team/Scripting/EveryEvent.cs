using System.Diagnostics;
using System.Text.Json;

namespace Longhaul.EndToEnd.Team.Scripting;

/// <summary>A run for each event of a calm one, killed as soon as that event is on the disk, taken up, and held against the calm one.</summary>
internal static class EveryEvent
{
    /// <param name="steps">Events of the calm run.</param>
    /// <param name="begin">The run of a name.</param>
    /// <param name="shouldEndLike">Fails where what was killed ended otherwise.</param>
    public static async Task KillAsync(TeamProgram program, int steps, Func<string, KilledRun> begin, Action<string, JsonElement> shouldEndLike)
    {
        var (faults, moments, kills, watch) = (new List<string>(), new HashSet<int>(), 0, Stopwatch.StartNew());
        for (var step = 1; step < steps; step++)
        {
            var (name, wanted) = ($"killed-{step}", step);
            var run = begin(name);
            try
            {
                kills += await run.KillAsync(journal => journal.Steps >= wanted) ? 1 : 0;
                moments.UnionWith(run.Kills);
                shouldEndLike(name, await run.EndAsync());
                Directory.Delete(program.At(name), recursive: true);
            }
            catch (ShouldAssertException fault)
            {
                faults.Add($"killed after {step} events: {fault.Message}");
                TestContext.Current.SendDiagnosticMessage(faults[^1]);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{steps} events, {kills} kills at {moments.Count} different moments, {faults.Count} failures, {watch.Elapsed.TotalMinutes:0.0} minutes");
        faults.ShouldBeEmpty();
    }
}
