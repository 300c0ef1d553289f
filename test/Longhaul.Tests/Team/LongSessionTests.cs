using System.Diagnostics;
using Longhaul.Models.Addresses;
using Longhaul.Models.Calling;
using Longhaul.Models.Prices;
using Longhaul.Models.Tokens;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Budgets;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Search.State;
using Longhaul.Team.Roles;
using Longhaul.Team.Sessions;
using Longhaul.Team.Tools;
using Longhaul.Team.Tools.Files;
using Longhaul.Team.Tools.Research;
using Longhaul.Team.Tools.Running;
using Longhaul.Team.Tools.Talking;
using Longhaul.Tests.Search.Loop;

namespace Longhaul.Tests.Team;

/// <summary>However long a session lasts, its prompts stay as large as they were: it goes on from files, not from all that was said.</summary>
public sealed class LongSessionTests(ITestOutputHelper output) : IDisposable
{
    private readonly SmallSearch _search = new() { Settings = SmallSearch.Usual with { MaxExperiments = 1000 } };

    public void Dispose() => _search.Dispose();

    [Fact]
    public Task After_hundreds_of_steps_prompts_are_no_larger_than_at_the_beginning() => WorkAsync(steps: 300);

    [Fact]
    [Trait("Speed", "Slow")]
    public Task After_thousands_of_steps_prompts_are_no_larger_than_at_the_beginning() => WorkAsync(steps: 5000);

    private async Task WorkAsync(int steps)
    {
        Directory.CreateDirectory(_search.Folder.Workspace);
        PromptAccount prompts;
        using (var ledger = RunLedger.Open(_search.Folder, Direction.Maximize, TimeProvider.System))
        {
            ledger.Record("run", new RunStarted(1, "test", ledger.Healed));
            using var model = new BusyModel(steps);
            var role = RoleBook.All["solo"] with { Steps = steps + 1 };
            var ground = Ground(ledger, model);
            ledger.Record("s1", new RoleStarted("s1", role.Name, null, new StoredTexts(ground.Objects).Put("Reach the best score."), null, 0));

            (await new RoleSession(ground, role, "s1").RunAsync(TestContext.Current.CancellationToken)).Outcome.ShouldBe("finished");

            prompts = ledger.State.Team.Prompts;
            ledger.State.Experiments.Count.ShouldBe((steps - 1) / BusyModel.StepsOfExperiment);
        }

        foreach (var (part, (sum, most)) in prompts.Parts)
            output.WriteLine($"{part}: {sum / prompts.Calls} tokens on average, {most} at most");
        output.WriteLine($"{prompts.Calls} prompts, the largest {prompts.Largest} tokens, of the first fifty {prompts.LargestEarly}; {prompts.Rebuilt} times built anew; memory {GC.GetTotalMemory(forceFullCollection: true) >> 20} MiB");
        prompts.Calls.ShouldBe(steps);
        prompts.Rebuilt.ShouldBeGreaterThan(2);
        prompts.Largest.ShouldBeLessThanOrEqualTo(24_000);
        ((double)prompts.Largest).ShouldBeLessThanOrEqualTo(1.2 * prompts.LargestEarly);
        ShouldBeTakenUpAgain();
    }

    private void ShouldBeTakenUpAgain()
    {
        var watch = Stopwatch.StartNew();
        using var ledger = RunLedger.Open(_search.Folder, Direction.Maximize, TimeProvider.System);
        output.WriteLine($"the journal of {new FileInfo(_search.Folder.Journal).Length >> 10} KiB was opened in {watch.Elapsed.TotalSeconds:0.00} s");
        ledger.State.Team.Sessions["s1"].Ended!.Outcome.ShouldBe("finished");
    }

    private TeamGround Ground(RunLedger ledger, BusyModel model)
    {
        var allowance = new Allowance(new BudgetClock(_search.Settings, TimeProvider.System), null, null);
        var desk = new ImaginedDesk(ledger, _search);
        ITool[] tools =
        [
            new ListTool(), new ReadTool(), new SearchTool(), new WriteTool(), new EditTool(), new AppendTool(ledger), new RunTool(desk, ledger), new ExperimentTool(desk, () => ledger.State, Ablations.None),
            new AutomlTool(desk, () => ledger.State.Graph), new PreviewTool(), new CheckFormTool(desk), new AskPersonTool(ledger, TimeProvider.System), new FinishTool(() => ledger.State, () => null, _ => null),
        ];
        var address = new ModelAddress(Provider.OpenAI, "busy");
        var seat = new ModelSeat(address, new ModelCaller(address, model, TimeProvider.System, () => 0), Price.Free);
        return new TeamGround(ledger, tools.ToDictionary(tool => tool.Name, StringComparer.Ordinal), _ => seat, new TokenCounter(), allowance, desk);
    }
}
