using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Longhaul.Models.Addresses;
using Longhaul.Models.Calling;
using Longhaul.Models.Prices;
using Longhaul.Models.Tokens;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Budgets;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Team.Roles;
using Longhaul.Team.Sessions;
using Longhaul.Team.Tools;
using Longhaul.Team.Tools.Files;
using Longhaul.Team.Tools.Research;
using Longhaul.Team.Tools.Talking;
using Longhaul.Tests.Search.Loop;
using Microsoft.Extensions.AI;

namespace Longhaul.Tests.Team;

/// <summary>Helpers that only read work at the same time when one answer asks several; who writes does not.</summary>
public sealed class SideBySideTests : IDisposable
{
    private static readonly string[] Helpers = ["helper-explore", "helper-explore", "helper-plan"];

    private readonly SmallSearch _search = new();

    public void Dispose() => _search.Dispose();

    [Fact]
    public async Task Helpers_of_one_answer_are_asked_before_any_of_them_has_answered()
    {
        // None answers before all were asked: one after the other, the first would wait for ever.
        using var model = new Meeting(Helpers, together: 3);
        var started = await LeadAsync(model, sideBySide: 3);

        started.Select(session => (session.Session, session.Role)).ShouldBe([("s1", "orchestrator"), ("s2", "helper-explore"), ("s3", "helper-explore"), ("s4", "helper-plan")]);
        started.Skip(1).Select(session => session.By).ShouldBe(["s1.1.1", "s1.1.2", "s1.1.3"]);
        model.Notes.Keys.Order(StringComparer.Ordinal).ShouldBe(["notes/helper-explore-2.md", "notes/helper-explore.md", "notes/helper-plan.md"]);
    }

    [Fact]
    public async Task Where_order_is_kept_they_follow_one_another_with_the_same_ids_and_notes()
    {
        using var model = new Meeting(Helpers, together: 1);
        var started = await LeadAsync(model, sideBySide: 1);

        started.Select(session => session.Role).ShouldBe(["orchestrator", .. Helpers]);
        model.Notes.Keys.Order(StringComparer.Ordinal).ShouldBe(["notes/helper-explore-2.md", "notes/helper-explore.md", "notes/helper-plan.md"]);
        model.MostAtOnce.ShouldBe(1);
    }

    [Fact]
    public async Task Who_writes_works_alone()
    {
        using var model = new Meeting(["analyst", "planner"], together: 1);

        await LeadAsync(model, sideBySide: 3);

        model.MostAtOnce.ShouldBe(1);
    }

    [Fact]
    public async Task What_one_of_them_cannot_bear_ends_the_others_and_is_the_reason()
    {
        using var model = new Meeting(Helpers, together: 3) { Breaks = "helper-plan" };

        (await Should.ThrowAsync<InvalidOperationException>(() => LeadAsync(model, sideBySide: 3))).Message.ShouldContain("no such model");
        _search.State.Team.Sessions["s1"].Ended.ShouldBeNull();

        // Taken up again, all three are there still, under the same ids; one that had answered before the other broke is not asked again.
        using var patient = new Meeting(Helpers, together: 1);
        (await LeadAsync(patient, sideBySide: 3)).Count.ShouldBe(4);
    }

    [Fact]
    public void Roles_that_only_read_are_the_helpers_for_reading_and_for_thinking_alone() =>
        RoleBook.All.Values.Where(role => role.OnlyReads).Select(role => role.Name).Order(StringComparer.Ordinal).ShouldBe(["helper-explore", "helper-paper", "helper-plan", "judge"]);

    private async Task<IReadOnlyList<RoleStarted>> LeadAsync(Meeting model, int sideBySide)
    {
        Directory.CreateDirectory(_search.Folder.Workspace);
        using var ledger = RunLedger.Open(_search.Folder, Direction.Maximize, TimeProvider.System);
        ledger.Record("run", new RunStarted(1, "test", ledger.Healed));
        var address = new ModelAddress(Provider.OpenAI, "meeting");
        var seat = new ModelSeat(address, new ModelCaller(address, model, TimeProvider.System, () => 0), Price.Free);
        TeamGround? ground = null;
        var desk = new ImaginedDesk(ledger, _search);
        ITool[] tools =
        [
            new ListTool(), new ReadTool(), new SearchTool(), new WriteTool(), new EditTool(), new PreviewTool(), new AutomlTool(desk, () => ledger.State.Graph), new AskPersonTool(ledger, TimeProvider.System),
            new AskRoleTool(() => ground!), new FinishTool(() => ledger.State, () => null, _ => null),
        ];
        ground = new TeamGround(
            ledger, tools.ToDictionary(tool => tool.Name, StringComparer.Ordinal), _ => seat, new TokenCounter(), new Allowance(new BudgetClock(_search.Settings, TimeProvider.System), null, null), desk)
        { SideBySide = sideBySide };
        var lead = RoleBook.All["orchestrator"];
        if (ledger.State.Team.Order.Count == 0)
            ledger.Record("s1", new RoleStarted("s1", lead.Name, null, new StoredTexts(ground.Objects).Put("Lead."), null, 0));
        (await new RoleSession(ground, lead, "s1").RunAsync(TestContext.Current.CancellationToken)).Outcome.ShouldBe("finished");
        return [.. ledger.State.Team.Order.Select(id => ledger.State.Team.Sessions[id].Started)];
    }

    /// <summary>A model whose leader asks several roles at once, each of which answers only when so many were asked.</summary>
    private sealed class Meeting(IReadOnlyList<string> roles, int together) : IChatClient
    {
        private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _came;
        private int _present;

        /// <summary>The role whose model is not there.</summary>
        public string? Breaks { get; init; }

        /// <summary>Notes that prompts named.</summary>
        public ConcurrentDictionary<string, bool> Notes { get; } = [];

        public int MostAtOnce { get; private set; }

        public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            var prompt = messages.ToList();
            var isLeader = options!.Tools!.Any(tool => tool.Name == "automl");
            if (isLeader && prompt.Exists(message => message.Role == ChatRole.Assistant))
                return Calls(("finish", Arguments(("summary", "Done."), ("reason", "a test"))));
            if (isLeader)
                return Calls([.. roles.Select(role => ("ask_role", Arguments(("role", role), ("brief", $"I am {role}."))))]);
            return await HelpAsync(string.Join('\n', prompt.Select(message => message.Text)), cancellationToken);
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
                yield return update;
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }

        private async Task<ChatResponse> HelpAsync(string prompt, CancellationToken cancellationToken)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _present));
            var notes = System.Text.RegularExpressions.Regex.Match(prompt, @"notes/(helper|analyst|planner)[a-z0-9-]*\.md").Value;
            Notes[notes] = true;
            if (Interlocked.Increment(ref _came) >= together)
                _complete.TrySetResult();
            await _complete.Task.WaitAsync(cancellationToken);
            if (Breaks is { } broken && prompt.Contains($"I am {broken}.", StringComparison.Ordinal))
                throw new InvalidOperationException("no such model");
            await Task.Yield();
            Interlocked.Decrement(ref _present);
            return Calls(("finish", Arguments(("summary", "Read."))));
        }

        private static ChatResponse Calls(params (string Name, Dictionary<string, object?> Arguments)[] calls) => new(
            new ChatMessage(ChatRole.Assistant, [.. calls.Select((call, at) => (AIContent)new FunctionCallContent($"call-{at}", call.Name, call.Arguments))]))
        { FinishReason = ChatFinishReason.ToolCalls };

        private static Dictionary<string, object?> Arguments(params (string Name, string Value)[] values) => values.ToDictionary(value => value.Name, value => (object?)value.Value, StringComparer.Ordinal);
    }
}
