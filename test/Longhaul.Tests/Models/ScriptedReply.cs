namespace Longhaul.Tests.Models;

/// <summary>What the scripted server answers to one request.</summary>
internal sealed record ScriptedReply
{
    public string? Text { get; init; }

    /// <summary>Calls of tools: name and arguments as JSON text, which may be broken on purpose.</summary>
    public IReadOnlyList<(string Name, string Arguments)> Calls { get; init; } = [];

    /// <summary>Anything but 200 is an error with <see cref="Text"/> as its body.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Seconds of a Retry-After header.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The connection is cut in the middle of the stream.</summary>
    public bool BreaksOff { get; init; }

    /// <summary>What stands in the stream in place of its second half; null: that half.</summary>
    public string? Instead { get; init; }

    public int InputTokens { get; init; } = 100;
    public int CachedTokens { get; init; } = 40;
    public int OutputTokens { get; init; } = 10;

    public static ScriptedReply Says(string text) => new() { Text = text };

    public static ScriptedReply Uses(params IReadOnlyList<(string Name, string Arguments)> calls) => new() { Calls = calls };

    public static ScriptedReply Fails(int status, string body = "{}", int? retryAfter = null) => new() { Status = status, Text = body, RetryAfter = retryAfter };
}
