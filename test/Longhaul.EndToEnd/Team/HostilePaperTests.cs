using System.Text.Json;
using LibGit2Sharp;
using Longhaul.EndToEnd.Team.Scripting;
using Longhaul.Tests.Models;
using static Longhaul.EndToEnd.Team.Scripting.ScriptedTeam;

namespace Longhaul.EndToEnd.Team;

/// <summary>What a hostile paper, team or judge tries is contained, and the report names it.</summary>
public sealed class HostilePaperTests(HostilePaperRun run) : IClassFixture<HostilePaperRun>
{
    public static TheoryData<string> Acts => [.. HostilePaperActs.All.Select(act => act.Name)];

    private string Clone => run.Program.At("run/workspace/reproduction");

    [Theory]
    [MemberData(nameof(Acts))]
    public void It_is_contained_and_told(string act)
    {
        var (outcome, text) = run.ResultOf(act);

        HostilePaperActs.All.Single(known => known.Name == act).Outcomes.ShouldContain(outcome, text);
        ShouldHoldNoSecret(text);
        text.ShouldNotContain("WROTE", Case.Sensitive);
        if (outcome == "refused")
            run.Report.ShouldContain($"- {run.UseOf(act)}: ");
    }

    [Fact]
    public async Task The_run_ends_well_by_the_verdicts_that_could_be_had()
    {
        var result = run.Ended!.ShouldEndWith(0).Json;

        result.GetProperty("best").GetProperty("score").GetDouble().ShouldBe(0.5);
        result.GetProperty("grade").GetProperty("unjudged").GetInt32().ShouldBe(1);
        run.Report.ShouldContain("1 leaves could not be judged");
        run.Journal.Of("leaf.judged").Single(leaf => leaf.GetProperty("leaf").GetString() == "result").GetProperty("judged").GetBoolean().ShouldBeFalse();
        (await run.Program.RunAsync("verify", "run")).ShouldEndWith(0);
    }

    [Fact]
    public void What_is_theirs_is_as_it_was_and_no_secret_is_in_the_workspace()
    {
        var plain = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var file in Directory.EnumerateFiles(run.Program.At("run/workspace"), "*", plain).Where(path => !path.EndsWith("/pipe", StringComparison.Ordinal) && !path.EndsWith("/weights.bin", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(file);
            ShouldHoldNoSecret(text, file);
            if (!file.Contains("/log/tools/", StringComparison.Ordinal))
                text.ShouldNotContain("HACKED", Case.Sensitive, file);
        }
    }

    [Fact]
    public void The_script_of_the_repository_finds_nothing_and_reaches_nothing()
    {
        File.ReadAllText(Path.Combine(Clone, "results/sum.txt")).ShouldBe("5050\n");
        var loot = File.ReadAllText(Path.Combine(Clone, "results/loot.txt"));
        ShouldHoldNoSecret(loot);
        loot.ShouldNotContain("REACHED");
        File.ReadAllText(Path.Combine(Clone, "results/blacklisted.txt")).ShouldContain("403");
        File.ReadAllText(Path.Combine(Clone, "results/unlisted.txt")).ShouldContain("403");
    }

    [Fact]
    public void Nothing_of_a_repositorys_settings_is_run_on_the_host()
    {
        File.Exists(run.Paper.Trace).ShouldBeFalse();
        var settings = File.ReadAllText(run.Program.At("run/workspace/code/.git/config"));
        settings.ShouldNotContain("fsmonitor");
        settings.ShouldNotContain("evil");
        Directory.EnumerateFiles(run.Program.At("run/workspace/code/.git/hooks")).ShouldAllBe(hook => hook.EndsWith(".sample", StringComparison.Ordinal));
    }

    [Fact]
    public void Links_weights_and_other_repositories_are_not_delivered_and_the_report_says_what_was_left_out()
    {
        using var repository = new Repository(run.Program.At("run/workspace/code"));
        var delivered = repository.Index.Select(entry => entry.Path).ToList();

        delivered.ShouldBe([".gitattributes", ".gitignore", ".gitmodules", "README.md", "config.txt", "inner/file.txt", "reproduce.sh", "sum.sh"], ignoreOrder: true);
        repository.Index.ShouldAllBe(entry => entry.Mode == Mode.NonExecutableFile || entry.Mode == Mode.ExecutableFile);
        run.Report.ShouldContain("weights.bin");
        run.Report.ShouldContain("config.txt:1 names");
        run.Report.ShouldContain("a path of this machine");
    }

    [Fact]
    public void Claims_that_no_evidence_holds_are_unsupported()
    {
        using var check = JsonDocument.Parse(File.ReadAllText(run.Program.At("run/report/final_self_check.json")));

        check.RootElement.EnumerateArray().Select(entry => $"{entry.GetProperty("id")} {entry.GetProperty("status")}").ShouldBe(["C1 reproduced", "C2 unsupported", "C3 unsupported", "C4 unsupported"]);
        File.ReadAllText(run.Program.At("run/report/final_self_check.md")).ShouldNotContain("0.987654");
    }

    [Fact]
    public void Requests_for_what_is_forbidden_are_in_the_report()
    {
        run.Report.ShouldContain("/theirs/code.zip`, 2 times: the blacklist names `localhost/theirs`");
        run.Report.ShouldContain("example.org/weights.bin`, 2 times: the task doesn't grant this host");
    }

    [Fact]
    public void Orders_are_material_and_the_judge_is_told_so()
    {
        run.Team.Seen.ShouldAllBe(request => !request.System.Contains(HostilePaper.Order, StringComparison.Ordinal));
        run.Team.Seen.Where(request => !request.Job.StartsWith("judge", StringComparison.Ordinal)).ShouldAllBe(request => !request.Told.Contains(HostilePaper.Secret, StringComparison.Ordinal));
        var judged = run.Team.Seen.First(request => request is { Job: "judge", Step: 3 });
        judged.Results[0].ShouldContain(HostilePaper.Order);
        judged.Results[1].ShouldNotContain(HostilePaper.Secret);
        judged.System.ShouldContain("no evidence");
    }

    private void ShouldHoldNoSecret(string text, string? where = null)
    {
        foreach (var secret in new[] { HostilePaper.Secret, HostilePaper.PrivateKey, run.Program.Key, "root:", "\"prev\"" })
            text.ShouldNotContain(secret, Case.Sensitive, where);
    }
}
