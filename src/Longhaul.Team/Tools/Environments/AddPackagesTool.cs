using System.Text.Json;
using Longhaul.Execution.Packages;
using Longhaul.Runs;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Events;
using Longhaul.Team.Desk;
using Longhaul.Team.Sessions;
using Longhaul.Team.Texts;

namespace Longhaul.Team.Tools.Environments;

/// <summary><c>add_packages</c>: the host installs packages for all later commands, where the user has permitted it.</summary>
/// <param name="delivers">Whether a <c>setup_env.sh</c> is delivered that installs the same.</param>
public sealed class AddPackagesTool(IPackageDesk desk, bool delivers) : ITool
{
    private const int Most = 50;
    private const int LogShown = 3_000;
    private const double UsualMinutes = 20;

    public string Name => "add_packages";

    public string Description =>
        "Has packages installed by the host, outside of the sandbox without network: whatever runs later sees them (python3, node, dotnet, PATH). Only where the user permitted it. They come from the index that this machine is set up for; prefer few, pinned ones.";

    public JsonElement Schema { get; } = new ToolSchema()
        .Word("manager", "Which manager's packages.", PackageSystems.All.Select(manager => manager.Word()))
        .Texts("packages", "Names with versions: pip torch==2.4.1; npm left-pad@1.3.0; nuget Serilog@4.0.0; apt jq.", required: true)
        .NumberOr("minutes", "Time-out, default 20.")
        .Build();

    // What a use had begun is done anew; what it had finished is in the journal.
    public bool Repeatable => true;

    public async Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var word = arguments.Text("manager");
        if (PackageSystems.Of(word) is not { } manager)
            return ToolResult.Wrong($"{Name}: 'manager' must be one of {string.Join(", ", PackageSystems.All.Select(known => known.Word()))}, but is '{Printable.Line(word, 40)}'.");
        if (!desk.Permitted.Contains(manager.Word(), StringComparer.Ordinal))
            return ToolResult.Refused(Refusal(manager.Word()));
        var texts = arguments.Texts("packages");
        if (texts.Count is 0 or > Most)
            return ToolResult.Wrong($"{Name}: name 1 to {Most} packages.");
        var requests = new List<PackageRequest>();
        foreach (var text in texts)
        {
            if (PackageRequest.Parse(manager, text, out var problem) is not { } request)
                return ToolResult.Wrong($"{Name}: {problem}.");
            requests.Add(request);
        }

        var asked = TimeSpan.FromMinutes(arguments.NumberOr("minutes", 0.1, 240) ?? UsualMinutes);
        var answer = await desk.AddAsync(scene.Use, manager, requests, scene.TimeLeft is { } left && left < asked ? left : asked, cancellationToken).ConfigureAwait(false);
        return answer.Installed is { } installed ? Done(installed) : Failed(manager, answer.Printed, scene.Use);
    }

    private string Refusal(string manager) => desk.Permitted.Count == 0
        ? $"Nothing can be installed in this run: nobody has permitted it. The user turns it on with `--packages {manager}` of longhaul run, or `resources: {{packages: [{manager}]}}` in task.yaml. Go on with what is there (analysis/environment.md)."
        : $"Packages of {manager} can't be installed in this run: the user has permitted {string.Join(", ", desk.Permitted.Except([PackageWords.Source]))} only (`--packages`, `resources.packages`).";

    private ToolResult Done(PackagesInstalled installed)
    {
        var packages = installed.Packages.Count == 0 ? "nothing new: all of it is there already" : string.Join(", ", installed.Packages.Select(package => $"{package.Name} {package.Version}"));
        var delivered = delivers ? " setup_env.sh in code/ was given the lines that install the same elsewhere (pip: into .venv): a clean clone has no packages, so reproduce.sh must run it and use .venv where it is there." : "";
        return ToolResult.Ok(
            $"Installed with {installed.Manager}, for every command from now on: {packages}. {UseOf(installed.Manager)}{delivered}", $"{installed.Manager}: {Printable.Line(packages, 200)}");
    }

    private static string UseOf(string manager) => manager switch
    {
        "pip" => "python3 sees them.",
        "npm" => "node finds them (require and import), and their programs are on PATH.",
        "nuget" => "Without network, `dotnet run FILE.cs` restores them by the line `#:package NAME@VERSION` (and needs `#:property PublishAot=false`), a project by its PackageReference.",
        _ => "They were unpacked, not set up: programs, libraries and headers are on the search paths, services and settings below /etc are not made.",
    };

    private static ToolResult Failed(PackageSystem manager, string printed, string use)
    {
        var text = Plain.Of(printed);
        var result = ToolResult.Failed($"{manager.Word()} could not install them; everything is as it was before.\n{Cut.Middle(text, LogShown, WholeResults.PathOf(use))}", $"{manager.Word()}: nothing installed");
        return text.Length > LogShown ? result with { Whole = text } : result;
    }
}
