using System.Text;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Alarms;

namespace Longhaul.Builtin.Portfolio;

/// <summary>The plan as people read it: <c>plan/prioritized_tasks.md</c>.</summary>
public static class PlanText
{
    private static readonly string[] Meanings = ["at once", "first", "then, for the blend", "if time is left"];

    private const string After = """

        ## Then

        - What ran out of time or memory is tried once more, smaller.
        - The best families are worked on in turn: half of the moves go to the best one, the rest to the next two, so that what is blended later errs differently.
        - Within a family: tune (what resembles its good models and not its bad ones), improve (one change of what it looks at; those that helped elsewhere come first), fuse (cross two candidates), ablate (leave one thing out to see whether it helps).
        - What an ablation shows to be no loss is left out from then on.
        - Where an experiment takes long, four changes are looked at on one fold first, and only the best look is run in full.
        - After every experiment, whatever is there is blended; a blend stands before a single candidate that is better only within noise.
        - What was tried before, in whatever spelling, is not tried again; what cannot finish in the time left is not started.

        `notes/research.md` says what has come of it so far, `log/exp_log.md` tells it in order.

        """;

    /// <summary>A table of what will be tried, in order, and what follows it.</summary>
    public static string Write(TaskPackage task, IReadOnlyList<PlannedPipeline> portfolio, IReadOnlyList<Alarm> alarms)
    {
        var text = new StringBuilder($"# Plan for {task.Title}\n\n## First, in this order\n\n| priority | family | what | why |\n| --- | --- | --- | --- |\n");
        foreach (var planned in portfolio)
            text.Append($"| P{planned.Priority} ({Meanings[planned.Priority]}) | {planned.Family} | {planned.Title} | {planned.Hypothesis} |\n");
        if (alarms.Count > 0)
            text.Append("\nBefore a score of this run is believed, what `analysis/alarms.md` warns of has to be looked at");
        string[] left = [.. alarms.Where(alarm => alarm.Action == AlarmAction.LeftOut).SelectMany(alarm => alarm.Columns).Select(column => $"`{column}`")];
        text.Append(left.Length > 0 ? $"; no pipeline uses {string.Join(", ", left)}.\n" : alarms.Count > 0 ? ".\n" : "");
        return text.Append(After).ToString();
    }
}
