using System.Text.Json;
using Longhaul.Runs;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Search.State;

namespace Longhaul.Team.Tools.Talking;

/// <summary><c>ask_person</c>: a question to who started the run; <c>longhaul answer</c> answers it.</summary>
public sealed class AskPersonTool(RunLedger ledger, TimeProvider clock) : ITool
{
    private const double UsualMinutes = 10;
    private const int Longest = 1000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);

    public string Name => "ask_person";

    public string Description => "Asks the person who started the run, and waits for an answer. Only for what no file and no experiment can tell, such as what the task means.";

    public JsonElement Schema { get; } = new ToolSchema().Text("question", "One clear question.").NumberOr("minutes", "How long to wait, default 10.").Build();

    public bool Repeatable => true;

    public async Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var question = Printable.Line(arguments.Text("question"), Longest);
        var asked = TimeSpan.FromMinutes(arguments.NumberOr("minutes", 0.01, 24 * 60) ?? UsualMinutes);
        if (Find(scene) is null)
            ledger.Record(scene.Session, new PersonAsked(scene.Session, scene.Use, question));
        var limit = scene.TimeLeft is { } left && left < asked ? left : asked;
        for (var since = clock.GetTimestamp(); Find(scene)!.Answer is null && clock.GetElapsedTime(since) < limit;)
            await Task.Delay(Look, clock, cancellationToken).ConfigureAwait(false);
        return Find(scene)!.Answer is { } answer
            ? ToolResult.Ok($"The person answers: {answer}", $"answered: {Printable.Line(answer, 120)}")
            : ToolResult.Failed("No answer came in time. Decide yourself, and write down what you assumed.", "no answer came");
    }

    private Question? Find(ToolScene scene) => ledger.State.Team.Questions.Find(question => question.Use == scene.Use);
}
