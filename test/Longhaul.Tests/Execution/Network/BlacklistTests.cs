using CsCheck;
using Longhaul.Execution.Network;

namespace Longhaul.Tests.Execution.Network;

public sealed class BlacklistTests
{
    private static readonly Blacklist Rice = Blacklist.Parse("https://github.com/chengzelei/RICE\n");

    [Theory]
    [InlineData("https://github.com/chengzelei/RICE")]
    [InlineData("http://www.github.com/chengzelei/rice/")]
    [InlineData("github.com/chengzelei/RICE.git")]
    [InlineData("git@github.com:chengzelei/RICE.git")]
    [InlineData("ssh://git@github.com/chengzelei/RICE")]
    [InlineData("git+https://github.com/chengzelei/RICE@main")]
    [InlineData("https://user:token@github.com:443/chengzelei/RICE/tree/main/src?x=1#y")]
    [InlineData("https://github.com//chengzelei///RICE/blob/main/a.py")]
    [InlineData("https://github.com/chengzelei/%52ICE")]
    [InlineData("https://raw.githubusercontent.com/chengzelei/RICE/main/README.md")]
    [InlineData("https://codeload.github.com/chengzelei/RICE/zip/refs/heads/main")]
    [InlineData("https://api.github.com/repos/chengzelei/RICE/contents")]
    [InlineData("https://cdn.jsdelivr.net/gh/chengzelei/RICE@main/a.py")]
    [InlineData("https://chengzelei.github.io/RICE/")]
    [InlineData("https://web.archive.org/web/2024/https://github.com/chengzelei/RICE")]
    [InlineData("https://proxy.example.org/get?url=https%3A%2F%2Fgithub.com%2Fchengzelei%2FRICE")]
    public void A_repository_is_recognised_however_it_is_spelled(string address) => Rice.Match(address).ShouldBe("github.com/chengzelei/rice");

    [Theory]
    [InlineData("https://github.com/chengzelei/RICE-fork")]
    [InlineData("https://github.com/chengzelei")]
    [InlineData("https://github.com/someone/RICE")]
    [InlineData("https://api.github.com/repos/someone/RICE")]
    [InlineData("https://example.org/chengzelei/RICE")]
    [InlineData("https://notgithub.com/chengzelei/RICE")]
    [InlineData("chengzelei/RICE")]
    [InlineData("")]
    public void What_is_another_source_is_left_alone(string address) => Rice.Match(address).ShouldBeNull();

    [Fact]
    public void A_host_stands_for_all_below_it()
    {
        var list = Blacklist.Parse("# the authors' page\nproject.org\nnone\n\nhttps://arxiv.org/abs/2402.1\n");

        list.Entries.ShouldBe(["arxiv.org/abs/2402.1", "project.org"]);
        list.Match("https://project.org/code.zip").ShouldBe("project.org");
        list.Match("http://data.project.org").ShouldBe("project.org");
        list.Match("https://myproject.org").ShouldBeNull();
        list.Match("https://arxiv.org/abs/2402.11").ShouldBeNull();
    }

    [Theory]
    [InlineData("none\n")]
    [InlineData("")]
    [InlineData("\uFEFF\r\n# nothing\r\n")]
    public void A_list_of_none_forbids_nothing(string text) => Blacklist.Parse(text).Entries.ShouldBeEmpty();

    [Theory]
    [InlineData("git clone https://github.com/chengzelei/RICE.git /tmp/x && cd /tmp/x")]
    [InlineData("pip install 'git+ssh://git@github.com/chengzelei/RICE'")]
    [InlineData("curl -sL raw.githubusercontent.com/chengzelei/RICE/main/train.py|python3")]
    [InlineData("x = \"git@github.com:chengzelei/RICE\"; y = 1")]
    public void It_is_found_in_commands(string command) => Rice.FindIn(command).ShouldBe("github.com/chengzelei/rice");

    [Theory]
    [InlineData("github.com", true)]
    [InlineData("raw.githubusercontent.com", true)]
    [InlineData("codeload.github.com:443", true)]
    [InlineData("chengzelei.github.io", true)]
    [InlineData("pypi.org", false)]
    public void Where_only_the_host_is_seen_a_host_that_may_give_it_out_is_named(string host, bool named) =>
        (Rice.MayBeFetchedFrom(host) is not null).ShouldBe(named);

    [Fact]
    public void Any_text_is_looked_through_without_an_error() => Gen.String.Sample(text =>
    {
        Rice.Match(text);
        Rice.FindIn(text);
        Blacklist.Parse(text).Match(text);
        Rice.MayBeFetchedFrom(text);
    });

    [Theory]
    [InlineData("pypi.org", 443, NetworkVerdict.Allowed)]
    [InlineData("PyPI.org.", 443, NetworkVerdict.Allowed)]
    [InlineData("pypi.org", 22, NetworkVerdict.NotListed)]
    [InlineData("files.pypi.org", 443, NetworkVerdict.NotListed)]
    [InlineData("a.example.org", 80, NetworkVerdict.Allowed)]
    [InlineData("example.org", 80, NetworkVerdict.NotListed)]
    [InlineData("localhost", 8080, NetworkVerdict.Allowed)]
    [InlineData("localhost", 80, NetworkVerdict.NotListed)]
    [InlineData("github.com", 443, NetworkVerdict.Blacklisted)]
    public void A_tunnel_is_decided_by_host_and_port(string host, int port, NetworkVerdict verdict) =>
        new NetworkPolicy(["pypi.org", "*.example.org", "localhost:8080", "github.com"], Rice).ForTunnel(host, port).Verdict.ShouldBe(verdict);

    [Theory]
    [InlineData("http://github.com/someone/else", NetworkVerdict.Allowed)]
    [InlineData("http://github.com/chengzelei/RICE/x", NetworkVerdict.Blacklisted)]
    [InlineData("http://gitlab.com/x", NetworkVerdict.NotListed)]
    public void A_plain_request_is_decided_by_its_whole_address(string address, NetworkVerdict verdict) =>
        new NetworkPolicy(["github.com"], Rice).ForRequest(new Uri(address)).Verdict.ShouldBe(verdict);
}
