using System.Text.Json;
using System.Text.Json.Nodes;

namespace Longhaul.EndToEnd.Team.Scripting;

/// <summary>Answers a mailbox's letters by a script, as a person or another program would.</summary>
internal sealed class MailClerk : IAsyncDisposable
{
    private readonly string _folder;
    private readonly ScriptedTeam _team;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _work;

    public MailClerk(string folder, ScriptedTeam team)
    {
        (_folder, _team) = (Directory.CreateDirectory(folder).FullName, team);
        _work = WorkAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _work;
        _end.Dispose();
    }

    private async Task WorkAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            foreach (var letter in Directory.EnumerateFiles(_folder, "*.request.json").Select(path => path[..^".request.json".Length]).Where(letter => !File.Exists(letter + ".reply.json")).ToList())
                Answer(letter);
            await Task.Delay(20);
        }
    }

    private void Answer(string letter)
    {
        var reply = _team.Answer(JsonNode.Parse(File.ReadAllText(letter + ".request.json"))!);
        var text = JsonSerializer.Serialize(new { text = reply.Text, calls = reply.Calls.Select(call => new { name = call.Name, arguments = JsonNode.Parse(call.Arguments) }) });
        File.WriteAllText(letter + ".half", text);
        File.Move(letter + ".half", letter + ".reply.json");
    }
}
