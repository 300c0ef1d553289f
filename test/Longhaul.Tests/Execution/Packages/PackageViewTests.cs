using Longhaul.Execution.Packages;

namespace Longhaul.Tests.Execution.Packages;

public sealed class PackageViewTests
{
    [Fact]
    public void Node_finds_packages_from_any_file_and_pip_comes_first_on_the_path_that_was()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("npm/node_modules"));
        Directory.CreateDirectory(folder.At("pip"));

        var view = PackageRecipes.Of(PackageSystem.Npm).View(folder.At("npm")).And(PackageRecipes.Of(PackageSystem.Pip).View(folder.At("pip")));
        var variables = view.Over(new Dictionary<string, string> { ["PATH"] = "/opt/python/bin:/usr/bin" });

        view.Mounts.ShouldContain(mount => mount.Target == "/node_modules" && !mount.Writable);
        view.Mounts.ShouldAllBe(mount => !mount.Writable);
        variables["PATH"].ShouldBe("/node_modules/.bin:/environment/pip/bin:/opt/python/bin:/usr/bin");
        variables["NODE_PATH"].ShouldBe("/environment/npm/node_modules");
    }

    [Fact]
    public void Unpacked_libraries_headers_and_modules_are_on_the_search_paths_that_are_there()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("usr/lib/x86_64-linux-gnu"));

        var view = PackageRecipes.Of(PackageSystem.Apt).View(folder.Path);

        view.Variables["LD_LIBRARY_PATH"].ShouldBe("/environment/apt/usr/lib/x86_64-linux-gnu:/environment/apt/usr/lib");
        view.Paths.ShouldContain("/environment/apt/usr/bin");
    }

    [Fact]
    public void Where_nothing_was_added_a_job_keeps_its_very_variables()
    {
        var own = new Dictionary<string, string> { ["A"] = "b" };

        AddedView.Nothing.Over(own).ShouldBeSameAs(own);
    }
}
