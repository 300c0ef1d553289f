using System.Xml.Linq;
using Longhaul.Execution.Torch;
using Longhaul.Runs;

namespace Longhaul.Tests.Execution.Torch;

public sealed class LibTorchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_native_half_is_of_the_version_that_the_trainer_is_built_with()
    {
        var pinned = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Single(package => (string?)package.Attribute("Include") == "TorchSharp");

        ((string?)pinned.Attribute("Version")).ShouldBe(LibTorch.BindingVersion);
    }

    [Fact]
    public void An_empty_cache_holds_no_libtorch() => new LibTorch(_folder.Path).IsReady.ShouldBeFalse();

    [Fact]
    public void A_cache_that_cannot_be_made_is_named_with_what_to_do()
    {
        var torch = new LibTorch(Path.Combine(_folder.Write("file", "no folder"), "torch"));

        var obstacle = torch.Obstacle().ShouldNotBeNull();

        obstacle.Reason.ShouldContain(torch.Root);
        obstacle.Remedy.ShouldNotBeNull().ShouldContain("XDG_CACHE_HOME");
    }

    [Fact]
    public async Task A_restore_that_cannot_start_says_why()
    {
        var torch = new LibTorch(Path.Combine(_folder.Write("file", "no folder"), "torch"));

        var problem = await Should.ThrowAsync<EnvironmentLacksException>(() => new TorchRestore(torch).RunAsync(TestContext.Current.CancellationToken));

        problem.Message.ShouldContain("can't be made");
    }
}
