using System.Diagnostics;
using System.Text.Json;
using Longhaul.Tests.Models;

namespace Longhaul.EndToEnd.Team.Scripting;

/// <summary>A scripted run whose owner is killed with -9, it and nothing else, at chosen entries of its journal, and that is taken up each time.</summary>
/// <param name="run">The run's folder below the program's.</param>
/// <param name="begin">The command line that begins it.</param>
/// <param name="atOnce">How many calls of the model may be under way at a time.</param>
internal sealed class KilledRun(TeamProgram program, ScriptedServer server, string run, IReadOnlyList<string> begin, int atOnce = 1)
{
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMilliseconds(50);

    public JournalView Journal => program.Journal(run);

    /// <summary>Entries of the journal that tell what was done, as they were at each kill that came before the run's end.</summary>
    public List<int> Kills { get; } = [];

    /// <summary>Starts or resumes it, and kills it as soon as the newest of the entries that this owner wrote is the one that is waited for.</summary>
    /// <param name="reached">Asked after each new entry, with all that are there.</param>
    /// <param name="after">How long to wait then, for what the entry began to be under way.</param>
    /// <returns>Whether it still ran then.</returns>
    public async Task<bool> KillAsync(Func<JournalView, bool> reached, TimeSpan after = default)
    {
        var (asked, answered) = (server.Requests.Count, Answers);
        var watch = new JournalWatch(program.At(run));
        using var owner = program.Start(Next);
        await Task.Run(() => watch.Until(reached, () => owner.HasExited));
        if (after > TimeSpan.Zero)
            await Task.Delay(after);
        owner.Kill();
        await owner.WaitForExitAsync();
        await Task.Delay(OnItsWay);
        // What was asked at that moment may have gone out without an answer.
        (server.Requests.Count - asked - (Answers - answered)).ShouldBeInRange(0, atOnce, run);
        if (owner.ExitCode != 128 + 9)
            return false;
        Kills.Add(Journal.Steps);
        return true;
    }

    /// <summary>Runs it to its end, asks nothing that was answered, and gives what it prints.</summary>
    public async Task<JsonElement> EndAsync()
    {
        var (asked, answered) = (server.Requests.Count, Answers);
        var result = (await program.RunAsync(Next)).ShouldEndWith(0).Json;
        (server.Requests.Count - asked).ShouldBe(Answers - answered, run);
        ShouldAskNothingTwice();
        return result;
    }

    private string[] Next => File.Exists(program.At(run, "run.json")) ? ["resume", run, "--json"] : [.. begin];

    private int Answers => Journal.Of("model.answered").Count();

    private void ShouldAskNothingTwice()
    {
        var answered = new HashSet<string>();
        foreach (var (type, data) in Journal.Entries.Where(entry => entry.Type is "model.asked" or "model.answered"))
        {
            var call = $"{data.GetProperty("session").GetString()}.{data.GetProperty("call").GetInt32()}";
            (type == "model.answered" ? answered.Add(call) : !answered.Contains(call)).ShouldBeTrue($"{run}: {call} was asked again");
        }
    }
}
