using System.CommandLine;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Output;
using Longhaul.Cli.Progress;
using Longhaul.Runs;
using Longhaul.Search.Experiments;
using Longhaul.Search.Graph;
using Longhaul.Tracks.Papers;
using Spectre.Console;

namespace Longhaul.Cli.Commands;

/// <summary><c>longhaul tree</c>: the solution graph: which candidate was made from which, and what it scored.</summary>
internal sealed class TreeCommand : RunNamingCommand
{
    private readonly Option<string[]> _diff = new("--diff")
    {
        Description = "What turns one candidate's program into another's: --diff c3 c7; of a paper, the code of one experiment: --diff e1 e4.",
        HelpName = "ID ID",
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
    };

    public TreeCommand(Session session)
        : base(session, "tree", "The solution graph: which candidate was made from which.", "longhaul tree penguins") => Add(_diff);

    protected override Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var run = RunOnDisk.Read(Folder(arguments));
        if (arguments.GetValue(_diff) is [var from, var to])
            Compare(run, from, to, Json(arguments));
        else if (IsPaper(run))
            Show(run, Json(arguments));
        else if (Json(arguments))
            CliJson.Print(Session, new SolutionTree(run.Folder.Root, [.. run.State.Graph.Candidates.Select(TreeNode.Of)]), CliJson.Default.SolutionTree);
        else
            Session.Screen().Write(Draw(run.Settings.Task, run.State.Graph));
        return Task.FromResult(0);
    }

    private static bool IsPaper(RunOnDisk run) => run.Settings.Track == "paper";

    private void Show(RunOnDisk run, bool json)
    {
        if (json)
            CliJson.Print(Session, PaperTree.Of(run), CliJson.Default.PaperTreeResult);
        else
            Session.Screen().Write(PaperTree.Draw(run));
    }

    private void Compare(RunOnDisk run, string from, string to, bool json)
    {
        var difference = IsPaper(run) ? PaperHistory.Difference(run.Folder, run.State.Paper, from, to) : CodeHistory.Difference(run.Folder, Candidate(from), Candidate(to));
        if (json)
            CliJson.Print(Session, new ProgramDifference(run.Folder.Root, from, to, difference), CliJson.Default.ProgramDifference);
        else
            Session.Out.Write(difference.Length > 0 ? difference : $"{from} and {to} have the same program.\n");
    }

    private static CandidateId Candidate(string text) => CandidateId.TryParse(text, out var id)
        ? id
        : throw new UserErrorException($"--diff {text}: that is no candidate; their names are c1, c2 and so on.");

    // A node with several parents hangs below the first one and names the others.
    private static Tree Draw(string task, SolutionGraph graph)
    {
        var tree = new Tree(Markup.Escape(task));
        var places = new Dictionary<CandidateId, IHasTreeNodes>();
        foreach (var candidate in graph.Candidates)
        {
            var below = candidate.Parents.Count == 1 && places.TryGetValue(candidate.Parents[0], out var parent) ? parent : tree;
            places[candidate.Id] = below.AddNode(Label(candidate, graph.Best?.Id == candidate.Id));
        }

        return tree;
    }

    private static string Label(Candidate candidate, bool best)
    {
        var score = candidate switch
        {
            { Score: { } value } => best ? $"[bold green]{EventText.Text(value)}[/]" : EventText.Text(value),
            { Status: CandidateStatus.Failed } => "[red]failed[/]",
            _ => $"[dim]{candidate.Status.ToString().ToLowerInvariant()}[/]",
        };
        var parents = candidate.Parents.Count > 1 ? $" of {string.Join(", ", candidate.Parents)}" : "";
        var experiment = candidate.Experiment is { } id ? $" {Markup.Escape($"[{id}]")}" : "";
        return $"{candidate.Id} {score}{experiment} {candidate.Operator.ToString().ToLowerInvariant()}{parents}: {Markup.Escape(candidate.Title)}";
    }
}

/// <summary>What <c>tree --json</c> prints.</summary>
internal sealed record SolutionTree(string Run, IReadOnlyList<TreeNode> Candidates);

/// <summary>What <c>tree --diff --json</c> prints.</summary>
/// <param name="Difference">In unified form; empty where the programs are equal.</param>
internal sealed record ProgramDifference(string Run, string From, string To, string Difference);

/// <summary>One candidate of the solution graph.</summary>
internal sealed record TreeNode(
    string Candidate, IReadOnlyList<string> Parents, string Operator, string Family, string Title, string Hypothesis, string Status, string? Experiment,
    double? Score, double? Spread, string? Ending, string? Insight)
{
    public static TreeNode Of(Candidate candidate) => new(
        candidate.Id.ToString(),
        [.. candidate.Parents.Select(parent => parent.ToString())],
        candidate.Operator.ToString().ToLowerInvariant(),
        candidate.Family,
        candidate.Title,
        candidate.Hypothesis,
        candidate.Status.ToString().ToLowerInvariant(),
        candidate.Experiment?.ToString(),
        candidate.Score?.Value,
        candidate.Score?.Spread,
        candidate.Ending is { } ending ? EndingName.Of(ending) : null,
        candidate.Insight);
}
