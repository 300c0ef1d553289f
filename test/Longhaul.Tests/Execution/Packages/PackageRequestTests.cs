using Longhaul.Execution.Packages;

namespace Longhaul.Tests.Execution.Packages;

public sealed class PackageRequestTests
{
    [Theory]
    [InlineData(PackageSystem.Pip, "torch", "torch", "")]
    [InlineData(PackageSystem.Pip, "torch==2.4.1+cpu", "torch", "==2.4.1+cpu")]
    [InlineData(PackageSystem.Pip, "scikit-learn >= 1.4, < 2", "scikit-learn", ">=1.4,<2")]
    [InlineData(PackageSystem.Pip, "ray[tune,rllib]~=2.9", "ray", "[tune,rllib]~=2.9")]
    [InlineData(PackageSystem.Npm, "left-pad@1.3.0", "left-pad", "@1.3.0")]
    [InlineData(PackageSystem.Npm, "@scope/name@^2.0.0-rc.1", "@scope/name", "@^2.0.0-rc.1")]
    [InlineData(PackageSystem.Nuget, "Newtonsoft.Json@13.0.3", "Newtonsoft.Json", "@13.0.3")]
    [InlineData(PackageSystem.Apt, "g++", "g++", "")]
    [InlineData(PackageSystem.Apt, "jq=1.6-2.1+deb12u1", "jq", "=1.6-2.1+deb12u1")]
    public void Names_with_versions_are_packages(PackageSystem manager, string text, string name, string version)
    {
        var request = PackageRequest.Parse(manager, text, out _).ShouldNotBeNull();

        request.Name.ShouldBe(name);
        request.Version.ShouldBe(version);
    }

    public static TheoryData<string> Hostile =>
    [
        "", " ", "-r", "--index-url=http://evil", "-e.", ".", "..", "/etc/passwd", "./x.whl", "../x", "x/y", "x.whl/..", "git+https://github.com/a/b", "https://evil/x.whl", "file:///x",
        "x @ https://evil", "x@https://evil", "x@file:y", "x@npm:y", "x@git+ssh://y", "x;y", "x y", "x\ny", "x\n--pre", "x$(id)", "x`id`", "x'y", "x\"y", "x|y", "x&y", "x>y;", "x==1;python_version<'3'",
        "~x", "@x", "@/x", "@a/b/c", "x@", "x==", "x=", new string('a', 300),
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Options_addresses_paths_and_shell_are_none(string text)
    {
        foreach (var manager in PackageSystems.All)
        {
            // pip's own form allows blanks; what is left of them must be a name alone.
            if (manager == PackageSystem.Pip && text == "x y")
                continue;
            PackageRequest.Parse(manager, text, out var problem).ShouldBeNull($"{manager}: {text}");
            problem.ShouldContain(manager.Word());
        }
    }

    [Fact]
    public void A_name_for_apt_that_means_remove_is_none() => PackageRequest.Parse(PackageSystem.Apt, "python3-", out _).ShouldBeNull();

    [Theory]
    [InlineData("Foo.Bar_baz", "foo-bar-baz")]
    [InlineData("torch", "torch")]
    public void Names_for_pip_compare_by_PEP_503(string name, string key) => PackageRequest.KeyOf(PackageSystem.Pip, name).ShouldBe(key);

    [Fact]
    public void A_pin_names_the_very_version_and_is_none_where_a_package_calls_itself_something_odd()
    {
        PackagePin.Of(PackageSystem.Pip, new InstalledPackage("six", "1.16.0", "")).ShouldBe("six==1.16.0");
        PackagePin.Of(PackageSystem.Npm, new InstalledPackage("@a/b", "1.0.0", "")).ShouldBe("@a/b@1.0.0");
        PackagePin.Of(PackageSystem.Pip, new InstalledPackage("six'; rm -rf ~; '", "1", "")).ShouldBeNull();
        PackagePin.Of(PackageSystem.Pip, new InstalledPackage("six", "1\n--pre", "")).ShouldBeNull();
    }
}
