using Longhaul.Evaluation.Views;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Tracks.Recording;

namespace Longhaul.Tracks.Hosting;

/// <summary>From what was asked to what is fixed in run.json.</summary>
public static class RunSettingsOf
{
    /// <summary>The settings of a new run: the machine's cores and memory enter here, once.</summary>
    public static RunSettings Request(RunRequest request, RunFolder folder, TimeProvider clock, string version)
    {
        var settings = Asked(request, folder, clock, version);
        return SessionTape.AsRecorded(settings with { Workers = request.Workers ?? settings.UsualWorkers });
    }

    private static RunSettings Asked(RunRequest request, RunFolder folder, TimeProvider clock, string version) => new()
    {
        Run = folder.Id,
        Task = request.Task.Id,
        Track = request.Task.Track,
        TaskSource = request.Task.Origin,
        Model = request.Model,
        Models = request.Models,
        MaxTokens = request.MaxTokens,
        MaxCostUsd = request.MaxCostUsd,
        Cold = request.Cold,
        Ablate = request.Ablate,
        Record = request.Record,
        Files = request.Files,
        Web = request.Web,
        SkipReproduction = request.SkipReproduction,
        Packages = request.Packages ?? request.Task.Resources.Packages,
        Rubric = request.Rubric,
        Policy = request.Policy,
        Seed = request.Seed,
        Views = (int)ViewsForm.Images,
        Threads = Math.Max(1, request.Task.Resources.Cpu is { } cores ? Math.Min(cores, Environment.ProcessorCount) : Environment.ProcessorCount),
        BudgetSeconds = request.Budget?.TotalSeconds,
        Deadline = request.Deadline,
        MaxExperiments = request.MaxExperiments,
        Sandbox = request.Sandbox,
        Python = request.Python is null ? null : Path.GetFullPath(request.Python),
        Gpus = request.Gpus,
        MemoryBytes = (request.Task.Resources.Memory ?? DefaultMemory()).Value,
        Version = version,
        Created = clock.GetUtcNow(),
        Answers = request.Answers,
        Pipelines = request.Pipelines,
    };

    // Half of the machine's memory, so that the host and the machine's other users keep theirs.
    private static Bytes DefaultMemory() => new(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);
}
