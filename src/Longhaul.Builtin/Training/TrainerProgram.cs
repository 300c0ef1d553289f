using Longhaul.Execution.Dotnet;
using Longhaul.Execution.Sandbox;
using Longhaul.Execution.Torch;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Schema;
using Longhaul.Runs;

namespace Longhaul.Builtin.Training;

/// <summary>
/// Which of our two trainers runs a pipeline: the plain one, or for kinds of models that need libtorch the one that has it. Both have the same
/// commands; they lie in <c>trainer/</c> beside the command line's program, else in their build output.
/// </summary>
/// <param name="Dll">The program.</param>
/// <param name="LibTorch">The folder of libtorch's libraries; null: not needed.</param>
public sealed record TrainerProgram(string Dll, string? LibTorch)
{
    private const string PlainName = "Longhaul.Trainer";
    private const string TorchName = "Longhaul.Trainer.Torch";

    /// <summary>Whether a model needs the trainer with libtorch.</summary>
    public static bool NeedsTorch(ModelSpec model) => ModelCatalogue.NeedLibTorch.Contains(model.Kind);

    /// <summary>The one without libtorch.</summary>
    /// <exception cref="EnvironmentLacksException">It isn't there.</exception>
    public static TrainerProgram Plain => new(Find(PlainName), null);

    /// <summary>The program for a model.</summary>
    /// <exception cref="EnvironmentLacksException">It isn't there.</exception>
    public static TrainerProgram For(ModelSpec model, LibTorch torch) =>
        NeedsTorch(model) ? new TrainerProgram(Find(TorchName), torch.Folder) : new TrainerProgram(Find(PlainName), null);

    /// <summary>The command that starts it.</summary>
    public IReadOnlyList<string> Command(params IEnumerable<string> arguments) => DotnetRuntime.Command(Dll, arguments);

    /// <summary>What it must see besides the job's own data.</summary>
    public IReadOnlyList<Mount> Mounts => DotnetRuntime.Mounts([Path.GetDirectoryName(Dll)!, .. LibTorch is null ? Array.Empty<string>() : [LibTorch]]);

    /// <summary>Its variables under limits.</summary>
    public IReadOnlyDictionary<string, string> Environment(Limits limits)
    {
        var variables = DotnetRuntime.Environment(limits);
        return LibTorch is null ? variables : new Dictionary<string, string>(variables, StringComparer.Ordinal) { ["LD_LIBRARY_PATH"] = LibTorch };
    }

    private static string Find(string name)
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "trainer", $"{name}.dll");
        var built = Path.Combine(AppContext.BaseDirectory.Replace(Path.Combine("bin", "Longhaul.Cli"), Path.Combine("bin", name), StringComparison.Ordinal), $"{name}.dll");
        return new[] { shipped, built, Path.Combine(AppContext.BaseDirectory, $"{name}.dll") }.FirstOrDefault(File.Exists)
            ?? throw new EnvironmentLacksException($"The trainer is missing ({shipped}): build again with ./longhaul, or install the tool again.");
    }
}
