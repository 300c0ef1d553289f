using System.Reflection;

namespace Longhaul.Tests.Architecture;

/// <summary>Dependencies point down only (docs/architecture.md). Each project names all it may use; what isn't named is above it or beside it.</summary>
public sealed class LayersTests
{
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Longhaul.Runs"] = [],
        ["Longhaul.Papers"] = ["Longhaul.Runs"],
        ["Longhaul.Execution"] = ["Longhaul.Runs"],
        ["Longhaul.Pipelines"] = ["Longhaul.Runs"],
        ["Longhaul.Models"] = ["Longhaul.Runs"],
        ["Longhaul.Evaluation"] = ["Longhaul.Execution", "Longhaul.Runs"],
        ["Longhaul.Trainer"] = ["Longhaul.Pipelines", "Longhaul.Runs"],
        ["Longhaul.Trainer.Torch"] = ["Longhaul.Trainer", "Longhaul.Pipelines", "Longhaul.Runs"],
        ["Longhaul.Search"] = ["Longhaul.Evaluation", "Longhaul.Execution", "Longhaul.Runs"],
        ["Longhaul.Builtin"] = ["Longhaul.Search", "Longhaul.Pipelines", "Longhaul.Evaluation", "Longhaul.Execution", "Longhaul.Runs"],
        ["Longhaul.Team"] = ["Longhaul.Models", "Longhaul.Search", "Longhaul.Evaluation", "Longhaul.Execution", "Longhaul.Runs"],
        ["Longhaul.Reporting"] = ["Longhaul.Search", "Longhaul.Evaluation", "Longhaul.Execution", "Longhaul.Runs"],
        ["Longhaul.Tracks"] =
            ["Longhaul.Papers", "Longhaul.Builtin", "Longhaul.Team", "Longhaul.Models", "Longhaul.Reporting", "Longhaul.Search", "Longhaul.Pipelines", "Longhaul.Evaluation",
             "Longhaul.Execution", "Longhaul.Runs"],
        ["longhaul"] =
            ["Longhaul.Tracks", "Longhaul.Papers", "Longhaul.Team", "Longhaul.Models", "Longhaul.Reporting", "Longhaul.Search", "Longhaul.Evaluation", "Longhaul.Execution",
             "Longhaul.Runs"],
    };

    public static TheoryData<string> Assemblies => [.. MayUse.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_layer_uses_only_what_lies_below_it(string assembly)
    {
        var used = Assembly.Load(assembly).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("Longhaul", StringComparison.OrdinalIgnoreCase));

        used.Except(MayUse[assembly]).ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_below_src_has_its_place_in_the_layers()
    {
        var projects = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).Select(folder => Path.GetFileName(folder)!);

        projects.Select(name => name == "Longhaul.Cli" ? "longhaul" : name).ShouldBe(MayUse.Keys, ignoreOrder: true);
    }

    [Theory]
    [InlineData("Longhaul.Runs", "Spectre.Console")]
    [InlineData("Longhaul.Evaluation", "ScottPlot")]
    [InlineData("Longhaul.Search", "ScottPlot")]
    [InlineData("longhaul", "ScottPlot")]
    [InlineData("Longhaul.Trainer", "TorchSharp")]
    [InlineData("longhaul", "UglyToad.PdfPig")]
    public void Heavy_libraries_stay_behind_their_walls(string assembly, string library) =>
        Assembly.Load(assembly).GetReferencedAssemblies().Select(reference => reference.Name).ShouldNotContain(library);
}
