using System.Text.Json;
using System.Text.Json.Serialization;
using Longhaul.Runs.Files;

namespace Longhaul.Runs.Folder;

/// <summary>What was asked of a run: <c>run.json</c>. Written once; <c>extend</c> and other changes are events in the journal.</summary>
public sealed record RunSettings
{
    private const int CoresForTwo = 4;
    private const int WorkersAtMost = 4;

    public required string Run { get; init; }
    public required string Task { get; init; }
    public required string Track { get; init; }

    /// <summary>Where the task package came from, for people; nothing needs it afterwards.</summary>
    public string? TaskSource { get; init; }

    public string Model { get; init; } = "builtin";

    /// <summary>The language model of each role that has one of its own, and of <see cref="ModelChoice.Everybody"/> else; empty where none works.</summary>
    public IReadOnlyDictionary<string, ModelChoice> Models { get; init; } = new Dictionary<string, ModelChoice>(StringComparer.Ordinal);

    /// <summary>Input and output tokens at most; null: not limited.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>US dollars at most; null: not limited.</summary>
    public decimal? MaxCostUsd { get; init; }

    /// <summary>Whether the team starts without the built-in researcher's result.</summary>
    public bool Cold { get; init; }

    /// <summary>Parts of the team that are switched off.</summary>
    public IReadOnlyList<string> Ablate { get; init; } = [];

    /// <summary>The file that the session is recorded in; null: none.</summary>
    public string? Record { get; init; }

    /// <summary>The folder with code to start from that a person named; null: what came with the task. Nothing needs it once the task was copied.</summary>
    public string? Files { get; init; }

    /// <summary>Whether roles may search the web and read any public page, whatever the task grants.</summary>
    public bool Web { get; init; }

    /// <summary>Whether a paper's last reproduction in a fresh sandbox is left out.</summary>
    public bool SkipReproduction { get; init; }

    /// <summary>Managers whose packages the host may add, of <see cref="Tasks.PackageWords"/>; none by default.</summary>
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary><c>visible</c>: the team sees the requirements and weights of a paper's rubric; null: it doesn't.</summary>
    public string? Rubric { get; init; }

    public string Policy { get; init; } = "greedy";
    public int Seed { get; init; }

    /// <summary>How labelled rows are held out; 1 in runs of a release that had no vault.</summary>
    public int Views { get; init; } = 1;

    /// <summary>Cores that all experiments together get: fixed here, so that a resumed run uses as many.</summary>
    public required int Threads { get; init; }

    /// <summary>Experiments at the same time; they share the cores and the memory. Default 1.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Working time in seconds; null: not limited.</summary>
    public double? BudgetSeconds { get; init; }

    public DateTimeOffset? Deadline { get; init; }
    public int? MaxExperiments { get; init; }

    /// <summary><c>bwrap</c> or <c>none</c>.</summary>
    public string Sandbox { get; init; } = "bwrap";

    public string Executor { get; init; } = "local";
    public string? Python { get; init; }
    public IReadOnlyList<int> Gpus { get; init; } = [];

    /// <summary>Memory limit of all experiments together, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    public required string Version { get; init; }
    public required DateTimeOffset Created { get; init; }

    /// <summary>Pipelines that a person brought; they are the first drafts, in this order.</summary>
    public IReadOnlyList<GivenPipeline> Pipelines { get; init; } = [];

    /// <summary>Answers a person gave to what the package left open (key → value).</summary>
    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether decisions may not look at a clock: same seed, same run (DESIGN §5).</summary>
    [JsonIgnore]
    public bool Clockless => MaxExperiments is not null && BudgetSeconds is null && Deadline is null;

    /// <summary>Experiments at the same time where nobody says: half the cores, at most four; one on a small machine, and where the same run has to come out again.</summary>
    [JsonIgnore]
    public int UsualWorkers => Clockless || Threads < CoresForTwo ? 1 : Math.Min(WorkersAtMost, Threads / 2);

    /// <summary>Whether language models work on it.</summary>
    [JsonIgnore]
    public bool HasTeam => Models.Count > 0;

    /// <summary>Cores of one experiment, at least 1.</summary>
    [JsonIgnore]
    public int ThreadsEach => Math.Max(1, Threads / Math.Max(1, Workers));

    /// <summary>Memory limit of one experiment in bytes.</summary>
    [JsonIgnore]
    public long MemoryBytesEach => MemoryBytes / Math.Max(1, Workers);

    /// <summary>Reads a run's settings.</summary>
    /// <exception cref="UserErrorException">There are none, or they can't be read.</exception>
    public static RunSettings Read(RunFolder folder)
    {
        try
        {
            using var stream = File.OpenRead(folder.Settings);
            var read = JsonSerializer.Deserialize(stream, RunSettingsJson.Default.RunSettings) ?? throw new JsonException("It is empty.");
            // The generated reader leaves out defaults of what an earlier release did not write.
            return read with { Packages = read.Packages ?? [], Ablate = read.Ablate ?? [], Gpus = read.Gpus ?? [], Pipelines = read.Pipelines ?? [] };
        }
        catch (JsonException problem)
        {
            throw new UserErrorException($"{folder.Settings}: {problem.Message}");
        }
        catch (IOException)
        {
            throw new UserErrorException($"{folder.Root}: this is no run (it has no readable run.json). `longhaul list` shows the runs here.");
        }
    }

    /// <summary>Writes <c>run.json</c>.</summary>
    public void Write(RunFolder folder) => AtomicFile.Write(folder.Settings, JsonSerializer.Serialize(this, RunSettingsJson.Default.RunSettings) + "\n");
}

/// <summary>A pipeline that a person brought with <c>--pipeline</c>.</summary>
/// <param name="Name">The file's name, for people.</param>
/// <param name="Text">Its canonical text, so that the run needs the file no longer.</param>
public sealed record GivenPipeline(string Name, string Text);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunSettings))]
internal sealed partial class RunSettingsJson : JsonSerializerContext;
