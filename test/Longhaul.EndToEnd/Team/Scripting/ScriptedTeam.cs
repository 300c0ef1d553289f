using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Longhaul.Tests.Models;

namespace Longhaul.EndToEnd.Team.Scripting;

/// <summary>
/// A model for a whole team: each job's answers in order. What it says follows from the request alone, so that a call that is asked again gets the
/// same answer; only failures come once.
/// </summary>
internal sealed class ScriptedTeam
{
    private readonly Dictionary<string, IReadOnlyList<ScriptedStep>> _jobs = [];
    private readonly ConcurrentDictionary<(string, int), int> _asked = new();

    /// <summary>Whether a job's step is the number of its requests so far, for long ones whose prompts don't hold all answers any more.</summary>
    public bool CountsRequests { get; init; }

    /// <summary>Which job a request is for; by default what its brief says.</summary>
    public Func<SeenRequest, string> Naming { get; init; } = seen => seen.Job;

    /// <summary>The requests, as the script saw them, in their order.</summary>
    public ConcurrentQueue<SeenRequest> Seen { get; } = [];

    /// <summary>What the leader says.</summary>
    public ScriptedTeam Leads(params ScriptedStep[] steps) => Works("", steps);

    /// <summary>What a role says whose brief begins with <c>JOB name</c>.</summary>
    public ScriptedTeam Works(string job, params ScriptedStep[] steps)
    {
        _jobs[job] = steps;
        return this;
    }

    /// <summary>The answer to a request.</summary>
    public ScriptedReply Answer(JsonNode request)
    {
        var seen = SeenRequest.Of(request);
        seen = seen with { Job = Naming(seen) };
        if (CountsRequests)
            seen = seen with { Step = Seen.Count(earlier => earlier.Job == seen.Job) };
        Seen.Enqueue(seen);
        if (!_jobs.TryGetValue(seen.Job, out var steps) || seen.Step >= steps.Count)
            return ScriptedReply.Fails(400, "{\"error\":{\"message\":\"the script is over\"}}");
        var times = _asked.AddOrUpdate((seen.Job, seen.Step), 1, (_, times) => times + 1);
        return times <= steps[seen.Step].Failures.Count ? steps[seen.Step].Failures[times - 1] : steps[seen.Step].Reply;
    }

    /// <summary>One call of a tool; the arguments are an anonymous object.</summary>
    public static (string Name, string Arguments) Call(string tool, object arguments) => (tool, JsonSerializer.Serialize(arguments));

    /// <summary>An answer that calls one tool.</summary>
    public static ScriptedStep Use(string tool, object arguments) => ScriptedReply.Uses(Call(tool, arguments));
}

/// <summary>An answer, and the failures that come before it.</summary>
internal sealed record ScriptedStep(ScriptedReply Reply, params IReadOnlyList<ScriptedReply> Failures)
{
    public static implicit operator ScriptedStep(ScriptedReply reply) => new(reply);
}
