using System.Globalization;

namespace Longhaul.Bench;

/// <summary>What <c>bench/search</c> is asked for.</summary>
/// <param name="Programs">Launchers to compare; the repository's own where none is named.</param>
/// <param name="Tasks">Names of shipped tasks.</param>
/// <param name="Experiments">Per run; not used with a budget.</param>
/// <param name="Seeds">Seeds 0 … Seeds − 1.</param>
/// <param name="Budget">Working time per run, as it is typed; null: experiments are counted.</param>
internal sealed record SearchBenchOptions(IReadOnlyList<string> Programs, IReadOnlyList<string> Tasks, int Experiments, int Seeds, string? Budget)
{
    /// <summary>Every run, so ordered that programs alternate: what slows the machine down then hits all alike.</summary>
    public IEnumerable<(string Task, int Seed, string Program)> Runs =>
        from task in Tasks from seed in Enumerable.Range(0, Seeds) from program in Programs select (task, seed, program);

    /// <summary>From a command line: <c>[--tasks a,b] [--experiments N] [--budget TIME] [--seeds K] [PROGRAM…]</c>.</summary>
    public static SearchBenchOptions Parse(string[] args)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        var programs = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i].StartsWith("--", StringComparison.Ordinal) && i + 1 < args.Length)
                named[args[i]] = args[++i];
            else
                programs.Add(Path.GetFullPath(args[i]));
        }

        int Count(string name, int usual) => named.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
        return new SearchBenchOptions(
            programs.Count > 0 ? programs : [Path.Combine(Launcher.Repository, "longhaul")],
            named.TryGetValue("--tasks", out var tasks) ? tasks.Split(',') : ["wine-quality", "digits", "taxis", "vowels", "sms-spam", "sea-ice"],
            Count("--experiments", 25),
            Count("--seeds", 3),
            named.GetValueOrDefault("--budget"));
    }
}
