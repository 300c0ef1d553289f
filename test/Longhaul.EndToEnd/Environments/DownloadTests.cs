using Longhaul.EndToEnd.Team.Scripting;
using Longhaul.Tests.Models;
using static Longhaul.EndToEnd.Team.Scripting.ScriptedTeam;

namespace Longhaul.EndToEnd.Environments;

/// <summary>Files that the host fetches for a run, some with a token of the user's, from a host on this machine.</summary>
public sealed class DownloadTests : IAsyncDisposable
{
    private const string Token = "hf_planted_5c0d1e9a77b34f2e";
    private static readonly string[] Options = ["--budget", "10m", "--json", "--yes"];
    private readonly FileHost _host = new(Token);
    private readonly TeamProgram _program;

    public DownloadTests()
    {
        _program = new TeamProgram().With("HF_TOKEN", Token);
        PaperScript.Write(_program.At("sums"));
        File.WriteAllText(_program.At("sums/blacklist.txt"), $"127.0.0.1/forbidden\nhttp://127.0.0.1:{_host.Port}/forbidden\n");
        File.AppendAllText(_program.At("config/longhaul/config.yaml"), $"\ndownloads:\n  \"127.0.0.1:{_host.Port}\": {{token: {{env: HF_TOKEN}}}}\n");
    }

    public async ValueTask DisposeAsync()
    {
        _program.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Gated_files_come_with_the_users_token_which_is_nowhere_to_be_found_and_are_delivered_as_lines_of_a_script()
    {
        Grant($"127.0.0.1:{_host.Port}", $"localhost:{_host.Port}");
        await using var server = new ScriptedServer(Team().Answer);

        var result = (await _program.RunAsync(["run", "sums", .. TeamProgram.Model("openai", server), "--record", "session.jsonl", "--out", "run", .. Options])).ShouldEndWith(0).Json;

        result.GetProperty("best").GetProperty("score").GetDouble().ShouldBe(1);
        var journal = _program.Journal("run");
        var uses = journal.Uses.Where(use => use.Key.StartsWith("s7.", StringComparison.Ordinal)).ToDictionary();
        uses["s7.1.1"].ShouldBe(("ok", uses["s7.1.1"].Text));
        uses["s7.1.1"].Text.ShouldContain("19 B");
        uses["s7.1.2"].Outcome.ShouldBe("ok");
        uses["s7.1.3"].Outcome.ShouldBe("ok", "an open file needs no token");
        uses["s7.1.4"].Text.ShouldContain("blacklist");
        uses["s7.1.5"].Text.ShouldContain("holds a token");
        uses["s7.1.6"].Text.ShouldContain("169.254.169.254");
        uses["s7.1.7"].Text.ShouldContain("hashes to");
        uses["s7.1.8"].Text.ShouldContain("401");
        uses["s7.1.9"].Outcome.ShouldBe("refused", "the history of the code is the host's");
        _host.Asked.Where(asked => asked.Host == "localhost").ShouldAllBe(asked => asked.Authorization == null);
        _host.Asked.ShouldContain(asked => asked.Path == "/cdn.bin");
        _host.Asked.ShouldNotContain(asked => asked.Path.StartsWith("/forbidden", StringComparison.Ordinal));

        var script = File.ReadAllText(_program.At("run/workspace/code/download_resources.sh"));
        script.ShouldContain("${HF_TOKEN:+Authorization: Bearer $HF_TOKEN}");
        script.ShouldContain("'downloads/weights.bin'");
        journal.Of("file.fetched").Count().ShouldBe(3);
        journal.Of("reproduction.ended").Select(ended => ended.GetProperty("ending").GetString()!.ToLowerInvariant()).ShouldBe(["success", "success"]);
        File.ReadAllText(_program.At("run/network.jsonl")).ShouldContain("\"verdict\":\"Blacklisted\"");
        File.ReadAllText(_program.At("run/report/report.md")).ShouldContain("$HF_TOKEN");
        Directory.EnumerateFiles(_program.At("run"), "*", SearchOption.AllDirectories).Append(_program.At("session.jsonl"))
            .Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Token)) >= 0).ShouldBeEmpty();
        server.Requests.ShouldAllBe(request => !request.ToJsonString(null).Contains(Token));

        await _host.DisposeAsync();
        (await _program.RunAsync(["run", "sums", "--model", "replay:session.jsonl", "--out", "played", .. Options])).ShouldEndWith(0);
        File.ReadAllText(_program.At("played/workspace/code/downloads/weights.bin")).ShouldBe(FileHost.Weights);
    }

    [Fact]
    public async Task Without_hosts_that_the_task_grants_nothing_is_fetched_and_the_role_is_told_what_grants_them()
    {
        await using var server = new ScriptedServer(Team().Answer);

        await _program.RunAsync(["run", "sums", .. TeamProgram.Model("openai", server), "--skip-reproduction", "--out", "run", .. Options]);

        var (outcome, text) = _program.Journal("run").Uses["s7.1.1"];
        outcome.ShouldBe("refused");
        text.ShouldContain("resources: {network:");
        _host.Asked.ShouldBeEmpty();
    }

    private void Grant(params string[] hosts)
    {
        foreach (var (name, folder) in new[] { ("paper.md", "public"), ("blacklist.txt", "public"), ("rubric.json", "private") })
        {
            Directory.CreateDirectory(_program.At("sums", folder));
            File.Move(_program.At("sums", name), _program.At("sums", folder, name));
        }

        File.WriteAllText(
            _program.At("sums/task.yaml"),
            $"id: sums\ntrack: paper\ntitle: Sums\nblacklist: public/blacklist.txt\ngrader: {{kind: rubric, answers: private/rubric.json}}\nresources: {{network: [{string.Join(", ", hosts.Select(host => $"'{host}'"))}]}}\n");
    }

    private ScriptedTeam Team() => PaperScript.Team()
        .Leads(
            Use("ask_role", new { role = "resources", brief = "JOB files. See to files." }),
            Use("ask_role", new { role = "implementer-paper", brief = "JOB build. Write it." }),
            Use("ask_role", new { role = "self-checker", brief = "JOB check. Check the claims." }),
            Use("finish", new { summary = "The sum is there (e1).", reason = "it is a test" }))
        .Works(
            "files",
            ScriptedReply.Uses(
                Fetch("/elsewhere.bin", "code/downloads/weights.bin"),
                Fetch("/gated.bin", "code/downloads/more.bin"),
                Fetch("/open.csv", "code/downloads/open.csv"),
                Fetch("/forbidden/code.py", "code/downloads/code.py"),
                Fetch("/echo", "code/downloads/echo.txt"),
                Fetch("/away", "code/downloads/away.txt"),
                Call("fetch_file", new { url = $"{_host.Url}/open.csv", to = "code/downloads/odd.csv", sha256 = new string('0', 64) }),
                Fetch("/missing", "code/downloads/missing.txt"),
                Fetch("/open.csv", "code/.git/hooks/pre-commit")),
            Use("finish", new { summary = "The files are there." }))
        .Works(
            "build",
            ScriptedReply.Uses(
                Call("write", new { path = "code/sum.sh", content = "mkdir -p results\ncat downloads/weights.bin downloads/more.bin > results/seen.txt\nseq 100 | awk '{ s += $1 } END { print s }' > results/sum.txt\ncat results/sum.txt\n" }),
                Call("write", new { path = "code/reproduce.sh", content = "set -e\nhead -c 100000 download_resources.sh | grep -v open.csv > mine.sh\nbash mine.sh\nbash sum.sh\n" })),
            Use("run_command_experiment", new { title = "sum", command = "bash sum.sh", covers = new[] { "C1" } }),
            Use("rehearse", new { }),
            Use("finish", new { summary = "e1 shows it." }));

    private (string, string) Fetch(string path, string to) => Call("fetch_file", new { url = _host.Url + path, to });
}
