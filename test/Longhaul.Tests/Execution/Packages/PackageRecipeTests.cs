using System.Diagnostics;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Packages;

namespace Longhaul.Tests.Execution.Packages;

public sealed class PackageRecipeTests : IDisposable
{
    private static readonly PackageSource Nowhere = new([], new Dictionary<string, string>(), []);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Node_keeps_the_version_that_programs_find_and_not_one_within_another_package()
    {
        _folder.Write("package-lock.json", """
            {"packages": {"": {"dependencies": {}},
              "node_modules/a": {"version": "1.10.0"},
              "node_modules/b": {"version": "3.0.0"},
              "node_modules/b/node_modules/a": {"version": "0.9.0"},
              "node_modules/c/node_modules/a": {"version": "1.9.0"}}}
            """);
        var recipe = PackageRecipes.Of(PackageSystem.Npm);

        var installed = recipe.Installed(Install(PackageSystem.Npm, "a"));
        var job = recipe.Job(Install(PackageSystem.Npm, "a") with { Kept = installed }, Nowhere);

        installed.Select(package => $"{package.Name}@{package.Version}").ShouldBe(["a@0.9.0", "a@1.9.0", "a@1.10.0", "b@3.0.0"]);
        job.Command[^1].ShouldBe("a@1.10.0");
    }

    [Fact]
    public void Debians_lists_that_were_fetched_are_named_before_the_packages()
    {
        Directory.CreateDirectory(_folder.At("bin"));
        File.WriteAllText(_folder.At("bin/apt-get"), "#!/bin/sh\necho \"$@\" >>calls.txt\n");
        File.SetUnixFileMode(_folder.At("bin/apt-get"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var command = PackageRecipes.Of(PackageSystem.Apt).Job(Install(PackageSystem.Apt, "jq"), Nowhere).Command;
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = _folder.Path };
        start.Environment["PATH"] = $"{_folder.At("bin")}:/usr/bin:/bin";

        using var process = Process.Start(start)!;
        process.WaitForExit();

        process.ExitCode.ShouldBe(0);
        var calls = File.ReadAllLines(_folder.At("calls.txt"));
        calls.Length.ShouldBe(2);
        calls.ShouldAllBe(call => call.Contains("-o Dir::State::lists=/work/lists "));
        calls[0].ShouldEndWith(" update");
        calls[1].ShouldEndWith(" -- jq");
    }

    private PackageInstall Install(PackageSystem manager, string request) =>
        new(new JobId("install"), [PackageRequest.Parse(manager, request, out _)!], _folder.At("work"), _folder.Path, _folder.At("cache"));
}
