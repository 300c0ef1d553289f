using Longhaul.Runs.Folder;
using Longhaul.Team.Permissions;
using Longhaul.Team.Roles;

namespace Longhaul.Tests.Team;

public sealed class PermissionTests
{
    private static readonly string[] Hostile =
    [
        "../journal.jsonl", "../../etc/passwd", "/etc/passwd", "code/../../vault/private/answers.csv", "code/../log/impl_log.md", "..", "../inbox/stop.json",
        "data/../../vault/labels.csv", "code/\0x", "C:\\x", "\\server\\share", "workspace/../journal.jsonl", "./../run.json",
    ];

    public static TheoryData<string> Roles => [.. RoleBook.All.Keys];

    public static TheoryData<string> HostilePaths => [.. Hostile];

    [Theory]
    [MemberData(nameof(HostilePaths))]
    public void No_path_leads_out_of_the_workspace(string path)
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);
        Directory.CreateDirectory(run.Workspace);

        var place = Permission.Locate(run, [], path, out var problem);

        if (place is null)
            problem.ShouldNotBeEmpty();
        else
            Path.GetFullPath(place).ShouldStartWith(run.Workspace);
    }

    [Fact]
    public void A_link_in_the_workspace_leads_nowhere()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);
        Directory.CreateDirectory(Path.Combine(run.Workspace, "code"));
        File.CreateSymbolicLink(Path.Combine(run.Workspace, "code", "x"), "/etc");

        Permission.Locate(run, [], "code/x/passwd", out var problem).ShouldBeNull();

        problem.ShouldContain("link");
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void A_role_writes_its_own_regions_and_notes_alone(string name)
    {
        var role = RoleBook.All[name];
        string[] places = ["analysis/a.md", "plan/p.md", "code/x.py", "experiments/e1/predictions.csv", "log/impl_log.md", "log/exp_log.md", "submission/best/submission.csv", "map.md", "notes/analyst.md", "notes/orchestrator.md", "codes/x.py"];

        var allowed = places.Where(path => Permission.Allows(role, path, FileUse.Write, out _));

        allowed.ShouldBe(places.Where(path => path == role.Notes || role.Writes.Any(region => path.StartsWith(region + "/", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_log_can_be_appended_to_and_never_written()
    {
        var role = RoleBook.All["implementer"];

        Permission.Allows(role, "log/impl_log.md", FileUse.Append, out _).ShouldBeTrue();
        Permission.Allows(role, "log/impl_log.md", FileUse.Write, out var reason).ShouldBeFalse();
        reason.ShouldContain("append");
        Permission.Allows(role, "log/exp_log.md", FileUse.Append, out _).ShouldBeFalse();
    }
}
