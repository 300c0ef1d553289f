using Longhaul.Builtin.Research.Operators;
using Longhaul.Evaluation.Scoring;
using Longhaul.Pipelines;
using Longhaul.Runs.Files;
using Longhaul.Search.Graph;

namespace Longhaul.Builtin.Research;

/// <summary>What was tried so far, as the operators ask for it: candidates with their pipelines, and what their scores taught.</summary>
internal sealed class KnownCandidates(SolutionGraph graph, CandidatePipelines pipelines)
{
    /// <summary>Nothing that was left out counts as useful when its loss is within so many standard errors.</summary>
    private const double Harmless = -0.5;

    private readonly Lazy<HashSet<ContentHash>> _tried = new(() =>
        [.. graph.Candidates.Select(pipelines.IdentityOf).OfType<ContentHash>()]);

    public SolutionGraph Graph => graph;

    /// <summary>The candidate's pipeline; null where its program is none.</summary>
    public Pipeline? PipelineOf(Candidate candidate) => pipelines.Of(candidate);

    /// <summary>Whether a pipeline that does the same was proposed before.</summary>
    public bool Tried(Pipeline pipeline) => _tried.Value.Contains(PipelineIdentity.Of(pipeline));

    /// <summary>Scored pipelines with that kind of model, trained on all rows, best first.</summary>
    public IReadOnlyList<(Candidate Candidate, Pipeline Pipeline)> Of(string model) =>
    [
        .. graph.Ranked.Select(candidate => (candidate, pipelines.Of(candidate)!))
            .Where(pair => pair.Item2 is { Rows: 1 } pipeline && pipeline.Model.Kind == model),
    ];

    /// <summary>Candidates that leave something of <paramref name="parent"/> out and are no worse for it.</summary>
    public IEnumerable<(Candidate Candidate, Pipeline Pipeline)> HarmlessAblations(Candidate parent) => graph.Candidates
        .Where(candidate => candidate is { Operator: Operator.Ablate, Probe: false, Score: not null } && graph.Origin(candidate)?.Id == parent.Id && Gain(candidate, parent) >= Harmless)
        .Select(candidate => (candidate, pipelines.Of(candidate)!))
        .Where(pair => pair.Item2 is not null);

    /// <summary>Kinds of steps that some candidate of the family did as well without.</summary>
    public IReadOnlySet<string> Useless(string family) => graph.Candidates
        .Where(candidate => candidate.Family == family && pipelines.Of(candidate) is not null)
        .SelectMany(parent => HarmlessAblations(parent).SelectMany(ablation => Missing(pipelines.Of(parent)!, ablation.Pipeline)))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// What a change has brought where it was made, in standard errors: the mean over the candidates made so, shrunk towards the little that is
    /// hoped of one that nobody has tried.
    /// </summary>
    public double Promise(string change)
    {
        const double hope = 0.3, most = 2;
        double[] gains =
        [
            .. graph.Candidates.Where(candidate => candidate is { Operator: Operator.Improve, Probe: false } && Looking.Change(candidate).EndsWith($" {StructuralChange.Beside(change)}", StringComparison.Ordinal))
                .Select(candidate => (candidate, parent: graph.Origin(candidate)))
                .Where(pair => pair.candidate.Score is not null && pair.parent?.Score is not null)
                .Select(pair => Math.Clamp(Gain(pair.candidate, pair.parent!), -most, most)),
        ];
        return (hope + gains.Sum()) / (gains.Length + 1);
    }

    private static double Gain(Candidate candidate, Candidate other) =>
        candidate.Score is { } score && other.Score is { } before ? PairedComparison.Gain(score, before) : double.NegativeInfinity;

    private static IEnumerable<string> Missing(Pipeline whole, Pipeline part) =>
        whole.Features.Select(step => step.Kind).Except(part.Features.Select(step => step.Kind), StringComparer.Ordinal);
}
