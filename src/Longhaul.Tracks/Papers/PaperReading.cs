using System.Globalization;
using Longhaul.Runs.Folder;
using Longhaul.Search.Events;
using Longhaul.Team;

namespace Longhaul.Tracks.Papers;

/// <summary>The stage before the team works: the paper's structure, then its parts side by side, then what follows from them.</summary>
/// <param name="sideBySide">How many readers work at once.</param>
internal sealed class PaperReading(RunFolder folder, ResearchTeam team, int sideBySide)
{
    private const int Attempts = 2;

    private static readonly (string Role, string File, string Brief)[][] Steps =
    [
        [("structure-reader", "paper/structure.md", "Read the whole paper and write paper/structure.md.")],
        [
            ("algorithm-reader", "paper/algorithm.md", "Read the paper for its method and write paper/algorithm.md."),
            ("experiments-reader", "paper/experiments.md", "Read the paper for its experiments and write paper/experiments.md."),
            ("baselines-reader", "paper/baselines.md", "Read the paper for its baselines and variants and write paper/baselines.md."),
        ],
        [("synthesiser", "plan/inventory.json", "Write paper/summary.md and plan/inventory.json from what the readers found.")],
    ];

    /// <summary>Reads; gives the files that are missing still, whoever was to write them.</summary>
    /// <param name="limit">Working time of one session; null: what the run has.</param>
    public async Task<IReadOnlyList<string>> RunAsync(TimeSpan? limit, CancellationToken cancellationToken)
    {
        foreach (var step in Steps)
            await StepAsync(step, limit, cancellationToken).ConfigureAwait(false);
        return [.. Steps.SelectMany(step => step).Select(reader => reader.File).Where(IsMissing)];
    }

    // One that fails is done again, and is told so; the journal says which attempts were made.
    private async Task StepAsync((string Role, string File, string Brief)[] step, TimeSpan? limit, CancellationToken cancellationToken)
    {
        var open = step;
        for (var attempt = 1; attempt <= Attempts && open.Length > 0; attempt++)
        {
            RoleCall[] calls = [.. open.Select(reader => new RoleCall(reader.Role, string.Create(CultureInfo.InvariantCulture, $"reading.{reader.Role}.{attempt}"), Brief(reader.Brief, reader.File, attempt), limit))];
            var ended = await team.AskAsync(calls, sideBySide, cancellationToken).ConfigureAwait(false);
            open = [.. open.Where((reader, at) => Failed(ended[at]) || IsMissing(reader.File))];
        }
    }

    private static bool Failed(RoleEnded ended) => ended.Outcome is not ("finished" or "budget");

    private static string Brief(string brief, string file, int attempt) => attempt == 1
        ? brief
        : $"{brief} An earlier attempt ended without finishing; {file} may hold a part of it. Keep it shorter and write it early.";

    private bool IsMissing(string file) => !File.Exists(Path.Combine(folder.Workspace, file));
}
