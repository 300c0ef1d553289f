using Longhaul.Team.Roles;

namespace Longhaul.Tests.Team;

public sealed class RoleBookTests
{
    public static TheoryData<string> Roles => [.. RoleBook.All.Keys];

    [Theory]
    [MemberData(nameof(Roles))]
    public void A_role_calls_roles_that_are_there_and_led_by_none(string name)
    {
        var role = RoleBook.All[name];

        role.Calls.ShouldAllBe(other => RoleBook.All.ContainsKey(other) && !RoleBook.All[other].Leads);
        (role.Calls.Count > 0).ShouldBe(role.Tools.Contains("ask_role"));
        (role.Appends.Count > 0).ShouldBe(role.Tools.Contains("append"));
        RoleBook.Prompt(role.Rules).ShouldNotBeEmpty();
    }

    [Fact]
    public void Readers_of_a_paper_leave_nothing_that_a_restart_would_undo() =>
        RoleBook.All.Values.Where(role => role.Name.EndsWith("-reader", StringComparison.Ordinal)).ShouldAllBe(role => !role.Tools.Contains("edit") && !role.Tools.Contains("run"));
}
