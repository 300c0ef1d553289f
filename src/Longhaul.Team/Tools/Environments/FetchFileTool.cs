using System.Text.Json;
using Longhaul.Runs;
using Longhaul.Team.Desk;
using Longhaul.Team.Permissions;

namespace Longhaul.Team.Tools.Environments;

/// <summary><c>fetch_file</c>: the host fetches a file for the delivered repository, with the user's token where its host wants one.</summary>
public sealed class FetchFileTool(IDownloadDesk desk) : ITool
{
    private const string Code = "code/";
    private const double UsualMinutes = 30;

    public string Name => "fetch_file";

    public string Description =>
        "Has the host fetch a file (data, weights) from a host that the task grants, with the user's token where that host wants one; you and the sandbox see the file, never the token. The line that fetches it elsewhere is written into download_resources.sh.";

    public JsonElement Schema { get; } = new ToolSchema()
        .Text("url", "The file's address, https://…")
        .Text("to", "Where it goes, in a folder that .gitignore keeps out: code/downloads/NAME.")
        .TextOr("sha256", "What it must hash to, where that is known.")
        .NumberOr("minutes", "Time-out, default 30.")
        .Build();

    // What a use had begun is done anew; what it had finished is in the journal.
    public bool Repeatable => true;

    public async Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var to = Permission.Clean(arguments.Text("to"));
        if (desk.Hosts.Count == 0)
            return ToolResult.Refused("Nothing can be fetched in this run: the task grants no hosts. The user grants them with `resources: {network: [huggingface.co]}` in task.yaml. Make do with data/, or write a generator of stand-in data and name it one.");
        if (!Uri.TryCreate(arguments.Text("url"), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return ToolResult.Wrong($"{Name}: 'url' must begin with https:// or http://.");
        if (!to.StartsWith(Code, StringComparison.Ordinal) || to.Any(char.IsControl))
            return ToolResult.Wrong($"{Name}: 'to' must lie below code/, such as code/downloads/weights.bin.");
        if (!Permission.Allows(scene.Role, to, FileUse.Write, out var reason))
            return ToolResult.Refused(reason);
        if (scene.Locate(to, out var problem) is not { } place)
            return ToolResult.Refused(problem);
        if (Directory.Exists(place))
            return ToolResult.Wrong($"{Name}: {to} is a folder; name the file.");
        var hash = arguments.TextOr("sha256")?.Trim().ToLowerInvariant();
        if (hash is not null && (hash.Length != 64 || !hash.All(char.IsAsciiHexDigit)))
            return ToolResult.Wrong($"{Name}: 'sha256' must have 64 hexadecimal digits.");
        var asked = TimeSpan.FromMinutes(arguments.NumberOr("minutes", 0.1, 24 * 60) ?? UsualMinutes);
        var answer = await desk.FetchAsync(scene.Use, address, to[Code.Length..], hash, scene.TimeLeft is { } left && left < asked ? left : asked, cancellationToken).ConfigureAwait(false);
        if (answer.Fetched is not { } fetched)
            return ToolResult.Failed($"{to} could not be fetched. {answer.Problem}", $"{Printable.Line(to, 100)}: not fetched");
        var gated = fetched.TokenVariable is null ? "" : " Its host wants a token, which no sandbox has: for reproduce.sh here the host puts the file in its place; elsewhere the script reads it from the environment.";
        return ToolResult.Ok(
            $"{to} is there: {new Bytes(fetched.Bytes)}, sha256 {fetched.Sha256}. download_resources.sh has the line that fetches it.{gated}", $"fetched {Printable.Line(to, 100)}, {new Bytes(fetched.Bytes)}");
    }
}
