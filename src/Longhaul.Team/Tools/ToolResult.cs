using Longhaul.Search.Events;

namespace Longhaul.Team.Tools;

/// <summary>What came of a tool: text for the model, and one line for people.</summary>
/// <param name="Outcome">In the journal's words.</param>
/// <param name="Text">What the model sees; long texts are kept whole elsewhere and named here.</param>
/// <param name="Line">For the log: <c>wrote code/model.py, 120 lines</c>.</param>
public sealed record ToolResult(ToolOutcome Outcome, string Text, string Line)
{
    /// <summary>It did what was asked.</summary>
    public static ToolResult Ok(string text, string line) => new(ToolOutcome.Ok, text, line);

    /// <summary>It was tried and failed, as a program that ends with an error does.</summary>
    public static ToolResult Failed(string text, string line) => new(ToolOutcome.Failed, text, line);

    /// <summary>The role may not do that.</summary>
    public static ToolResult Refused(string reason) => new(ToolOutcome.Refused, reason, reason);

    /// <summary>The arguments can't be used; the text says how they would be right.</summary>
    public static ToolResult Wrong(string problem) => new(ToolOutcome.Wrong, problem, problem);

    /// <summary>All that there is to read, where <see cref="Text"/> is a cut of it; null: the text itself.</summary>
    public string? Whole { get; init; }

    /// <summary>What it had to do with the web; null: nothing.</summary>
    public IReadOnlyList<WebContact>? Web { get; init; }
}

/// <summary>How a use of a tool ended.</summary>
public enum ToolOutcome
{
    Ok,

    /// <summary>Against the rules: nothing happened.</summary>
    Refused,

    /// <summary>Arguments that can't be used: nothing happened.</summary>
    Wrong,

    Failed,

    /// <summary>The process ended in the middle; what it had written was undone.</summary>
    Interrupted,
}
