using Longhaul.Execution.Packages;

namespace Longhaul.Tests.Execution.Packages;

public sealed class PipSettingsTests
{
    [Fact]
    public void Without_settings_packages_come_from_PyPI_and_its_host_of_files()
    {
        var source = PipSettings.Of("");

        source.Hosts.ShouldBe(["pypi.org", "files.pythonhosted.org"]);
        source.Variables.ShouldBeEmpty();
        source.Secrets.ShouldBeEmpty();
    }

    [Fact]
    public void Variables_win_over_files_and_local_folders_are_shown_to_the_installer()
    {
        using var folder = new TemporaryFolder();

        var source = PipSettings.Of($"""
            :env:.index-url='http://mirror:8080/simple'
            global.index-url='https://elsewhere.example/simple'
            global.trusted-host='mirror'
            global.proxy='http://user:secret@proxy'
            install.find-links='{folder.Path}'
            """);

        source.Hosts.ShouldBe(["mirror:8080"]);
        source.Variables["PIP_INDEX_URL"].ShouldBe("http://mirror:8080/simple");
        source.Variables["PIP_TRUSTED_HOST"].ShouldBe("mirror");
        source.Variables.Keys.ShouldNotContain("PIP_PROXY");
        source.Mounts.ShouldHaveSingleItem().Source.ShouldBe(folder.Path);
    }

    [Fact]
    public void Several_indexes_stand_in_one_setting_and_a_password_is_known_as_one()
    {
        var source = PipSettings.Of("global.index-url='https://user:pass@one.example/simple'\nglobal.extra-index-url='\\nhttps://two.example/simple\\nhttps://three.example/simple'\n");

        source.Hosts.ShouldBe(["one.example", "two.example", "three.example"]);
        source.Secrets.ShouldHaveSingleItem().ShouldContain("user:pass");
    }
}
