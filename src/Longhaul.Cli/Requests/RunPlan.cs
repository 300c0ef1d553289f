using Longhaul.Cli.Progress;
using Longhaul.Models.Prices;
using Longhaul.Runs.Tasks;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Cli.Requests;

/// <summary>What a run would be: <c>run --dry-run</c>.</summary>
/// <param name="Tokens">Estimated.</param>
/// <param name="CostUsd">Estimated; null where the model's price isn't known.</param>
/// <param name="Estimate">The estimate in words; null where no language model works.</param>
/// <param name="Read">What experiments see, read-only.</param>
/// <param name="Written">Where experiments may write.</param>
internal sealed record RunPlan(
    string Task,
    string Run,
    string Metric,
    string Direction,
    IReadOnlyList<string> Targets,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Read,
    IReadOnlyList<string> Written,
    IReadOnlyList<string> Network,
    bool Web,
    IReadOnlyList<int> Gpus,
    int Cores,
    string Sandbox,
    double? BudgetS,
    DateTimeOffset? Deadline,
    int? MaxExperiments,
    int Seed,
    long Tokens,
    double? CostUsd,
    string? Estimate)
{
    /// <summary>Managers whose packages the host may add when the team asks.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    public static RunPlan Of(RunRequest request, IReadOnlyList<string> notes) => Of(request, notes, EstimateText.Estimate(request));

    private static RunPlan Of(RunRequest request, IReadOnlyList<string> notes, CostEstimate? estimate) => new(
        request.Task.Id,
        request.Out,
        (request.Task as TaskPackage)?.Metric.Name ?? "replication_score",
        request.Task.Direction == Longhaul.Runs.Tasks.Direction.Maximize ? "maximize" : "minimize",
        (request.Task as TaskPackage)?.Targets ?? [],
        notes,
        [
            request.Task is TaskPackage ? "data/: labelled rows, rows to predict, sample submission, other public files" : "data/: the paper and what came with it",
            "/usr",
            .. request.Python is { } python ? [python] : (string[])[],
        ],
        ["the experiment's own folder"],
        request.Task.Resources.Hosts,
        request.Web,
        request.Gpus,
        request.Task.Resources.Cpu ?? Environment.ProcessorCount,
        request.Sandbox,
        request.Budget?.TotalSeconds,
        request.Deadline,
        request.MaxExperiments,
        request.Seed,
        estimate?.Tokens ?? 0,
        estimate is null ? 0 : (double?)estimate.CostUsd,
        estimate is null ? null : EstimateText.Of(estimate))
    {
        Packages = request.Packages ?? request.Task.Resources.Packages,
    };

    /// <summary>For people, a line each.</summary>
    public IEnumerable<string> Lines()
    {
        yield return Targets.Count > 0 ? $"task      {Task}: predict {string.Join(", ", Targets)}, {Metric} ({Direction})" : $"task      {Task}: reproduce the paper";
        foreach (var note in Notes)
            yield return $"          {note}";
        foreach (var path in Read)
            yield return $"reads     {path}";
        foreach (var path in Written)
            yield return $"writes    {path}";
        yield return $"network   {(Network.Count == 0 ? "none" : string.Join(", ", Network))}";
        if (Packages.Count > 0)
            yield return $"installs  {string.Join(", ", Packages)}, when the team asks; into the run's own folder";
        if (Web)
            yield return "web       roles search it and read any public page (--web)";
        yield return $"granted   {Cores} cores{(Gpus.Count == 0 ? "" : $", GPU {string.Join(", ", Gpus)}")}, sandbox {Sandbox}";
        yield return $"spends    {Spends()}; {Estimate ?? "no tokens, no money"}";
        yield return $"run       {Run} (not made: this was a dry run)";
    }

    private string Spends()
    {
        var parts = new List<string>();
        if (BudgetS is { } seconds)
            parts.Add($"{TimeText.AsTyped(TimeSpan.FromSeconds(seconds))} of work at most");
        if (MaxExperiments is { } experiments)
            parts.Add($"{experiments} experiments at most");
        if (Deadline is { } deadline)
            parts.Add($"until {deadline:yyyy-MM-dd HH:mm zzz} at most");
        return parts.Count == 0 ? "not limited" : string.Join(", ", parts);
    }
}
