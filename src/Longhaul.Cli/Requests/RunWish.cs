using System.Globalization;
using Longhaul.Models.Profiles;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;
using Longhaul.Runs.Tasks.Papers;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Cli.Requests;

/// <summary>What a person asked of a run; null where nothing was said.</summary>
internal sealed record RunWish
{
    private static readonly TimeSpan UsualBudget = TimeSpan.FromMinutes(30);

    public string? Model { get; init; }
    public string? BaseUrl { get; init; }
    public decimal? MaxCost { get; init; }
    public long? MaxTokens { get; init; }
    public bool Cold { get; init; }
    public IReadOnlyList<string> Ablate { get; init; } = [];
    public string? Record { get; init; }
    public TimeSpan? Budget { get; init; }
    public DateTimeOffset? Deadline { get; init; }
    public int? MaxExperiments { get; init; }
    public string? Files { get; init; }
    public bool Web { get; init; }
    public bool SkipReproduction { get; init; }
    public IReadOnlyList<string> Packages { get; init; } = [];
    public string? Rubric { get; init; }
    public string? Policy { get; init; }
    public string? Python { get; init; }
    public int? Seed { get; init; }
    public int? Workers { get; init; }
    public IReadOnlyList<string> Pipelines { get; init; } = [];
    public IReadOnlyList<int>? Gpus { get; init; }
    public string? Sandbox { get; init; }

    /// <summary>The request: what was said, else as the earlier run had it, else as the task says, else the defaults of DESIGN §5.</summary>
    public RunRequest For(IRunTask task, string folder, RunSettings? like)
    {
        var experiments = MaxExperiments ?? (Budget is null ? like?.MaxExperiments : null);
        TimeSpan? budget = Budget
            ?? (MaxExperiments is null && like?.BudgetSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null)
            ?? (experiments is null ? task.Budget ?? UsualBudget : null);
        var models = Model is null && BaseUrl is null && like is not null
            ? new ModelWish(like.Model, like.Models)
            : ModelWish.Of(Model, BaseUrl, UserConfig.OfProcess);
        models.CheckPriced(MaxCost ?? like?.MaxCostUsd, UserConfig.OfProcess);
        models.CheckReachable();
        if (!models.HasTeam && (MaxCost is not null || MaxTokens is not null || Record is not null || Ablate.Count > 0 || Web))
            throw new UserErrorException("--max-cost, --max-tokens, --record, --ablate and --web are for runs with a language model: name one with --model.");
        var rubric = (Rubric ?? like?.Rubric) == "visible" ? "visible" : null;
        if (rubric is not null && task is not PaperPackage { Rubric: not null })
            throw new UserErrorException($"--rubric visible is for papers with a rubric; {task.Id} has none.");
        if (Pipelines.Count > 0 && task is not TaskPackage)
            throw new UserErrorException($"--pipeline is for competitions; {task.Id} is a paper.");
        return new RunRequest
        {
            Rubric = rubric,
            Model = models.Model,
            Models = models.Models,
            MaxCostUsd = MaxCost ?? like?.MaxCostUsd,
            MaxTokens = MaxTokens ?? like?.MaxTokens,
            Cold = Cold || like?.Cold == true,
            Ablate = Ablate.Count > 0 ? Ablate : like?.Ablate ?? [],
            Record = Record is null ? null : NewFile(Record),
            Task = task,
            Out = Path.GetFullPath(folder),
            Budget = budget,
            Deadline = Deadline,
            MaxExperiments = experiments,
            Seed = Seed ?? like?.Seed ?? 0,
            Workers = Workers ?? WorkersOf(like, clockless: experiments is not null && budget is null && Deadline is null),
            Files = Files is null ? null : ExistingFolder(Files),
            Web = WithWeb(models, like),
            SkipReproduction = SkipReproduction || like?.SkipReproduction == true,
            Pipelines = Pipelines.Count > 0 && task is TaskPackage package ? [.. Pipelines.Select(file => PipelineFiles.Read(file, package))] : like?.Pipelines ?? [],
            Packages = Packages.Count > 0 ? [.. Packages.Except([PackageWords.None])] : like?.Packages,
            Policy = Policy ?? like?.Policy ?? "greedy",
            Sandbox = Sandbox ?? like?.Sandbox ?? "bwrap",
            Python = Python is null ? like?.Python : ExistingPython(Python),
            Gpus = Gpus ?? like?.Gpus ?? [],
        };
    }

    // A run that has to come out again makes one experiment at a time, however many an earlier one by the clock made.
    private static int? WorkersOf(RunSettings? like, bool clockless) => clockless && like is { Clockless: false } ? null : like?.Workers;

    private static string ExistingFolder(string path) => Directory.Exists(path)
        ? Path.GetFullPath(path)
        : throw new UserErrorException($"--files {path}: there is no such folder.");

    // A recording is one run's; only a resume of that run adds to it.
    private static string NewFile(string path) => Directory.Exists(path) || new FileInfo(path) is { Exists: true, Length: > 0 }
        ? throw new UserErrorException($"--record {path}: it is there already. Name another file, or remove it first.")
        : Path.GetFullPath(path);

    // A recording holds what the web gave.
    private bool WithWeb(ModelWish models, RunSettings? like)
    {
        if (!Web && like?.Web != true)
            return false;
        if (models.HasTeam && !models.Model.StartsWith("replay:", StringComparison.Ordinal))
            RunWeb.Require(UserConfig.OfProcess);
        return models.HasTeam;
    }

    /// <summary>The folder of a new run: <c>TASK-YYYYMMDD-HHMMSS</c>, with a number where one of that second is there already.</summary>
    public static string NewFolder(string runs, string task, DateTimeOffset now)
    {
        var name = Path.Combine(runs, string.Create(CultureInfo.InvariantCulture, $"{task}-{now:yyyyMMdd-HHmmss}"));
        return !Path.Exists(name) ? name : Enumerable.Range(2, int.MaxValue - 2).Select(number => $"{name}-{number}").First(next => !Path.Exists(next));
    }

    /// <summary>The absolute path of <c>--python</c>.</summary>
    /// <exception cref="UserErrorException">Nothing is there.</exception>
    public static string ExistingPython(string path) => Path.Exists(path)
        ? Path.GetFullPath(path)
        : throw new UserErrorException($"--python {path}: there is no such interpreter or virtual environment.");
}
