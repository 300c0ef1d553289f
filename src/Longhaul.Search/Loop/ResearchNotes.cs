using System.Globalization;
using System.Text;
using Longhaul.Evaluation.Scoring;
using Longhaul.Search.Graph;
using Longhaul.Search.State;

namespace Longhaul.Search.Loop;

/// <summary>
/// What a colleague would want to know of the search so far (<c>notes/research.md</c>): where it stands, what helped and by how much, what did not, what
/// can go, how the families compare. A projection of the journal; every figure names its experiment.
/// </summary>
internal static class ResearchNotes
{
    private const int Listed = 12;

    public static string Write(RunState state)
    {
        var graph = state.Graph;
        var text = new StringBuilder("# Notes on the search\n\n").Append(Standing(graph));
        var changes = graph.Candidates.Where(candidate => !candidate.Probe).Select(candidate => Change.Of(candidate, graph)).OfType<Change>().ToList();
        var ablations = changes.Where(change => change.Child.Operator is Operator.Ablate or Operator.Simplify).ToList();
        var others = changes.Except(ablations).ToList();
        List(text, "What helped", others.Where(change => change.Errors > 1).OrderByDescending(change => change.Errors));
        List(text, "What can go", ablations.Where(change => change.Errors >= -0.5).OrderByDescending(change => change.Errors));
        List(text, "What is needed", ablations.Where(change => change.Errors < -1).OrderBy(change => change.Errors));
        List(text, "What hurt", others.Where(change => change.Errors < -1).OrderBy(change => change.Errors));
        List(text, "What made no difference", others.Where(change => Math.Abs(change.Errors) <= 1).OrderByDescending(change => change.Errors));
        Families(text, graph);
        return text.ToString();
    }

    private static string Standing(SolutionGraph graph)
    {
        if (graph.Best is not { Score: { } score } best)
            return "Nothing has a score yet.\n";
        var words = new StringBuilder($"{best.Id} is best: {Name(best)}, {Figure(score)} [{Id(best)}].");
        if (graph.Ranked.FirstOrDefault(candidate => candidate.Experiment is not null && candidate.Id != best.Id) is { Score: { } alone } single)
            words.Append($" The best single candidate besides is {single.Id}, {Name(single)}: {Figure(alone)} [{Id(single)}].");
        return words.Append('\n').ToString();
    }

    private static void List(StringBuilder text, string title, IEnumerable<Change> changes)
    {
        var all = changes.ToList();
        if (all.Count == 0)
            return;
        text.Append($"\n## {title}\n\n");
        foreach (var change in all.Take(Listed))
            text.Append(change.Line());
        if (all.Count > Listed)
            text.Append($"- and {all.Count - Listed} more\n");
    }

    private static void Families(StringBuilder text, SolutionGraph graph)
    {
        var families = graph.Ranked.Where(candidate => candidate.Experiment is not null).GroupBy(candidate => candidate.Family, StringComparer.Ordinal).ToList();
        if (families.Count < 2)
            return;
        text.Append("\n## Families\n\n| family | candidates | best | score |\n| --- | --- | --- | --- |\n");
        foreach (var family in families)
            text.Append($"| {family.Key} | {family.Count()} | {Id(family.First())} {family.First().Id} | {Figure(family.First().Score!)} |\n");
    }

    private static string Name(Candidate candidate) => candidate.Title.Length == 0 ? candidate.Family : char.ToLowerInvariant(candidate.Title[0]) + candidate.Title[1..];

    private static string Id(Candidate candidate) => candidate.Experiment?.ToString() ?? candidate.Id.ToString();

    private static string Figure(Score score) => string.Create(CultureInfo.InvariantCulture, $"{score.Metric} {score.Value:0.#####} ± {score.Spread:0.#####}");

    /// <summary>A candidate held against the one it was made from.</summary>
    private sealed record Change(Candidate Child, Candidate Parent, double Mean, double Error)
    {
        public double Errors => Error > 0 ? Mean / Error : Math.Sign(Mean) * 9;

        public static Change? Of(Candidate candidate, SolutionGraph graph) =>
            candidate is { Experiment: not null, Score: { } score } && graph.Origin(candidate) is { Score: { } before } parent
            && PairedComparison.Difference(score, before) is var (mean, error)
                ? new Change(candidate, parent, mean, error)
                : null;

        public string Line() => string.Create(
            CultureInfo.InvariantCulture, $"- {Child.Title}: {Mean:+0.#####;-0.#####;0} ± {Error:0.#####} against {Parent.Id} [{Id(Child)}, {Id(Parent)}]\n");
    }
}
