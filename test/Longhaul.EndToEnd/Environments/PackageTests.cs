using Longhaul.EndToEnd.Team.Scripting;
using Longhaul.Tests.Models;
using static Longhaul.EndToEnd.Team.Scripting.ScriptedTeam;

namespace Longhaul.EndToEnd.Environments;

/// <summary>Packages that the host installs for a run between its experiments, from an index on this machine.</summary>
public sealed class PackageTests : IAsyncDisposable
{
    private static readonly string[] Options = ["--budget", "10m", "--json", "--yes"];
    private readonly PackageIndex _index = new PackageIndex().Holds("tinysum", "1.0", "from tinycore import add\n", "tinycore>=2").Holds("tinycore", "2.5", "def add(n):\n    return sum(range(n + 1))\n");
    private readonly TeamProgram _program;

    public PackageTests()
    {
        _program = new TeamProgram().With("PIP_INDEX_URL", _index.Url).With("PIP_FIND_LINKS", "").With("PIP_CONFIG_FILE", "/dev/null");
        PaperScript.Write(_program.At("sums"));
    }

    public async ValueTask DisposeAsync()
    {
        _program.Dispose();
        await _index.DisposeAsync();
    }

    [Fact]
    public async Task What_a_role_asks_for_is_installed_seen_by_what_runs_later_delivered_pinned_and_played_again_without_the_index()
    {
        await SkipWithoutPipAsync();
        await using var server = new ScriptedServer(Team().Answer);

        var result = (await _program.RunAsync(["run", "sums", .. TeamProgram.Model("openai", server), "--packages", "pip", "--record", "session.jsonl", "--out", "run", .. Options])).ShouldEndWith(0).Json;

        result.GetProperty("best").GetProperty("score").GetDouble().ShouldBe(1);
        var journal = _program.Journal("run");
        var uses = journal.Uses;
        uses["s7.1.1"].Outcome.ShouldBe("failed", "nobody has the module yet");
        uses["s7.2.1"].Text.ShouldContain("tinycore 2.5, tinysum 1.0");
        uses["s7.3.1"].Text.ShouldContain("added 5050");
        uses["s7.4.1"].Outcome.ShouldBe("ok", "what is installed can't be written");
        uses["s7.4.1"].Text.ShouldContain("read-only");
        var installed = journal.Of("packages.installed").ShouldHaveSingleItem();
        installed.GetProperty("packages")[1].GetProperty("hash").GetString()!.ShouldStartWith("sha256:");
        journal.Of("trial.started").ShouldHaveSingleItem().GetProperty("environment").GetString()!.Length.ShouldBe(64);
        journal.Of("reproduction.ended").Select(ended => ended.GetProperty("ending").GetString()!.ToLowerInvariant()).ShouldBe(["success", "success"]);
        File.ReadAllText(_program.At("run/workspace/code/setup_env.sh")).ShouldContain("'tinycore==2.5' 'tinysum==1.0'");
        File.ReadAllText(_program.At("run/workspace/analysis/environment.md")).ShouldContain("tinysum 1.0");
        File.ReadAllText(_program.At("run/report/report.md")).ShouldContain("| pip | tinysum |");
        File.ReadAllText(_program.At("run/network.jsonl")).ShouldContain($"http://{_index.Host}/simple/tinysum/");
        (await _program.RunAsync("verify", "run")).ShouldEndWith(0);

        await _index.DisposeAsync();
        var played = (await _program.RunAsync(["run", "sums", "--model", "replay:session.jsonl", "--packages", "pip", "--out", "played", .. Options])).ShouldEndWith(0).Json;
        played.GetProperty("best").GetProperty("score").GetDouble().ShouldBe(1);
        Directory.Exists(_program.At("played/environment")).ShouldBeFalse();
        File.ReadAllText(_program.At("played/workspace/code/setup_env.sh")).ShouldBe(File.ReadAllText(_program.At("run/workspace/code/setup_env.sh")));
    }

    [Fact]
    public async Task Nothing_is_installed_unless_the_user_permits_it_and_the_role_is_told_which_option_does()
    {
        await using var server = new ScriptedServer(Asks("tinysum").Answer);

        (await _program.RunAsync(["run", "sums", .. TeamProgram.Model("openai", server), "--skip-reproduction", "--out", "run", .. Options])).ShouldEndWith(0);

        var (outcome, text) = _program.Journal("run").Uses["s7.1.1"];
        outcome.ShouldBe("refused");
        text.ShouldContain("--packages pip");
        text.ShouldContain("resources: {packages: [pip]}");
        _index.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_no_name_or_not_in_the_index_or_fits_nothing_leaves_the_run_as_it_was()
    {
        await SkipWithoutPipAsync();
        string[] hostile = ["--index-url=http://127.0.0.1:1/", "git+https://example.org/x", "../wheels/x.whl", "http://127.0.0.1/x.whl", "tinysum; touch /tmp/x", "tinysum @ file:///etc", "-r /etc/passwd", "missing-thing"];
        var team = Asks(hostile);
        await using var server = new ScriptedServer(team.Answer);

        (await _program.RunAsync(["run", "sums", .. TeamProgram.Model("openai", server), "--packages", "pip,npm", "--skip-reproduction", "--out", "run", .. Options])).ShouldEndWith(0);

        var journal = _program.Journal("run");
        for (var call = 1; call < hostile.Length; call++)
            journal.Uses[$"s7.1.{call}"].Outcome.ShouldBe("wrong", hostile[call - 1]);
        journal.Uses[$"s7.1.{hostile.Length}"].Outcome.ShouldBe("failed");
        journal.Uses[$"s7.1.{hostile.Length}"].Text.ShouldContain("missing-thing");
        journal.Of("packages.installed").ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(_program.At("run/environment")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_installation_that_was_cut_off_is_made_anew_by_whoever_takes_the_run_up()
    {
        await SkipWithoutPipAsync();
        _index.Stalls = true;
        var team = Team();
        await using var server = new ScriptedServer(team.Answer);
        using (var owner = _program.Start(["run", "sums", .. TeamProgram.Model("openai", server), "--packages", "pip", "--out", "run", .. Options]))
        {
            while (!_index.Asked.Any(path => path.StartsWith("/files/", StringComparison.Ordinal)) && !owner.HasExited)
                await Task.Delay(50, TestContext.Current.CancellationToken);
            owner.Kill();
            await owner.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        _program.Journal("run").Of("packages.installed").ShouldBeEmpty();
        _index.Stalls = false;
        var result = (await _program.RunAsync("resume", "run", "--json")).ShouldEndWith(0).Json;

        result.GetProperty("best").GetProperty("score").GetDouble().ShouldBe(1);
        _program.Journal("run").Of("packages.installed").ShouldHaveSingleItem().GetProperty("packages").GetArrayLength().ShouldBe(2);
    }

    private static ScriptedTeam Team() => PaperScript.Team()
        .Leads(
            Use("ask_role", new { role = "environment", brief = "JOB packages. See to packages." }),
            Use("ask_role", new { role = "implementer-paper", brief = "JOB build. Write it." }),
            Use("ask_role", new { role = "self-checker", brief = "JOB check. Check the claims." }),
            Use("finish", new { summary = "The sum is there (e1).", reason = "it is a test" }))
        .Works(
            "packages",
            Use("run", new { command = "python3 -c 'import tinysum'" }),
            Use("add_packages", new { manager = "pip", packages = new[] { "tinysum == 1.0" } }),
            Use("run", new { command = "python3 -c 'import tinysum; print(\"added\", tinysum.add(100))'" }),
            Use("run", new { command = "touch \"$(dirname \"$(python3 -c 'import tinysum; print(tinysum.__file__)')\")/x\" 2>&1 | grep -i read-only" }),
            Use("finish", new { summary = "tinysum is there." }))
        .Works(
            "build",
            ScriptedReply.Uses(
                Call("write", new { path = "code/sum.py", content = "import os, tinysum\nos.makedirs('results', exist_ok=True)\nopen('results/sum.txt', 'w').write(f'{tinysum.add(100)}\\n')\nprint(tinysum.add(100))\n" }),
                Call("write", new { path = "code/reproduce.sh", content = "set -e\nbash setup_env.sh\n.venv/bin/python3 sum.py\n" })),
            Use("run_command_experiment", new { title = "sum", command = "python3 sum.py", covers = new[] { "C1" } }),
            Use("rehearse", new { }),
            Use("finish", new { summary = "e1 shows it." }));

    // Asks for all of them at once, and delivers what needs no package.
    private static ScriptedTeam Asks(params string[] packages) => PaperScript.Team()
        .Leads(
            Use("ask_role", new { role = "environment", brief = "JOB packages. See to packages." }),
            Use("ask_role", new { role = "implementer-paper", brief = "JOB build. Write it." }),
            Use("finish", new { summary = "The sum is there (e1).", reason = "it is a test" }))
        .Works("packages", ScriptedReply.Uses([.. packages.Select(package => Call("add_packages", new { manager = "pip", packages = new[] { package } }))]), Use("finish", new { summary = "Tried." }));

    private static async Task SkipWithoutPipAsync() => Assert.SkipUnless(
        (await LonghaulProgram.StartAsync("/usr/bin/env", ["/usr/bin/python3", "-m", "pip", "--version"], "/")).ExitCode == 0, "/usr/bin/python3 has no pip");
}
