using System.Globalization;
using Longhaul.Builtin.Portfolio;
using Longhaul.Builtin.Profile;
using Longhaul.Pipelines;
using Longhaul.Search.Graph;

namespace Longhaul.Builtin.Research.Operators;

/// <summary>
/// Draft: the portfolio in order. What would take too much of the time left is drafted on a part of the rows, or passed over; networks see all rows all the
/// same: those of images look at them less often, as they would make up for fewer rows by more passes, those of tables are an ensemble of fewer.
/// </summary>
internal sealed class Drafting(IReadOnlyList<PlannedPipeline> portfolio, DataProfile profile)
{
    /// <summary>One candidate may take so much of what is left; later priorities less.</summary>
    private static readonly double[] ShareOfTime = [0.9, 0.6, 0.4, 0.4];

    private static readonly double[] Shares = [0.5, 0.25, 0.1, 0.05];
    private static readonly double[] Epochs = [12, 8, 6, 5, 4, 3, 2];
    private static readonly double[] Members = [4, 2];
    private const int FewestRows = 2000;

    public IEnumerable<Idea> Ideas(KnownCandidates known, TimeForecast time)
    {
        foreach (var planned in Untried(known))
        {
            if (Fitted(planned, time) is { } pipeline)
                yield return new Idea(Operator.Draft, [], planned.Family, planned.Title, pipeline == planned.Pipeline ? planned.Hypothesis : $"{planned.Hypothesis} {Shortened(pipeline)}", pipeline);
        }
    }

    /// <summary>What never ran, in no size.</summary>
    public IReadOnlyList<PlannedPipeline> Untried(KnownCandidates known) => [.. NotAsPlanned(known).Where(planned => !IsShrunken(planned, known))];

    /// <summary>What ran on a part of the rows alone, with fewer passes or fewer members, because time was short.</summary>
    public IReadOnlyList<PlannedPipeline> Shrunken(KnownCandidates known) => [.. NotAsPlanned(known).Where(planned => IsShrunken(planned, known))];

    private IEnumerable<PlannedPipeline> NotAsPlanned(KnownCandidates known) =>
        portfolio.Where(planned => !known.Tried(planned.Pipeline) && !known.Tried(planned.Pipeline with { Rows = 1 }));

    private static bool IsShrunken(PlannedPipeline planned, KnownCandidates known) => known.Graph.Candidates.Any(candidate =>
        candidate.Title == planned.Title && known.PipelineOf(candidate) is { } drafted && Smaller(planned.Pipeline).Contains(drafted));

    /// <summary>The pipeline, made smaller where it would take too long; null where even the smallest would.</summary>
    private Pipeline? Fitted(PlannedPipeline planned, TimeForecast time)
    {
        var share = ShareOfTime[planned.Priority];
        if (planned.Given || time.Fits(planned.Family, planned.Pipeline, share))
            return planned.Pipeline;
        var work = time.Work(planned.Pipeline);
        return Smaller(planned.Pipeline).FirstOrDefault(smaller =>
            (smaller.Rows == planned.Pipeline.Rows || profile.Rows * smaller.Rows > FewestRows) && time.Work(smaller) < work && time.Fits(planned.Family, smaller, share));
    }

    private static string Shortened(Pipeline pipeline) => (pipeline.Rows < 1, pipeline.Model.Kind) switch
    {
        (true, _) => string.Create(CultureInfo.InvariantCulture, $"As time is short, on {pipeline.Rows:P0} of the rows."),
        (_, "mlp") => string.Create(CultureInfo.InvariantCulture, $"As time is short, with {pipeline.Model.Params.Integer("members")} members."),
        _ => string.Create(CultureInfo.InvariantCulture, $"As time is short, with {pipeline.Model.Params.Integer("epochs")} passes."),
    };

    private static IEnumerable<Pipeline> Smaller(Pipeline pipeline)
    {
        Pipeline[] fewer = pipeline.Model.Kind switch
        {
            "cnn" => [.. Epochs.Select(epochs => pipeline with { Model = pipeline.Model.With("epochs", epochs) })],
            "mlp" => [.. Members.Select(members => pipeline with { Model = pipeline.Model.With("members", members) })],
            _ => [],
        };
        return fewer.Concat(Shares.Select(part => (fewer.Length > 0 ? fewer[^1] : pipeline) with { Rows = Math.Round(pipeline.Rows * part, 6) }));
    }
}
