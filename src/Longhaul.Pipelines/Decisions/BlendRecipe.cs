using System.Text.Json;
using System.Text.Json.Serialization;
using Longhaul.Runs.Tasks;

namespace Longhaul.Pipelines.Decisions;

/// <summary>
/// How a blend is made of its members' raw predictions, target by target: all that is needed to make it again from other predictions of the same
/// members, such as those of a final fit. Stored as <c>blend.json</c> beside the blend's predictions.
/// </summary>
public sealed record BlendRecipe(IReadOnlyList<TargetBlend> Targets)
{
    /// <summary>The file's name in the blend's folder.</summary>
    public const string FileName = "blend.json";

    /// <summary>One candidate, as it is: a blend of one.</summary>
    public static BlendRecipe Alone(int candidate, Problem problem) =>
        new([.. problem.Targets.Select(target => new TargetBlend(target.Name, BlendForm.Mean, false, [new BlendMember(candidate, 1)], [], []))]);

    /// <summary>Numbers of the members that take part.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> Members => [.. Targets.SelectMany(target => target.Members).Select(member => member.Candidate).Distinct().Order()];

    /// <summary>Reads a stored recipe.</summary>
    /// <exception cref="FileNotFoundException">The blend has none.</exception>
    public static BlendRecipe Read(string folder)
    {
        using var stream = File.OpenRead(Path.Combine(folder, FileName));
        return JsonSerializer.Deserialize(stream, BlendRecipeJson.Default.BlendRecipe) ?? throw new JsonException($"{folder}: {FileName} is empty.");
    }

    /// <summary>The recipe as it is stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, BlendRecipeJson.Default.BlendRecipe) + "\n";

    /// <summary>Blends members' raw outputs.</summary>
    /// <param name="outputs">Member → [output][row], as a pipeline predicts them: not calibrated.</param>
    /// <returns>[output][row] of the blend.</returns>
    /// <exception cref="KeyNotFoundException">A member is missing.</exception>
    public double[][] Apply(Problem problem, IReadOnlyDictionary<int, double[][]> outputs)
    {
        var blended = new List<double[]>();
        foreach (var (target, blend) in problem.Targets.Zip(Targets))
        {
            var range = blended.Count..(blended.Count + target.Outputs.Count);
            blended.AddRange(blend.Apply(target, [.. blend.Members.Select(member => outputs[member.Candidate][range])]));
        }

        return [.. blended];
    }
}

/// <summary>One target's part of a blend.</summary>
/// <param name="Target">The target's name.</param>
/// <param name="Form">How members are put together.</param>
/// <param name="Logarithmic">Numbers are blended as ln(1 + value).</param>
/// <param name="Shares">The classes' shares in train, which calibration mixes in; empty for numbers.</param>
/// <param name="Intercepts">Of a second layer, per output (two for two classes); empty for an average.</param>
public sealed record TargetBlend(
    string Target, BlendForm Form, bool Logarithmic, IReadOnlyList<BlendMember> Members, IReadOnlyList<double> Shares, IReadOnlyList<double> Intercepts)
{
    /// <summary>Whether the parts fit together and the target.</summary>
    internal bool Fits(Target target) => Target == target.Name && Members.Count > 0
        && (Members.All(member => member.Temperature is null) || Shares.Count == target.Classes.Count)
        && (Form == BlendForm.Mean || Intercepts.Count == (target.Kind == TargetKind.Number ? 1 : target.Classes.Count));

    internal double[][] Apply(Target target, double[][][] members)
    {
        double[][][] seen = [.. members.Select((outputs, i) => Seen(target, Members[i], outputs))];
        double[] weights = [.. Members.Select(member => member.Weight)];
        return Combine(target.Kind, Form, Logarithmic, seen, new StackedLayer(weights, [.. Intercepts]));
    }

    /// <summary>Members that are calibrated already, put together.</summary>
    public static double[][] Combine(TargetKind kind, BlendForm form, bool logarithmic, double[][][] members, StackedLayer layer)
    {
        var seen = logarithmic ? Array.ConvertAll(members, outputs => Array.ConvertAll(outputs, output => Array.ConvertAll(output, Log))) : members;
        var mixed = form == BlendForm.Stack ? layer.Apply(kind, seen) : Mean(seen, layer.Weights);
        return logarithmic ? Array.ConvertAll(mixed, output => Array.ConvertAll(output, value => Math.Exp(value) - 1)) : mixed;
    }

    /// <summary>ln(1 + value), for values from 0 on.</summary>
    public static double Log(double value) => Math.Log(1 + Math.Max(value, 0));

    private double[][] Seen(Target target, BlendMember member, double[][] outputs) =>
        member.Temperature is { } temperature && target.Kind == TargetKind.Class
            ? new ProbabilityScaling(temperature, member.Mixture ?? 0, [.. Shares]).ApplyTo(outputs)
            : outputs;

    private static double[][] Mean(double[][][] members, double[] weights)
    {
        double[][] result = [.. members[0].Select(output => new double[output.Length])];
        for (var i = 0; i < members.Length; i++)
        {
            for (var k = 0; k < result.Length && weights[i] > 0; k++)
            {
                var (sum, values) = (result[k], members[i][k]);
                for (var row = 0; row < sum.Length; row++)
                    sum[row] += weights[i] * values[row];
            }
        }

        return result;
    }
}

/// <summary>A member's part in a target's blend.</summary>
/// <param name="Temperature">Of its calibration; null where it is taken as it is.</param>
/// <param name="Mixture">How much of the classes' shares is mixed in; null as above.</param>
public sealed record BlendMember(int Candidate, double Weight, double? Temperature = null, double? Mixture = null);

/// <summary>How members are put together.</summary>
public enum BlendForm
{
    /// <summary>A weighted average.</summary>
    Mean,

    /// <summary>A second layer: <see cref="StackedLayer"/>.</summary>
    Stack,
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BlendRecipe))]
internal sealed partial class BlendRecipeJson : JsonSerializerContext;
