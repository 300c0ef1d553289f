using CliWrap;
using CliWrap.Buffered;
using CliWrap.Exceptions;
using Longhaul.Execution.Dotnet;
using Longhaul.Runs;
using Longhaul.Runs.Files;

namespace Longhaul.Execution.Torch;

/// <summary>
/// Fetches libtorch with <c>dotnet restore</c>, so that the user's feeds, mirrors and proxies hold, and puts what is needed of it into
/// <see cref="LibTorch.Folder"/> in one step. One process at a time; a second one waits and finds it done.
/// </summary>
public sealed class TorchRestore(LibTorch torch)
{
    private static readonly TimeSpan LockEvery = TimeSpan.FromMilliseconds(500);

    // Packages alone, without what depends on them: the managed half of TorchSharp is part of the trainer's build. The .props files
    // keep those of folders above away.
    private const string Project = $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
          </PropertyGroup>
          <ItemGroup>
            <PackageDownload Include="libtorch-cpu-linux-x64" Version="[{LibTorch.Version}]" />
            <PackageDownload Include="TorchSharp" Version="[{LibTorch.BindingVersion}]" />
          </ItemGroup>
        </Project>
        """;

    /// <summary>The one line that says what is going on, and that it is not for ever.</summary>
    public static string Announcement => $"restoring libtorch for neural networks (once, about {LibTorch.Download.Value / 1_000_000} MB to load)";

    /// <summary>Returns at once where the libraries are there.</summary>
    /// <exception cref="EnvironmentLacksException">They can't be fetched; the message says why and what to do.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (torch.IsReady)
            return;
        if (torch.Obstacle() is { } obstacle)
            throw new EnvironmentLacksException($"{obstacle.Reason}{(obstacle.Remedy is { } remedy ? $": {remedy}" : "")}.");
        try
        {
            await using var turn = await LockAsync(cancellationToken).ConfigureAwait(false);
            if (!torch.IsReady)
                await FetchAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentLacksException($"libtorch could not be put into {torch.Root}: {problem.Message}");
        }
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(torch.Root, "lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(LockEvery, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        var work = Path.Combine(torch.Root, "restoring");
        Clear(work);
        try
        {
            Directory.CreateDirectory(work);
            AtomicFile.Write(Path.Combine(work, "torch.csproj"), Project);
            foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
                AtomicFile.Write(Path.Combine(work, name), "<Project />\n");
            await RestoreAsync(work, cancellationToken).ConfigureAwait(false);
            Collect(Path.Combine(work, "packages"), Path.Combine(work, "libraries"));
            Directory.Move(Path.Combine(work, "libraries"), torch.Folder);
        }
        finally
        {
            Clear(work);
        }
    }

    private static async Task RestoreAsync(string work, CancellationToken cancellationToken)
    {
        var packages = Path.Combine(work, "packages");
        try
        {
            var result = await Cli.Wrap(Path.Combine(DotnetRuntime.Root, "dotnet"))
                .WithArguments(["restore", "torch.csproj", "--packages", packages, "-v", "quiet", "-nologo", "-nodeReuse:false", "-tl:off"])
                .WithWorkingDirectory(work).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellationToken).ConfigureAwait(false);
            if (result.ExitCode != 0)
                throw new EnvironmentLacksException($"libtorch could not be restored: {FirstError(result.StandardOutput + result.StandardError)}");
        }
        catch (Exception problem) when (problem is System.ComponentModel.Win32Exception or CommandExecutionException)
        {
            throw new EnvironmentLacksException($"libtorch could not be restored: {problem.Message}");
        }
    }

    private static void Collect(string packages, string target)
    {
        Directory.CreateDirectory(target);
        var natives = Path.Combine(packages, "libtorch-cpu-linux-x64", LibTorch.Version, "runtimes", "linux-x64", "native");
        foreach (var name in LibTorch.Libraries)
            File.Move(Path.Combine(natives, name), Path.Combine(target, name));
        var binding = File.ReadAllBytes(Path.Combine(packages, "torchsharp", LibTorch.BindingVersion, "runtimes", "linux-x64", "native", LibTorch.Binding));
        // Built by GCC 13, it asks for this version of libstdc++ (Debian 12 has 3.4.30), but only for a symbol that nothing calls: the marker
        // that <iostream> leaves in each object file.
        ElfVersions.MakeOptional(binding, "GLIBCXX_3.4.32");
        // Last: it says that the folder is whole.
        AtomicFile.Write(Path.Combine(target, LibTorch.Binding), stream => stream.Write(binding));
    }

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static string FirstError(string output)
    {
        var line = output.Split('\n').FirstOrDefault(text => text.Contains("error", StringComparison.Ordinal)) ?? output;
        var start = line.IndexOf("error", StringComparison.Ordinal);
        return line[Math.Max(0, start)..].Trim();
    }
}
