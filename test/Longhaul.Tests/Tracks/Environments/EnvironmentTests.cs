using Longhaul.Execution.Packages;
using Longhaul.Search.Events;
using Longhaul.Search.State;
using Longhaul.Tracks.Environments;
using Longhaul.Tracks.Papers.Delivery;

namespace Longhaul.Tests.Tracks.Environments;

public sealed class EnvironmentTests
{
    private static readonly PackagesInstalled Six = new(1, "s1.1.1", "pip", ["six>=1"], [new InstalledPackage("six", "1.16.0", "sha256:ab")]);

    [Fact]
    public void A_later_request_stands_in_the_place_of_an_earlier_one_of_its_name_and_frees_its_version()
    {
        var before = new PackagesInstalled(1, "s1.1.1", "pip", ["Foo_Bar==1", "six"], [new InstalledPackage("foo-bar", "1", ""), new InstalledPackage("six", "1.16.0", "")]);
        var wanted = PackageRequest.Parse(PackageSystem.Pip, "foo.bar>=2", out _)!;

        var (requests, kept) = InstallWish.Of(PackageSystem.Pip, before, [wanted]);

        requests.Select(request => request.Text).ShouldBe(["foo.bar>=2", "six"]);
        kept.ShouldHaveSingleItem().Name.ShouldBe("six");
    }

    [Fact]
    public void The_hash_of_an_environment_changes_with_what_is_in_it_alone()
    {
        var one = EnvironmentState.Empty.After(Six);

        EnvironmentState.Empty.Hash.ShouldBeNull();
        one.After(Six with { Number = 2, Use = "s2.1.1" }).Hash.ShouldBe(one.Hash);
        one.After(Six with { Number = 2, Packages = [new InstalledPackage("six", "1.17.0", "sha256:ab")] }).Hash.ShouldNotBe(one.Hash);
        one.After(Six with { Number = 2, Manager = "npm" }).Hash.ShouldNotBe(one.Hash);
    }

    [Fact]
    public void The_delivered_script_holds_the_pins_once_and_keeps_what_the_roles_wrote()
    {
        const string Own = "#!/bin/bash\nset -e\necho mine\n";
        var state = EnvironmentState.Empty.After(Six);

        var script = SetupScript.With(Own, state)!;
        var later = SetupScript.With(script, state.After(Six with { Number = 2, Packages = [.. Six.Packages, new InstalledPackage("tiny", "2", "")] }))!;

        script.ShouldStartWith("#!/bin/bash\n# >>>");
        script.ShouldEndWith("\nset -e\necho mine\n");
        script.ShouldContain("'six==1.16.0'");
        SetupScript.With(script, state).ShouldBe(script);
        later.Split("pip install").Length.ShouldBe(2);
        later.ShouldContain("'six==1.16.0' 'tiny==2'");
        SetupScript.With(Own, EnvironmentState.Empty).ShouldBe(Own);
        SetupScript.With(null, EnvironmentState.Empty).ShouldBeNull();
    }

    [Fact]
    public void Of_several_versions_the_delivered_script_pins_the_one_that_programs_find()
    {
        var state = EnvironmentState.Empty.After(new PackagesInstalled(1, "s1.1.1", "npm", ["a"], [new InstalledPackage("a", "0.9.0", ""), new InstalledPackage("a", "1.10.0", "")]));

        SetupScript.With(null, state)!.ShouldContain("--ignore-scripts 'a@1.10.0'\n");
    }

    [Fact]
    public void Roles_are_told_what_is_there_now()
    {
        var told = EnvironmentNotes.With("# Machine\n", EnvironmentState.Empty.After(Six));

        told.ShouldContain("- pip: six 1.16.0\n");
        EnvironmentNotes.With(told, EnvironmentState.Empty.After(Six)).ShouldBe(told);
    }
}
