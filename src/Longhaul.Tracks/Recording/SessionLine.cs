using System.Text.Json.Serialization;
using Longhaul.Execution.Executors;
using Longhaul.Search.Events;

namespace Longhaul.Tracks.Recording;

/// <summary>A line of a recorded session (<c>session.jsonl</c>). Where two lines have the same kind and id, the later one counts: a resumed run records again.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SessionHeader), "header")]
[JsonDerivedType(typeof(SessionText), "text")]
[JsonDerivedType(typeof(SessionCall), "call")]
[JsonDerivedType(typeof(SessionReading), "reading")]
[JsonDerivedType(typeof(SessionCommand), "command")]
[JsonDerivedType(typeof(SessionEvidence), "evidence")]
[JsonDerivedType(typeof(SessionJob), "job")]
[JsonDerivedType(typeof(SessionLook), "look")]
[JsonDerivedType(typeof(SessionCurve), "curve")]
[JsonDerivedType(typeof(SessionResult), "result")]
[JsonDerivedType(typeof(SessionTool), "tool")]
[JsonDerivedType(typeof(SessionToolResult), "tool_result")]
[JsonDerivedType(typeof(SessionInstall), "install")]
[JsonDerivedType(typeof(SessionDownload), "download")]
internal abstract record SessionLine;

/// <summary>The first line: what of the machine enters decisions.</summary>
/// <param name="Model">The provider; its name may be a place on somebody's machine.</param>
internal sealed record SessionHeader(int V, string Task, string Model, int Threads, long MemoryBytes, int Seed) : SessionLine;

/// <summary>A text that calls name by its hash.</summary>
internal sealed record SessionText(string Hash, string Text) : SessionLine;

/// <summary>A call of a model and its answer.</summary>
/// <param name="Id"><c>s1.4</c>.</param>
/// <param name="Prompt">Hashes of the prompt's messages, in order.</param>
/// <param name="Answer">The answer's message, serialised.</param>
internal sealed record SessionCall(string Id, IReadOnlyList<string> Prompt, string Answer, string? Finish, long Input, long Cached, long Output) : SessionLine;

/// <summary>What a decision read of the world.</summary>
/// <param name="At">Steps of the run before it.</param>
/// <param name="N">Which reading of that name at that step, from 0.</param>
internal sealed record SessionReading(int At, string Name, int N, double? Value) : SessionLine;

/// <summary>What a person said, and when.</summary>
internal sealed record SessionCommand(int At, string Id, string What, string Who, string? Value) : SessionLine;

/// <summary>What an experiment or a final fit left.</summary>
/// <param name="Id"><c>e7</c>, or <c>final-c3</c>.</param>
/// <param name="Code">The hash of its program.</param>
/// <param name="Files">Its files, packed.</param>
internal sealed record SessionEvidence(
    string Id, string Code, Ending Ending, int? ExitCode, double WallS, double CpuS, long PeakMemoryBytes, string? Detail, IReadOnlyList<string> Attempts,
    IReadOnlyDictionary<string, string> Files) : SessionLine;

/// <summary>What a command of a role did.</summary>
/// <param name="Id">The use of the tool: <c>s1.4.1</c>.</param>
/// <param name="Log">What it printed, packed.</param>
/// <param name="Changed">Place → its content, packed; null: it is gone.</param>
internal sealed record SessionJob(
    string Id, Ending Ending, int? ExitCode, double WallS, double CpuS, long PeakMemoryBytes, string? Detail, string Log, IReadOnlyDictionary<string, string?> Changed) : SessionLine;

/// <summary>A look at a job in the background.</summary>
/// <param name="Id">The look's.</param>
/// <param name="Ending">Null: it ran still, or was cut off.</param>
/// <param name="From">How many characters of what it printed an earlier look told.</param>
/// <param name="Added">What it printed after those, packed.</param>
/// <param name="Files">What it left, packed; null before its end.</param>
internal sealed record SessionLook(
    string Id, string Job, Ending? Ending, int? ExitCode, double WallS, string? Detail, bool WasCutOff, int From, string Added, IReadOnlyDictionary<string, string>? Files) : SessionLine;

/// <summary>What half of the rows gave.</summary>
internal sealed record SessionCurve(string Experiment, double? Half) : SessionLine;

/// <summary>How the run ended.</summary>
/// <param name="Candidate">A competition's best one; null of a paper, and where nothing was valid.</param>
/// <param name="Score">The best one's, or the rubric's.</param>
internal sealed record SessionResult(int? Candidate, double? Score) : SessionLine;

/// <summary>A server's tool, so that a replay needs no server.</summary>
internal sealed record SessionTool(string Name, string Description, System.Text.Json.JsonElement Schema, bool Repeatable) : SessionLine;

/// <summary>What a server's tool gave.</summary>
internal sealed record SessionToolResult(
    string Use, string Tool, string Outcome, string Text, string Line, string? Whole,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<WebContact>? Web = null) : SessionLine;

/// <summary>What an installation of packages gave.</summary>
/// <param name="Use">The use of the tool.</param>
/// <param name="Packages">Null: it failed.</param>
/// <param name="Printed">What the installer said.</param>
internal sealed record SessionInstall(string Use, IReadOnlyList<Execution.Packages.InstalledPackage>? Packages, string Printed) : SessionLine;

/// <summary>What a download gave.</summary>
/// <param name="Use">The use of the tool.</param>
/// <param name="File">Null: nothing.</param>
/// <param name="Content">Packed; null where it is large: then a file of its length stands for it.</param>
internal sealed record SessionDownload(string Use, Execution.Network.Downloads.FetchedFile? File, string Problem, string? Content) : SessionLine;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(SessionLine))]
internal sealed partial class SessionJson : JsonSerializerContext;
