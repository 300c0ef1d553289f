using System.Runtime.InteropServices;
using CliWrap;
using CliWrap.Buffered;
using Longhaul.Execution.Doctor;
using Longhaul.Execution.Torch;
using Longhaul.Runs;

namespace Longhaul.Cli.Diagnosis;

/// <summary>Looks at what Longhaul needs from the machine besides the sandbox.</summary>
internal static class MachineProbe
{
    private static readonly Bytes LittleDisk = Bytes.FromGiB(5);
    private static readonly Bytes LittleMemory = Bytes.FromGiB(4);

    /// <summary>The facts, in the order they are shown.</summary>
    public static async Task<IReadOnlyList<MachineFact>> FindAsync(CancellationToken cancellationToken) =>
    [
        new("runtime", FactState.Holds, $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}"),
        await ProgramAsync("git", "--version", "code is kept without history", "apt-get install git", cancellationToken),
        OpenMp(),
        Torch(new LibTorch()),
        Processors(),
        Memory(),
        Disk(Environment.CurrentDirectory),
    ];

    private static async Task<MachineFact> ProgramAsync(string program, string argument, string without, string remedy, CancellationToken cancellationToken)
    {
        try
        {
            var result = await CliWrap.Cli.Wrap(program).WithArguments(argument).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellationToken);
            return new MachineFact(program, FactState.Holds, result.StandardOutput.Trim());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new MachineFact(program, FactState.Weaker, $"not found: {without}", remedy);
        }
    }

    private static MachineFact OpenMp()
    {
        if (!NativeLibrary.TryLoad("libgomp.so.1", out var library))
            return new MachineFact("libgomp", FactState.Missing, "not found: LightGBM can't start", "apt-get install libgomp1");
        NativeLibrary.Free(library);
        return new MachineFact("libgomp", FactState.Holds, "libgomp.so.1");
    }

    private static MachineFact Torch(LibTorch torch)
    {
        const string Name = "libtorch";
        if (torch.IsReady)
            return new MachineFact(Name, FactState.Holds, $"{LibTorch.Version} in {torch.Folder}");
        return torch.Obstacle() is { } obstacle
            ? new MachineFact(Name, FactState.Weaker, $"no neural networks: {obstacle.Reason}", obstacle.Remedy)
            : new MachineFact(Name, FactState.Holds, $"restored when a run first needs it, about {LibTorch.Download.Value / 1_000_000} MB to load");
    }

    private static MachineFact Processors() => new("processor", FactState.Holds, $"{Environment.ProcessorCount} cores");

    private static MachineFact Memory()
    {
        var memory = new Bytes(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        return memory.Value >= LittleMemory.Value
            ? new MachineFact("memory", FactState.Holds, memory.ToString())
            : new MachineFact("memory", FactState.Weaker, $"{memory}: larger tasks may not fit", "runs were measured with 4 GiB and more");
    }

    private static MachineFact Disk(string folder)
    {
        var free = new Bytes(new DriveInfo(folder).AvailableFreeSpace);
        return free.Value >= LittleDisk.Value
            ? new MachineFact("disk", FactState.Holds, $"{free} free at {folder}")
            : new MachineFact("disk", FactState.Weaker, $"{free} free at {folder}: a long run may fill it", "longhaul clean");
    }
}
