using System.Runtime.InteropServices;
using Longhaul.Execution.Dotnet;
using Longhaul.Runs;

namespace Longhaul.Execution.Torch;

/// <summary>
/// libtorch's native libraries, which only neural networks need. They are some 465 MB, so they come when they are first needed: from NuGet, by
/// the SDK's own restore, into the user's cache folder.
/// </summary>
/// <param name="root">Where versions lie; null: <c>longhaul/torch</c> in the user's cache folder.</param>
public sealed class LibTorch(string? root = null)
{
    /// <summary>The package <c>libtorch-cpu-linux-x64</c>: the one that <see cref="BindingVersion"/> was built for.</summary>
    public const string Version = "2.10.0";

    /// <summary>The package <c>TorchSharp</c>, as Directory.Packages.props pins it.</summary>
    public const string BindingVersion = "0.107.0";

    /// <summary>The name of a folder of these versions.</summary>
    public const string FolderName = $"{Version}-{BindingVersion}";

    /// <summary>What a restore fetches.</summary>
    public static readonly Bytes Download = new(131_000_000);

    /// <summary>What a restore needs on the disk until it is done.</summary>
    public static readonly Bytes Needed = Bytes.FromGiB(1.5);

    internal static readonly string[] Libraries = ["libtorch.so", "libtorch_cpu.so", "libc10.so", "libtorch_global_deps.so", "libgomp-98b21ff3.so.1"];

    internal const string Binding = "libLibTorchSharp.so";

    /// <summary>The folder that holds all versions.</summary>
    public string Root { get; } = root ?? Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "longhaul", "torch");

    /// <summary>The folder of this version's libraries: whole, or not there.</summary>
    public string Folder => Path.Combine(Root, FolderName);

    /// <summary>Whether the libraries are there.</summary>
    public bool IsReady => File.Exists(Path.Combine(Folder, Binding));

    /// <summary>Why the libraries neither are here nor can be fetched; null where nothing is known to be in the way.</summary>
    public TorchObstacle? Obstacle()
    {
        if (IsReady)
            return null;
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return new TorchObstacle($"libtorch {Version} is not published for {RuntimeInformation.RuntimeIdentifier}", null);
        if (!HasSdk)
            return new TorchObstacle("libtorch is restored by the .NET SDK, and here is only its runtime", "install the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0");
        return Writable() ?? LittleDisk();
    }

    private static bool HasSdk => Directory.Exists(Path.Combine(DotnetRuntime.Root, "sdk"));

    private TorchObstacle? Writable()
    {
        try
        {
            Directory.CreateDirectory(Root);
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new TorchObstacle($"{Root} can't be made: {problem.Message}", "set XDG_CACHE_HOME to a folder that can be written");
        }
    }

    private TorchObstacle? LittleDisk()
    {
        var free = new Bytes(new DriveInfo(Root).AvailableFreeSpace);
        return free.Value < Needed.Value ? new TorchObstacle($"{free} are free at {Root}; restoring libtorch takes {Needed}", "longhaul clean") : null;
    }
}

/// <summary>What stands between this machine and libtorch.</summary>
/// <param name="Remedy">What to do; null: nothing helps.</param>
public sealed record TorchObstacle(string Reason, string? Remedy);
