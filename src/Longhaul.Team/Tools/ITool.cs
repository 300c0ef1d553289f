using System.Text.Json;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs.Folder;
using Longhaul.Team.Permissions;
using Longhaul.Team.Roles;

namespace Longhaul.Team.Tools;

/// <summary>Something a role can do. A tool that fails returns a result; only the machine's own failures throw.</summary>
public interface ITool
{
    /// <summary>Its name, as the model calls it.</summary>
    string Name { get; }

    /// <summary>What it does, in a sentence or two, for the model.</summary>
    string Description { get; }

    /// <summary>The JSON schema of its arguments.</summary>
    JsonElement Schema { get; }

    /// <summary>
    /// Whether a use that was cut off is done again as it was (reading, asking) rather than undone and reported (a shell that may have sent
    /// half of its work).
    /// </summary>
    bool Repeatable { get; }

    /// <summary>Whether it only looks at files: its result can be had again, and is not kept as a file of its own.</summary>
    bool IsReading => false;

    /// <summary>The one file of the workspace that a use changes, so that it alone is kept to go back to; null: a use may change all that the role may write.</summary>
    string? Changes(ToolArguments arguments) => null;

    /// <summary>The tool as a role is offered it.</summary>
    ITool For(Role role) => this;

    /// <summary>Does it.</summary>
    /// <exception cref="ToolArgumentException">The arguments can't be used.</exception>
    Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken);
}

/// <summary>Who uses a tool, where, and with what is left.</summary>
/// <param name="Use">The use's id: <c>s1.4.2</c>.</param>
/// <param name="Session">The session's id.</param>
/// <param name="Data">What is below <c>data/</c>.</param>
public sealed record ToolScene(RunFolder Run, Role Role, string Session, string Use, IReadOnlyList<Mount> Data)
{
    /// <summary>Working time that the session still has; null: not limited.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>Experiments that the run still has; null: not limited.</summary>
    public int? ExperimentsLeft { get; init; }

    /// <summary>Working time and experiments of the run when this use was started, before any crash.</summary>
    public (TimeSpan Worked, int Experiments) Since { get; init; }

    /// <summary>The absolute path of what the role names, or null with a reason.</summary>
    public string? Locate(string path, out string problem) => Permission.Locate(Run, Data, path, out problem);
}
