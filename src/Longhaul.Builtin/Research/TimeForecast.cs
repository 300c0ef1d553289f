using Longhaul.Builtin.Portfolio;
using Longhaul.Execution.Executors;
using Longhaul.Pipelines;
using Longhaul.Search.Graph;
using Longhaul.Search.Policies;

namespace Longhaul.Builtin.Research;

/// <summary>
/// How long pipelines will take on this machine: declared work, corrected by what finished candidates of the family took per unit of it, else by
/// all, else by a guess on the safe side. What is expected is the median; whether something may start is asked of an upper quantile, so that next
/// to nothing starts that cannot finish.
/// </summary>
internal sealed class TimeForecast(WorkEstimate work, SolutionGraph graph, BudgetLeft left)
{
    private const double Guess = 1.5;
    private const double Upper = 0.85;
    private const double Least = 0.3;

    /// <summary>With few observations the next one may well be slower than all of them.</summary>
    private const double SpreadOfOne = 1.6;

    /// <summary>A change may use so much of what is left: the last minutes belong to whatever still fits.</summary>
    private const double ShareForChanges = 0.9;

    private static readonly TimeSpan Start = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (double Median, double High)> _rates = [];

    /// <summary>Declared work, to three digits after the point.</summary>
    public double Work(Pipeline pipeline) => Math.Round(Of(pipeline), 3);

    /// <summary>The wall time to expect; null where no clock may be looked at.</summary>
    public TimeSpan? Expected(string family, Pipeline pipeline) => left.Time is null ? null : Start + TimeSpan.FromSeconds(Of(pipeline) * Rates(family).Median);

    /// <summary>Whether a change may start.</summary>
    public bool Fits(Idea idea) => Fits(idea.Family, idea.Pipeline);

    /// <summary>Whether a change that costs as much as the pipeline may start.</summary>
    public bool Fits(string family, Pipeline pipeline) => Fits(family, pipeline, ShareForChanges);

    /// <summary>Whether the pipeline will be done within a share of the time left, in all but few cases.</summary>
    public bool Fits(string family, Pipeline pipeline, double share) =>
        left.Time is not { } time || Start + TimeSpan.FromSeconds(Of(pipeline) * Rates(family).High) <= time * share;

    // The first fold costs more than the others: it chooses what they then use.
    private double Of(Pipeline pipeline) => work.Of(pipeline) * (pipeline.Folds == 0 ? 1 : Math.Min(1, (pipeline.Folds + 0.5) / work.Folds));

    /// <summary>Seconds per unit of work.</summary>
    private (double Median, double High) Rates(string family) => _rates.TryGetValue(family, out var known) ? known : _rates[family] = Measured(family);

    private (double Median, double High) Measured(string family)
    {
        var known = graph.Candidates.Where(candidate => candidate.Work > Least && candidate.Wall > Start && (candidate.Status == CandidateStatus.Scored || RanOut(candidate))).ToArray();
        double[] own = Sorted(known.Where(candidate => candidate.Family == family)), all = Sorted(known);
        if (own.Length > 0)
            return (own[own.Length / 2], own.Length < 3 ? own[^1] * SpreadOfOne : own[(int)Math.Ceiling(Upper * own.Length) - 1] * 1.1);
        return all.Length > 0 ? (Math.Max(all[all.Length / 2], 0.5), Math.Max(all[^1], 0.5)) : (Guess, Guess);
    }

    // What ran out of time would have taken longer than it did: twice as long, for want of better knowledge.
    private static double[] Sorted(IEnumerable<Candidate> candidates) =>
        [.. candidates.Select(candidate => (candidate.Wall - Start).TotalSeconds / candidate.Work * (RanOut(candidate) ? 2 : 1)).Order()];

    private static bool RanOut(Candidate candidate) => candidate is { Status: CandidateStatus.Failed, Ending: Ending.Timeout };
}
