using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Longhaul.Cli.Commands;
using Longhaul.Cli.Commands.Tasks;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Requests;
using Longhaul.Cli.Testing;

namespace Longhaul.Cli.Output;

/// <summary>What <c>--json</c> prints: one object, names in snake_case, paths absolute.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(TaskFacts))]
[JsonSerializable(typeof(DoctorResult))]
[JsonSerializable(typeof(TestTotals))]
[JsonSerializable(typeof(RunPlan))]
[JsonSerializable(typeof(DetachedResult))]
[JsonSerializable(typeof(StopResult))]
[JsonSerializable(typeof(LogResult))]
[JsonSerializable(typeof(ExtendResult))]
[JsonSerializable(typeof(SaidResult))]
[JsonSerializable(typeof(RunList))]
[JsonSerializable(typeof(SolutionTree))]
[JsonSerializable(typeof(PaperTreeResult))]
[JsonSerializable(typeof(ProgramDifference))]
[JsonSerializable(typeof(RunCost))]
[JsonSerializable(typeof(ExportResult))]
[JsonSerializable(typeof(CleanResult))]
[JsonSerializable(typeof(BenchResult))]
[JsonSerializable(typeof(VerifyResult))]
[JsonSerializable(typeof(WrittenTask))]
[JsonSerializable(typeof(PaperFacts))]
[JsonSerializable(typeof(TreeGrade))]
internal sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>Prints the object on standard output.</summary>
    public static void Print<T>(Session session, T value, JsonTypeInfo<T> form) => session.Out.WriteLine(JsonSerializer.Serialize(value, form));
}
