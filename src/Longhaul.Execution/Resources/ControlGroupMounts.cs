using System.Text.RegularExpressions;

namespace Longhaul.Execution.Resources;

/// <summary>Where this process's own control groups lie, by controller; the key <c>""</c> is the unified hierarchy (v2).</summary>
internal static partial class ControlGroupMounts
{
    /// <summary>Of this process.</summary>
    public static IReadOnlyDictionary<string, string> Own()
    {
        try
        {
            return Parse(File.ReadAllText("/proc/self/mountinfo"), File.ReadAllText("/proc/self/cgroup"));
        }
        catch (IOException)
        {
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }
    }

    /// <param name="mountInfo"><c>/proc/self/mountinfo</c>, proc(5).</param>
    /// <param name="groups"><c>/proc/self/cgroup</c>: <c>4:memory:/a/b</c>, for v2 <c>0::/a/b</c>.</param>
    public static IReadOnlyDictionary<string, string> Parse(string mountInfo, string groups)
    {
        var paths = groups.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':', 3))
            .Where(fields => fields.Length == 3)
            .SelectMany(fields => fields[1].Split(',').Select(controller => (controller, path: fields[2])))
            .ToDictionary(pair => pair.controller, pair => pair.path, StringComparer.Ordinal);
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match mount in Mount().Matches(mountInfo))
        {
            var controllers = mount.Groups["type"].Value == "cgroup2" ? [""] : mount.Groups["options"].Value.Split(',');
            foreach (var controller in controllers)
            {
                if (paths.TryGetValue(controller, out var path))
                    result.TryAdd(controller, Join(mount.Groups["point"].Value, Relative(mount.Groups["root"].Value, path)));
            }
        }

        return result;
    }

    /// <summary>In a container the mount may show a part of the hierarchy only: its root is taken off the path.</summary>
    private static string Relative(string root, string path) =>
        root != "/" && (path == root || path.StartsWith(root + "/", StringComparison.Ordinal)) ? path[root.Length..] : path;

    private static string Join(string point, string path) => point + (path is "/" or "" || path.StartsWith("/..", StringComparison.Ordinal) ? "" : path);

    [GeneratedRegex(@"^\d+ \d+ \S+ (?<root>\S+) (?<point>\S+) .* - (?<type>cgroup2?) \S+ (?<options>\S+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Mount();
}
