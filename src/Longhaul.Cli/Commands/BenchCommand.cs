using System.CommandLine;
using Longhaul.Cli.Arguments;
using Longhaul.Cli.Benching;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Output;
using Longhaul.Cli.Progress;
using Longhaul.Cli.Requests;

namespace Longhaul.Cli.Commands;

/// <summary><c>longhaul bench</c>: runs every task package of a folder, one after the other, and prints how each came out. 1 when one has no valid result, 130 when interrupted.</summary>
internal sealed class BenchCommand : LonghaulCommand
{
    private static readonly TimeSpan UsualBudget = TimeSpan.FromMinutes(5);
    private readonly Argument<string> _suite = new("SUITE") { Description = "A folder of task packages." };
    private readonly Option<string> _track = new("--track") { Description = "Only tasks of this track.", DefaultValueFactory = _ => "mle" };
    private readonly Option<TimeSpan?> _budget = DurationOption.Create("--budget", "Working time for each task. Default 5m.");
    private readonly Option<int?> _seed = CountOption.Create("--seed", "Default 0.", int.MinValue);
    private readonly Option<string?> _out = new("--out") { Description = "Where the runs go. Default: runs/bench-YYYYMMDD-HHMMSS.", HelpName = "DIR" };
    private readonly Option<bool> _json = CommonOptions.Json();

    public BenchCommand(Session session)
        : base(session, "bench", "Run every task of a folder and compare the results.", "longhaul bench tasks --budget 5m")
    {
        _track.AcceptOnlyFromAmong("mle");
        Add(_suite);
        foreach (var option in (Option[])[_track, _budget, _seed, _out, _json])
            Add(option);
    }

    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        Session.OnInterrupt = () => Session.Error.WriteLine("Finishing up; Ctrl-C once more ends at once.");
        var tasks = Suite.Find(arguments.GetRequiredValue(_suite), arguments.GetRequiredValue(_track));
        if (Suite.Others(arguments.GetRequiredValue(_suite), arguments.GetRequiredValue(_track)) is { Count: > 0 } others)
            Session.Error.WriteLine($"Left out, as they are of another track: {string.Join(", ", others)}. A paper is run alone: longhaul run PAPER --model SPEC");
        var folder = Path.GetFullPath(arguments.GetValue(_out) ?? RunWish.NewFolder("runs", "bench", Session.Clock.GetLocalNow()));
        var runner = new SuiteRunner(Session, arguments.GetValue(_budget) ?? UsualBudget, arguments.GetValue(_seed) ?? 0);
        var results = new List<BenchLine>();
        foreach (var task in tasks)
        {
            Session.Error.Write($"{Path.GetFileName(task)} … ");
            var line = await runner.RunAsync(task, Path.Combine(folder, Path.GetFileName(task)), cancellationToken);
            Session.Error.WriteLine($"{line.Status}, {TimeText.Of(TimeSpan.FromSeconds(line.WallS))}");
            results.Add(line);
            if (cancellationToken.IsCancellationRequested)
                break;
        }

        if (arguments.GetValue(_json))
            CliJson.Print(Session, new BenchResult(folder, results), CliJson.Default.BenchResult);
        else
            BenchTable.Print(Session, results);
        return cancellationToken.IsCancellationRequested ? 130 : results.All(line => line.Status == "done") ? 0 : 1;
    }
}

/// <summary>What <c>bench --json</c> prints.</summary>
internal sealed record BenchResult(string Folder, IReadOnlyList<BenchLine> Tasks);
