using Longhaul.Builtin.Decisions;
using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Views;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Arrow;
using Longhaul.Pipelines.Decisions;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;
using Longhaul.Search.Loop;

namespace Longhaul.Builtin.Ensembles;

/// <summary>Blends the stored raw predictions of a run's best candidates. Programs that are no pipelines have none, and stay out.</summary>
public sealed class StoredEnsembler : IEnsembler
{
    private const int MembersAtMost = 25;

    private readonly RunFolder _run;
    private readonly TaskData _data;
    private readonly Decision _decision;
    private readonly GreedyEnsemble _ensemble;
    private readonly Dictionary<CandidateId, RawPredictions> _read = [];

    public StoredEnsembler(RunFolder run, TaskData data)
    {
        (_run, _data) = (run, data);
        var (metric, truth) = (MetricCatalog.Resolve(data.Task.Metric), Truth.Of(data.Problem, data.Train));
        _decision = new Decision(data.Task, data.Problem, metric, truth);
        _ensemble = new GreedyEnsemble(data.Problem, metric, truth);
    }

    /// <inheritdoc/>
    public Combination? Combine(SolutionGraph graph)
    {
        Candidate[] ranked = [.. graph.Ranked.Where(HasPredictions)];
        IReadOnlyList<Candidate> forecasts = _data.Folds.Split == SplitKind.Time ? ForecastCombination.Members(graph, ranked) : [];
        Candidate[] further = [.. forecasts.Except(ranked.Take(MembersAtMost))];
        Candidate[] members = [.. ranked.Take(MembersAtMost - further.Length), .. further];
        if (members.Length < 2
            || _ensemble.Of([.. members.Select(candidate => new Member(candidate.Id, Read(candidate)))], [.. forecasts.Select(candidate => candidate.Id)]) is not { } blend)
        {
            return null;
        }

        var decided = _decision.Apply(blend.Predictions);
        return new Combination(
            blend.Weights.ToDictionary(member => member.Id, member => member.Weight),
            decided.ToTable(_data.Test.RowCount),
            $"{(blend.IsStacked ? "Second layer on" : "Blend of")} {blend.Weights.Count} candidates",
            blend.IsStacked ? "A small model of the members' predictions weighs them better than an average does." : "Models that err differently are better together.",
            $"It leans most on {blend.Weights[0].Id}; {decided.Description}.")
        {
            Keep = folder =>
            {
                AtomicFile.Write(Path.Combine(folder, BlendRecipe.FileName), blend.Recipe.ToJson());
                (decided.Frozen with { Blend = blend.Recipe }).Write(Path.Combine(folder, FrozenDecision.FileName));
                RawPredictionsFile.Write(folder, blend.Predictions);
            },
        };
    }

    /// <summary>
    /// A stored blend's raw predictions with other predictions of its members for the rows to predict, such as those of a final fit: held-out rows
    /// as they are stored, the others by the stored recipe.
    /// </summary>
    /// <param name="blend">The blend's number, as in <c>experiments/cN/</c>.</param>
    /// <param name="test">Member → [output][row], not calibrated.</param>
    /// <exception cref="IOException">The blend's files are missing.</exception>
    public RawPredictions Recombine(CandidateId blend, IReadOnlyDictionary<CandidateId, double[][]> test)
    {
        var folder = _run.Experiment(blend.ToString());
        return RawPredictionsFile.Read(folder) with { Test = BlendRecipe.Read(folder).Apply(_data.Problem, test.ToDictionary(member => member.Key.Number, member => member.Value)) };
    }

    // A constant tells no rows apart: as a member it would only dilute the others.
    private bool HasPredictions(Candidate candidate) => candidate.Experiment is not null && candidate.Family != "constant" && File.Exists(Path.Combine(FolderOf(candidate), RawPredictionsFile.HeldOut));

    private RawPredictions Read(Candidate candidate) =>
        _read.TryGetValue(candidate.Id, out var known) ? known : _read[candidate.Id] = RawPredictionsFile.Read(FolderOf(candidate));

    private string FolderOf(Candidate candidate) => _run.Experiment(candidate.Experiment.ToString()!);
}
