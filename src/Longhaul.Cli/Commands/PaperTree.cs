using System.Globalization;
using System.Text.Json.Serialization;
using Longhaul.Cli.Output;
using Longhaul.Cli.Progress;
using Longhaul.Runs;
using Longhaul.Search.Events;
using Longhaul.Search.State;
using Spectre.Console;

namespace Longhaul.Cli.Commands;

/// <summary>What <c>tree</c> shows of a paper's run, which has no candidates: experiments and reproductions in their order, with the commit that each ran.</summary>
internal static class PaperTree
{
    /// <summary>For people.</summary>
    public static Tree Draw(RunOnDisk run)
    {
        var tree = new Tree(Markup.Escape($"{run.Settings.Task}: a paper's run has experiments and rehearsals, no candidates"));
        foreach (var entry in run.Entries)
        {
            switch (RunEventCodec.Decode(entry))
            {
                case TrialStarted started:
                    Add(tree, run.State.Paper.Trials[started.Trial], At(run.State, started.Commit));
                    break;
                case ReproductionEnded reproduction:
                    tree.AddNode($"{(reproduction.Id == PaperState.Final ? "[bold]reproduction[/]" : "rehearsal")} {PaperScreen.How(reproduction)} [dim]{Where(reproduction.Commit, At(run.State, reproduction.Commit))}[/]");
                    break;
            }
        }

        return tree;
    }

    /// <summary>For programs.</summary>
    public static PaperTreeResult Of(RunOnDisk run) => new(
        run.Folder.Root,
        [],
        [.. run.State.Paper.Trials.Values.Select(trial => new PaperExperiment(
            trial.Id, trial.Started.Title, trial.Started.Command, trial.Started.Covers, trial.Started.Missing, trial.Started.Commit, At(run.State, trial.Started.Commit)?.TotalSeconds,
            trial.Ended is { } ended ? EndingName.Of(ended.Ending) : null, trial.Ended?.ExitCode, trial.Ended?.WallSeconds))],
        [.. run.State.Paper.Rehearsals.Append(run.State.Paper.Reproduced).OfType<ReproductionEnded>().Select(known => new PaperReproductionLine(
            known.Id, known.Id == PaperState.Final, known.Commit, known.Ending is { } ending ? EndingName.Of(ending) : null, known.WallSeconds, known.Touched, known.Problems))],
        [.. run.State.Paper.Commits.Select(known => new PaperSnapshotLine(known.Commit.Commit, known.Commit.Why, known.At.TotalSeconds))]);

    private static void Add(Tree tree, Trial trial, TimeSpan? at)
    {
        var took = trial.Ended is { } ended ? string.Create(CultureInfo.InvariantCulture, $", {ended.WallSeconds:0.0} s") : "";
        var node = tree.AddNode($"{trial.Id} {PaperScreen.Ended(trial)}{took}: {Escape(trial.Started.Title)} [dim]{Where(trial.Started.Commit, at)}[/]");
        if (trial.Started.Covers.Count > 0)
            node.AddNode($"covers {Escape(string.Join(", ", trial.Started.Covers))}");
        if (trial.Started.Missing.Length > 0)
            node.AddNode($"leaves out {Escape(trial.Started.Missing)}");
    }

    private static string Where(string commit, TimeSpan? at) => $"{PaperScreen.Short(commit)}{(at is { } time ? $" at {TimeText.Of(time)}" : "")}";

    private static TimeSpan? At(RunState state, string commit) => state.Paper.Commits.Find(known => known.Commit.Commit == commit) is { Commit: not null } found ? found.At : null;

    private static string Escape(string text) => Markup.Escape(Printable.Line(text, 300));
}

/// <summary>What <c>tree --json</c> prints of a paper's run.</summary>
/// <param name="Candidates">None.</param>
internal sealed record PaperTreeResult(
    string Run, IReadOnlyList<TreeNode> Candidates, IReadOnlyList<PaperExperiment> Experiments, IReadOnlyList<PaperReproductionLine> Reproductions, IReadOnlyList<PaperSnapshotLine> Snapshots);

/// <summary>An experiment of a paper's run.</summary>
/// <param name="AtS">Working time, in seconds, when its commit was made.</param>
/// <param name="Ending">Null while it runs, or where it was cut off.</param>
internal sealed record PaperExperiment(
    string Experiment, string Title, string Command, IReadOnlyList<string> Covers, [property: JsonPropertyName("leaves_out")] string Missing, string Commit, double? AtS, string? Ending, int? ExitCode, double? WallS);

/// <summary>A rehearsal, or the last reproduction.</summary>
/// <param name="Ending">Null where <c>reproduce.sh</c> was not run.</param>
internal sealed record PaperReproductionLine(string Id, bool Final, string Commit, string? Ending, double WallS, int Files, IReadOnlyList<string> Problems);

/// <summary>A commit of the delivered code: a time as of which the run can be graded.</summary>
/// <param name="AtS">Working time in seconds.</param>
internal sealed record PaperSnapshotLine(string Commit, string Why, double AtS);
