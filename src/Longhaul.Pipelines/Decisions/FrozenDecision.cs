using System.Text.Json;
using System.Text.Json.Serialization;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Pipelines.Decisions;

/// <summary>
/// All that was fitted on held-out predictions to make a submission of raw ones, as data (<c>decision.json</c>): a blend's weights, calibration,
/// thresholds, cut points. Frozen with the candidate, so that other fits of the same pipelines, and new rows, are decided alike.
/// </summary>
public sealed record FrozenDecision
{
    /// <summary>The newest version of the format this code writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The file's name in an experiment's folder.</summary>
    public const string FileName = "decision.json";

    public int Version { get; init; } = CurrentVersion;

    /// <summary>What raw outputs mean.</summary>
    public required Problem Problem { get; init; }

    /// <summary>The candidates and their weights.</summary>
    public required BlendRecipe Blend { get; init; }

    /// <summary>Per target: how the blend's probabilities are scaled; null: not.</summary>
    public required IReadOnlyList<ProbabilityScaling?> Calibration { get; init; }

    /// <summary>The submission's columns, in its order.</summary>
    public required IReadOnlyList<ColumnRule> Columns { get; init; }

    /// <summary>Significant digits of numbers; 0: as many as it takes to read the same number back.</summary>
    public int Digits { get; init; }

    /// <summary>The submission's columns for some rows.</summary>
    /// <param name="members">A member's number → [output][row]: its raw predictions.</param>
    /// <exception cref="PipelineException">A member is missing, or outputs are not as many as they must be.</exception>
    public IReadOnlyList<Column> Decide(IReadOnlyDictionary<int, double[][]> members)
    {
        if (!Blend.Members.All(members.ContainsKey) || members.Values.Any(outputs => outputs.Length != Problem.Outputs.Count))
            throw new PipelineException($"{FileName} is for the members {string.Join(", ", Blend.Members.Select(NameOf))} with {Problem.Outputs.Count} outputs each");
        return Columned(ProbabilityScaling.Apply(Problem, Calibration, Blend.Apply(Problem, members)), Digits);
    }

    /// <summary>The columns of blended and calibrated outputs, numbers with so many digits (0: all).</summary>
    public IReadOnlyList<Column> Columned(double[][] outputs, int digits)
    {
        ColumnRule.Share[] shares = [.. Columns.OfType<ColumnRule.Share>()];
        var normalised = ColumnRule.Share.Normalised(shares, outputs);
        return
        [
            .. Columns.Select(rule => new Column(rule.Name, rule is ColumnRule.Share
                ? normalised[Array.IndexOf(shares, rule)].Select(value => ColumnRule.Text(value, digits))
                : rule.Cells(Problem, outputs, digits))),
        ];
    }

    /// <summary>How a member is called in folders and texts: <c>c4</c>.</summary>
    public static string NameOf(int member) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"c{member}");

    /// <summary>Writes the file.</summary>
    public void Write(string path) => AtomicFile.Write(path, ToJson());

    /// <summary>The file's text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, FrozenDecisionJson.Default.FrozenDecision) + "\n";

    /// <summary>Reads a file, and checks that its parts fit together.</summary>
    /// <exception cref="PipelineException">It is missing, damaged or of another release.</exception>
    public static FrozenDecision Read(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            var decision = JsonSerializer.Deserialize(text, FrozenDecisionJson.Default.FrozenDecision) ?? throw new PipelineException($"{path}: is empty");
            return decision.Fault() is { } fault ? throw new PipelineException($"{path}: {fault}") : decision;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            throw new PipelineException($"{path}: no decision that can be read: {problem.Message}");
        }
    }

    private string? Fault()
    {
        var (targets, outputs) = (Problem.Targets.Count, Problem.Outputs.Count);
        if (Version != CurrentVersion)
            return $"written by another release (version {Version}; this one reads {CurrentVersion})";
        if (targets == 0 || Calibration.Count != targets || Blend.Targets.Count != targets || !Blend.Targets.Zip(Problem.Targets).All(pair => pair.First.Fits(pair.Second)))
            return "targets, members and weights don't fit together";
        if (Digits is < 0 or > 17)
            return "digits must be from 0 to 17";
        return Calibration.Zip(Problem.Targets).Any(pair => pair.First is { } scaling && scaling.Shares.Length != pair.Second.Classes.Count)
            || !Columns.All(rule => rule.Fits(Problem, outputs))
            ? "a rule doesn't fit its target"
            : null;
    }
}

[JsonSourceGenerationOptions(
    WriteIndented = true, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(FrozenDecision))]
internal sealed partial class FrozenDecisionJson : JsonSerializerContext;
