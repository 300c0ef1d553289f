using System.CommandLine;
using Longhaul.Cli.Arguments;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Output;
using Longhaul.Cli.Progress;
using Longhaul.Evaluation.Grading;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Spectre.Console;

namespace Longhaul.Cli.Commands;

/// <summary><c>longhaul list</c>: the runs in a folder, newest last.</summary>
internal sealed class ListCommand : LonghaulCommand
{
    private readonly Option<string> _runs = CommonOptions.Runs();
    private readonly Option<bool> _json = CommonOptions.Json();

    public ListCommand(Session session)
        : base(session, "list", "The runs here, what came of them, which still work.", "longhaul list --runs /data/runs")
    {
        Add(_runs);
        Add(_json);
    }

    protected override Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var folder = arguments.GetRequiredValue(_runs);
        var lines = RunArgument.Below(folder).Select(Read).OrderBy(line => line.Created).ToList();
        if (arguments.GetValue(_json))
            CliJson.Print(Session, new RunList(lines), CliJson.Default.RunList);
        else if (lines.Count == 0)
            Session.Out.WriteLine($"There are no runs in {Path.GetFullPath(folder)}.");
        else
            Session.Screen().Write(Table(lines));
        return Task.FromResult(0);
    }

    private static RunLine Read(RunFolder folder)
    {
        try
        {
            var run = RunOnDisk.Read(folder);
            var best = run.State.Champion?.Score;
            return new RunLine(folder.Id, folder.Root, run.Settings.Task, run.Status, run.Settings.Created, run.State.ExperimentCount,
                best?.Value, best?.Metric, run.State.Grade?.Score, run.State.Grade?.Medal, run.State.Worked.TotalSeconds);
        }
        catch (UserErrorException damage)
        {
            return new RunLine(folder.Id, folder.Root, "", $"damaged: {damage.Message}", default, 0, null, null, null, null, 0);
        }
    }

    private static Table Table(IEnumerable<RunLine> lines)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("run", "status", "best", "grade", "experiments", "time");
        table.Columns[0].NoWrap();
        foreach (var line in lines)
            table.AddRow(
                Markup.Escape(line.Run),
                Markup.Escape(line.Status),
                line.Best is { } best ? $"{ScoreFormat.ForPeople(best)} {line.Metric}" : "",
                line.Grade is { } grade ? $"{ScoreFormat.ForPeople(grade)} {line.Medal}" : "",
                $"{line.Experiments}",
                TimeText.Of(TimeSpan.FromSeconds(line.WallS)));
        return table;
    }
}

/// <summary>One run in <c>list</c>.</summary>
internal sealed record RunLine(
    string Run, string Folder, string Task, string Status, DateTimeOffset Created, int Experiments, double? Best, string? Metric, double? Grade, string? Medal, double WallS);

/// <summary>What <c>list --json</c> prints.</summary>
internal sealed record RunList(IReadOnlyList<RunLine> Runs);
