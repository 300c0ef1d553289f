using System.CommandLine;
using Longhaul.Cli.Arguments;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Output;
using Longhaul.Cli.Testing;

namespace Longhaul.Cli.Commands;

/// <summary><c>longhaul test</c>: builds and runs the repository's tests; the last line is their totals, 1 when one failed.</summary>
internal sealed class TestCommand : LonghaulCommand
{
    private static readonly TimeSpan UsualLimit = TimeSpan.FromMinutes(25);
    private static readonly TimeSpan LimitOfAll = TimeSpan.FromHours(4);
    private readonly Option<bool> _all = new("--all") { Description = "Also the slow ones: kills, soaks and benches." };
    private readonly Option<bool> _json = CommonOptions.Json();

    public TestCommand(Session session)
        : base(session, "test", "Build and run the test suite, in at most 25 minutes.", "longhaul test")
    {
        Add(_all);
        Add(_json);
    }

    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var all = arguments.GetValue(_all);
        var totals = await new TestSuite(Session, RepositoryFolder.Find()).RunAsync(all, all ? LimitOfAll : UsualLimit, cancellationToken);
        if (arguments.GetValue(_json))
            CliJson.Print(Session, totals, CliJson.Default.TestTotals);
        else
        {
            foreach (var name in totals.Failures)
                Session.Out.WriteLine($"failed: {name}");
            Session.Out.WriteLine($"{totals.Passed} passed, {totals.Failed} failed");
        }

        return totals.Failed == 0 && totals.Passed > 0 ? 0 : 1;
    }
}
