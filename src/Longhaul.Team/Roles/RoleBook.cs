using Longhaul.Runs.Tasks.Yaml;
using Longhaul.Runs.Workspace;
using Longhaul.Team.Sessions;

namespace Longhaul.Team.Roles;

/// <summary>The roles that are shipped.</summary>
public static class RoleBook
{
    private const string Folder = "roles/";

    /// <summary>Roles by name.</summary>
    public static IReadOnlyDictionary<string, Role> All { get; } = typeof(RoleBook).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .Select(name => Read(name[Folder.Length..^".yaml".Length]))
        .ToDictionary(role => role.Name, StringComparer.Ordinal);

    /// <summary>A role as a run knows it.</summary>
    /// <param name="without">What is switched off.</param>
    public static Role For(string name, Ablations without) => without.Helpers
        ? All[name] with { Calls = [.. All[name].Calls.Where(other => !other.StartsWith("helper-", StringComparison.Ordinal))] }
        : All[name];

    /// <summary>A shipped text: a charter, a rule, a reminder.</summary>
    /// <exception cref="InvalidOperationException">There is none of that name.</exception>
    public static string Prompt(string name) => Resource($"prompts/{name}.md");

    private static Role Read(string name)
    {
        var map = YamlDocument.Parse($"{name}.yaml", Resource($"{Folder}{name}.yaml"));
        map.Allow("purpose", "writes", "appends", "tools", "calls", "opens", "steps", "model", "rules", "leads", "judges");
        return new Role
        {
            Name = name,
            Purpose = map.Text("purpose") ?? throw map.Wrong("purpose", "a role needs a purpose."),
            Charter = Prompt(name),
            Writes = Known(map, "writes", RegionMode.Write),
            Appends = Known(map, "appends", RegionMode.AppendOnly),
            Tools = map.Texts("tools") ?? throw map.Wrong("tools", "a role needs tools."),
            Calls = map.Texts("calls") ?? [],
            Opens = map.Texts("opens") ?? [],
            Steps = map.Whole("steps", 1) ?? throw map.Wrong("steps", "a role needs a number of steps."),
            Model = map.Text("model"),
            Rules = map.Text("rules") ?? "rules",
            Leads = map.Word("leads", "true", "false") == "true",
            Judges = map.Word("judges", "true", "false") == "true",
        };
    }

    private static IReadOnlyList<string> Known(YamlMap map, string key, RegionMode mode)
    {
        var regions = map.Texts(key) ?? [];
        return regions.All(path => Regions.All.Any(region => region.Path == path && region.Mode == mode))
            ? regions
            : throw map.Wrong(key, $"'{key}' may name: {string.Join(", ", Regions.All.Where(region => region.Mode == mode).Select(region => region.Path))}.");
    }

    private static string Resource(string name)
    {
        using var stream = typeof(RoleBook).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"There is no {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
