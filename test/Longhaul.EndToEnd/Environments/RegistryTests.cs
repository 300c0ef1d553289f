using Longhaul.EndToEnd.Team.Scripting;
using Longhaul.Tests.Models;
using static Longhaul.EndToEnd.Team.Scripting.ScriptedTeam;

namespace Longhaul.EndToEnd.Environments;

/// <summary>Packages of the managers' real registries, where this machine reaches them.</summary>
public sealed class RegistryTests : IDisposable
{
    private readonly TeamProgram _program = new();

    public RegistryTests() => PaperScript.Write(_program.At("sums"));

    public void Dispose() => _program.Dispose();

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData("npm", "https://registry.npmjs.org/is-number", "is-number@7.0.0", "node -e \"console.log('five', require('is-number')(5))\" && echo \"import n from 'is-number'; console.log('six', n(6))\" > /tmp/a.mjs && node /tmp/a.mjs", "six true")]
    [InlineData("apt", "http://deb.debian.org/debian/", "sl", "command -v sl && ls -l \"$(command -v sl)\"", "/environment/apt/usr/games/sl")]
    [InlineData("nuget", "https://api.nuget.org/v3/index.json", "Newtonsoft.Json@13.0.1", "cd /tmp && printf '#:package Newtonsoft.Json@13.0.1\\n#:property PublishAot=false\\nSystem.Console.WriteLine(Newtonsoft.Json.JsonConvert.SerializeObject(new[] { 1, 2 }));\\n' > a.cs && timeout 150 dotnet run a.cs", "[1,2]")]
    public async Task A_package_is_installed_and_seen_by_what_runs_later(string manager, string registry, string package, string command, string shown)
    {
        Assert.SkipUnless(await IsReachedAsync(registry), $"{registry} is not reached from here");
        var team = PaperScript.Team()
            .Leads(
                Use("ask_role", new { role = "environment", brief = "JOB packages. See to packages." }),
                Use("ask_role", new { role = "implementer-paper", brief = "JOB build. Write it." }),
                Use("finish", new { summary = "The sum is there (e1).", reason = "it is a test" }))
            .Works(
                "packages",
                Use("add_packages", new { manager, packages = new[] { package } }),
                Use("run", new { command }),
                Use("finish", new { summary = "It is there." }));
        await using var server = new ScriptedServer(team.Answer);

        (await _program.RunAsync(
            ["run", "sums", .. TeamProgram.Model("openai", server), "--packages", manager, "--skip-reproduction", "--budget", "10m", "--json", "--yes", "--out", "run"])).ShouldEndWith(0);

        var uses = _program.Journal("run").Uses;
        uses["s7.1.1"].Outcome.ShouldBe("ok", uses["s7.1.1"].Text);
        uses["s7.2.1"].Outcome.ShouldBe("ok", uses["s7.2.1"].Text);
        uses["s7.2.1"].Text.ShouldContain(shown);
        _program.Journal("run").Of("packages.installed").ShouldHaveSingleItem().GetProperty("packages")[0].GetProperty("hash").GetString()!.Length.ShouldBeGreaterThan(40);
    }

    private static async Task<bool> IsReachedAsync(string registry)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(15) };
        try
        {
            using var answer = await client.GetAsync(registry, HttpCompletionOption.ResponseHeadersRead);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
