using System.Text;
using Longhaul.Execution.Packages;
using Longhaul.Search.State;

namespace Longhaul.Tracks.Papers.Delivery;

/// <summary>The part of a delivered <c>setup_env.sh</c> that installs what the host added during the run, pinned: pure. The rest of the script is the roles'.</summary>
internal static class SetupScript
{
    public const string Name = "setup_env.sh";

    /// <summary>The script with the part; as it was where nothing was added.</summary>
    /// <param name="text">The script; null where there is none.</param>
    public static string? With(string? text, EnvironmentState state) =>
        state.Installations.IsEmpty ? text : ScriptPart.Put(text, "packages that were added to the run", Part(state));

    private static string Part(EnvironmentState state)
    {
        var part = new StringBuilder();
        foreach (var installed in state.Current.Where(installed => installed.Packages.Count > 0))
        {
            var manager = PackageSystems.Of(installed.Manager)!.Value;
            // Of npm's several versions of a name the last is the one that programs find.
            var pins = installed.Packages.GroupBy(package => package.Name, StringComparer.Ordinal).Select(versions => PackagePin.Of(manager, versions.Last())!).ToList();
            part.Append(manager switch
            {
                PackageSystem.Pip => Pip(pins),
                PackageSystem.Npm => $"npm install --no-audit --no-fund --ignore-scripts {Quoted(pins)}\n",
                PackageSystem.Apt => $"command -v apt-get >/dev/null && apt-get install -y --no-install-recommends {Quoted(pins)} || echo \"install by hand: {string.Join(' ', pins)}\" >&2\n",
                _ => string.Concat(pins.Select(pin => $"# NuGet: {pin} (dotnet restores it where a program or project names it)\n")),
            });
        }

        return part.ToString();
    }

    // A Debian without ensurepip makes no environment with pip in it; its own pip serves as well.
    private static string Pip(IEnumerable<string> pins) => $"""
        [ -x .venv/bin/python3 ] || python3 -m venv --system-site-packages .venv 2>/dev/null || python3 -m venv --system-site-packages --without-pip --clear .venv
        .venv/bin/python3 -m pip install --disable-pip-version-check --no-input {Quoted(pins)}

        """;

    private static string Quoted(IEnumerable<string> pins) => string.Join(' ', pins.Select(pin => $"'{pin}'"));
}
