namespace Longhaul.Runs.Workspace;

/// <summary>A part of the workspace with one owner.</summary>
/// <param name="Path">Below the workspace.</param>
/// <param name="Owner">The role that writes it; <c>host</c> for what the machine writes.</param>
/// <param name="Mode">What its owner may do.</param>
public sealed record Region(string Path, string Owner, RegionMode Mode, string Purpose)
{
    /// <summary>Whether the map counts its entries and names none: who needs one is told its path.</summary>
    public bool IsFolded { get; init; }
}

/// <summary>What the owner of a region may do with it. Everyone may read.</summary>
public enum RegionMode
{
    Write,
    AppendOnly,
}

/// <summary>The workspace's regions (DESIGN §3): data, enforced by the file tools and by the sandbox's mounts.</summary>
public static class Regions
{
    public static IReadOnlyList<Region> All { get; } =
    [
        new("analysis", "analyst", RegionMode.Write, "what the data are"),
        new("paper", "readers", RegionMode.Write, "the paper by parts, and what the readers found in it"),
        new("plan", "planner", RegionMode.Write, "what to try, in which order and why"),
        new("code", "implementer", RegionMode.Write, "programs; each candidate is a tag (c1, c2 …) of its git repository"),
        new("submission", "host", RegionMode.Write, "the best valid submission so far, and those before it"),
        new("log/impl_log.md", "implementer", RegionMode.AppendOnly, "what was built and why"),
        new("log/exp_log.md", "experimenter", RegionMode.AppendOnly, "what was run and what it showed"),
        new("log/tools", "host", RegionMode.Write, "long results of tools, whole") { IsFolded = true },
        new("log/jobs", "host", RegionMode.Write, "what commands in the background printed and left"),
        new("notes", "each role its own", RegionMode.Write, "a role's state between contexts"),
        new("experiments", "experimenter", RegionMode.Write, "evidence of each experiment"),
        new("reproduction", "host", RegionMode.Write, "the clean clone after its last reproduction"),
    ];

    /// <summary>The same, as the reproduction of a paper uses them: it has no candidates and no submission.</summary>
    public static IReadOnlyList<Region> OfPaper { get; } = [.. All.Where(region => region.Path != "submission").Select(region => region with
    {
        Purpose = region.Path switch
        {
            "analysis" => "what programs find on this machine",
            "plan" => "what the paper claims (inventory), what to do in which order, the self-check",
            "code" => "what is delivered: a git repository that the host commits",
            "experiments" => "what each command experiment left, and its log",
            _ => region.Purpose,
        },
    })];
}
