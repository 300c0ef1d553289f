using Longhaul.EndToEnd.Team.Scripting;
using Longhaul.Tests.Models;
using static Longhaul.EndToEnd.Team.Scripting.ScriptedTeam;

namespace Longhaul.EndToEnd.Team;

/// <summary>Papers that come as a PDF with orders in it, and as archives and repositories that must not be opened.</summary>
public sealed class HostileDocumentTests : IDisposable
{
    private const int Link = 0xA000 | 0x1FF;
    private const int File = 0x8000 | 0x1A4;

    private readonly TeamProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task A_PDF_that_gives_orders_is_material()
    {
        HostilePaper.WritePdf(_program.At("order.pdf"));
        var team = new ScriptedTeam().Leads(
            Use("read", new { path = "paper/sections/02-method.md" }),
            Use("write", new { path = "code/reproduce.sh", content = "echo 5050\n" }),
            Use("rehearse", new { }),
            Use("finish", new { summary = "The sum.", reason = "it is a test" }));
        await using var server = new ScriptedServer(team.Answer);

        (await _program.RunAsync(["run", "order.pdf", .. TeamProgram.Model("openai", server), "--ablate", "team", "--budget", "10m", "--out", "run", "--json", "--yes"])).ShouldEndWith(0);

        team.Seen.ElementAt(1).Results.ShouldHaveSingleItem().ShouldContain(HostilePaper.Order);
        team.Seen.ShouldAllBe(request => !request.System.Contains(HostilePaper.Order, StringComparison.Ordinal));
        (await _program.RunAsync("verify", "run")).ShouldEndWith(0);
    }

    [Theory]
    [InlineData("../escaped.txt", "x", File)]
    [InlineData("/tmp/longhaul-escaped.txt", "x", File)]
    [InlineData("data/link", "/etc/passwd", Link)]
    [InlineData("..\\escaped.txt", "x", File)]
    public async Task An_archive_that_reaches_out_is_refused(string name, string content, int attributes)
    {
        HostilePaper.WriteZip(_program.At("paper.zip"), name, content, attributes);

        await RefusesAsync("paper.zip", "paper.zip");

        System.IO.File.Exists(_program.At("escaped.txt")).ShouldBeFalse();
        System.IO.File.Exists("/tmp/longhaul-escaped.txt").ShouldBeFalse();
    }

    [Fact]
    public async Task An_archive_that_unpacks_to_far_more_than_it_is_is_refused()
    {
        HostilePaper.WriteZip(_program.At("paper.zip"), "data/zeros.bin", new string('0', 300 << 20), File);

        await RefusesAsync("paper.zip", "paper.zip");
    }

    [Theory]
    [InlineData("code/link")]
    [InlineData("data/link")]
    public async Task A_link_in_what_came_with_the_paper_is_refused(string link)
    {
        PaperScript.Write(_program.At("sums"));
        Directory.CreateDirectory(Path.GetDirectoryName(_program.At("sums", link))!);
        System.IO.File.CreateSymbolicLink(_program.At("sums", link), "/etc/passwd");

        await RefusesAsync("sums", Path.GetFileName(link));
    }

    private async Task RefusesAsync(string task, string says)
    {
        await using var server = new ScriptedServer(_ => ScriptedReply.Fails(400));

        var outcome = (await _program.RunAsync(["run", task, .. TeamProgram.Model("openai", server), "--out", "run", "--json", "--yes"])).ShouldEndWith(2);

        outcome.Error.ShouldContain(says);
        outcome.Error.ShouldNotContain("   at ");
        outcome.Out.ShouldBeEmpty();
        server.Requests.ShouldBeEmpty();
    }
}
