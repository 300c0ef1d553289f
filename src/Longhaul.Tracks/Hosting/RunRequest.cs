using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;

namespace Longhaul.Tracks.Hosting;

/// <summary>What a person asks of a new run, after the command line was understood and the task was read.</summary>
public sealed record RunRequest
{
    /// <summary>The task, with every question answered.</summary>
    public required IRunTask Task { get; init; }

    /// <summary>Where the run's folder will be; it must not exist.</summary>
    public required string Out { get; init; }

    /// <summary>Working time; null: not limited. The default of 30 minutes is the caller's to set.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>The clock's limit.</summary>
    public DateTimeOffset? Deadline { get; init; }

    public int? MaxExperiments { get; init; }
    public int Seed { get; init; }

    /// <summary>Experiments at the same time; null: what the machine and the budget suggest.</summary>
    public int? Workers { get; init; }

    /// <summary>Pipelines that a person brings: the first drafts.</summary>
    public IReadOnlyList<GivenPipeline> Pipelines { get; init; } = [];
    /// <summary><c>builtin</c>, or the specification that was given.</summary>
    public string Model { get; init; } = "builtin";

    /// <summary>As <see cref="RunSettings.Models"/>.</summary>
    public IReadOnlyDictionary<string, ModelChoice> Models { get; init; } = new Dictionary<string, ModelChoice>(StringComparer.Ordinal);

    public long? MaxTokens { get; init; }
    public decimal? MaxCostUsd { get; init; }
    public bool Cold { get; init; }
    public IReadOnlyList<string> Ablate { get; init; } = [];

    /// <summary>The file that the session is recorded in; null: none.</summary>
    public string? Record { get; init; }

    /// <summary>As <see cref="RunSettings.Files"/>.</summary>
    public string? Files { get; init; }

    /// <summary>As <see cref="RunSettings.Web"/>.</summary>
    public bool Web { get; init; }

    /// <summary>As <see cref="RunSettings.SkipReproduction"/>.</summary>
    public bool SkipReproduction { get; init; }

    /// <summary>As <see cref="RunSettings.Packages"/>; null: what the task says.</summary>
    public IReadOnlyList<string>? Packages { get; init; }

    /// <summary>As <see cref="RunSettings.Rubric"/>.</summary>
    public string? Rubric { get; init; }

    public string Policy { get; init; } = "greedy";

    /// <summary><c>bwrap</c> or <c>none</c>.</summary>
    public string Sandbox { get; init; } = "bwrap";

    /// <summary>Path of an interpreter or a virtual environment that candidates may use.</summary>
    public string? Python { get; init; }

    public IReadOnlyList<int> Gpus { get; init; } = [];

    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
