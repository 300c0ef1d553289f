using Longhaul.Tests.Models;
using static Longhaul.EndToEnd.Team.Scripting.ScriptedTeam;

namespace Longhaul.EndToEnd.Team.Scripting;

/// <summary>A short paper with a rubric of three leaves, and a team that reproduces it with what any Debian has.</summary>
internal static class PaperScript
{
    public const string Inventory = """[{"id":"C1","kind":"target","what":"sum","where":"Table 1","value":5050},{"id":"C2","kind":"claim","what":"never tried","where":"","value":null}]""";

    public const string SelfCheck = """[{"id":"C1","status":"reproduced","experiment":"e1","paper":5050,"ours":5050,"deviation":"","note":""}]""";

    private const string Paper = "# Sums\n\n## Abstract\nWe add.\n\n## Method\nAdd the numbers from 1 to n.\n\n## Experiments\nFor n = 100 the sum is 5050 (Table 1).\n";

    private const string Rubric = """
        {"id": "r", "requirements": "The paper is reproduced.", "weight": 1, "sub_tasks": [
          {"id": "code", "requirements": "Numbers are added.", "weight": 1, "task_category": "Code Development", "sub_tasks": []},
          {"id": "run", "requirements": "The sum for n = 100 was computed.", "weight": 1, "task_category": "Code Execution", "sub_tasks": []},
          {"id": "result", "requirements": "It is 5050.", "weight": 2, "task_category": "Result Analysis", "sub_tasks": []}]}
        """;

    // A role is known by the beginning of its charter; whoever has a brief of a leader's by that.
    private static readonly (string Charter, string Job)[] Charters =
    [
        ("You read a paper so that", "structure"), ("You read a paper for its method", "algorithm"), ("You read a paper for its experiments", "experiments"),
        ("You read a paper for what it compares", "baselines"), ("You turn what the readers found", "synthesis"), ("You judge one requirement", "judge"),
    ];

    /// <summary>Who is asked.</summary>
    public static string JobOf(SeenRequest seen) => Array.Find(Charters, known => seen.System.Contains(known.Charter, StringComparison.Ordinal)).Job ?? seen.Job;

    /// <summary>Writes the task's folder.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "paper.md"), Paper);
        File.WriteAllText(Path.Combine(folder, "rubric.json"), Rubric);
    }

    /// <summary>The team; its leader wants to finish too early once.</summary>
    /// <param name="slowly">A line of shell that its script waits by.</param>
    /// <param name="naming">Which job a request is for; by default <see cref="JobOf"/>.</param>
    public static ScriptedTeam Team(string slowly = "", Func<SeenRequest, string>? naming = null) => new ScriptedTeam { Naming = naming ?? JobOf }
        .Works("structure", Use("write", new { path = "paper/structure.md", content = "It adds." }), Use("finish", new { summary = "It adds." }))
        .Works("algorithm", Use("write", new { path = "paper/algorithm.md", content = "Add 1 to n." }), Use("finish", new { summary = "Add." }))
        .Works("experiments", Use("write", new { path = "paper/experiments.md", content = "n = 100." }), Use("finish", new { summary = "One." }))
        .Works("baselines", Use("write", new { path = "paper/baselines.md", content = "None." }), Use("finish", new { summary = "None." }))
        .Works(
            "synthesis",
            ScriptedReply.Uses(Call("write", new { path = "paper/summary.md", content = "It adds." }), Call("write", new { path = "plan/inventory.json", content = Inventory })),
            Use("finish", new { summary = "Two entries." }))
        .Leads(
            Use("finish", new { summary = "Nothing to do.", reason = "it is a test" }),
            Use("ask_role", new { role = "implementer-paper", brief = "JOB build. Write it." }),
            Use("ask_role", new { role = "self-checker", brief = "JOB check. Check the claims." }),
            Use("finish", new { summary = "The sum is there (e1).", reason = "it is a test" }))
        .Works(
            "build",
            ScriptedReply.Uses(
                Call("write", new { path = "code/sum.sh", content = $"mkdir -p results\n{slowly}\nseq 100 | awk '{{ s += $1 }} END {{ print s }}' > results/sum.txt\ncat results/sum.txt\ndate +%s%N\n" }),
                Call("write", new { path = "code/reproduce.sh", content = "set -e\nbash sum.sh\n" })),
            Use("run_command_experiment", new { title = "sum", command = "bash sum.sh", covers = new[] { "C1" } }),
            Use("rehearse", new { }),
            Use("finish", new { summary = "e1 shows it." }))
        .Works("check", Use("write", new { path = "plan/self_check.json", content = SelfCheck }), Use("finish", new { summary = "One of two." }))
        .Works("judge", Use("list", new { path = "reproduction" }), Use("verdict", new { reasons = "sum.sh does it.", files = new[] { "sum.sh" }, score = 1 }));
}
