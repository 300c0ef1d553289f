using System.CommandLine;
using System.Globalization;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Output;
using Longhaul.Cli.Progress;
using Longhaul.Runs;
using Longhaul.Search.Graph;
using Spectre.Console;

namespace Longhaul.Cli.Commands;

/// <summary><c>longhaul cost</c>: what a run has used, time, processor and memory by family of candidates, tokens and money by role.</summary>
internal sealed class CostCommand(Session session) : RunNamingCommand(
    session, "cost", "What a run has used: time, processor, memory, tokens, money.", "longhaul cost penguins")
{
    protected override Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var run = RunOnDisk.Read(Folder(arguments));
        var parts = run.State.Experiments.Values
            .Where(record => record.Ended is not null)
            .GroupBy(record => run.State.Graph[new CandidateId(record.Started.Candidate)].Family, record => record.Ended!, StringComparer.Ordinal)
            .Select(group => new CostPart(group.Key, group.Count(), group.Sum(e => e.WallSeconds), group.Sum(e => e.CpuSeconds), group.Max(e => e.PeakMemoryBytes)))
            .OrderByDescending(part => part.WallS)
            .ToList();
        var cost = new RunCost(run.Folder.Root, run.State.Worked.TotalSeconds, parts.Sum(part => part.CpuS), parts.Select(part => part.PeakMemoryBytes).DefaultIfEmpty().Max(),
            run.State.Team.Tokens, (double)run.State.Team.CostUsd, parts, RoleCost.Of(run.State));
        if (Json(arguments))
            CliJson.Print(Session, cost, CliJson.Default.RunCost);
        else
            Show(cost);
        return Task.FromResult(0);
    }

    private void Show(RunCost cost)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("family", "experiments", "time", "processor", "peak memory");
        foreach (var part in cost.Families)
            table.AddRow(Markup.Escape(part.Family), $"{part.Experiments}", Seconds(part.WallS), Seconds(part.CpuS), new Bytes(part.PeakMemoryBytes).ToString());
        Session.Screen().Write(table);
        if (cost.Roles.Count > 0)
            Session.Screen().Write(RoleCost.Table(cost.Roles));
        Session.Out.WriteLine($"time       {TimeText.Of(TimeSpan.FromSeconds(cost.WallS))} of work");
        Session.Out.WriteLine($"processor  {Seconds(cost.CpuS)} in experiments");
        Session.Out.WriteLine($"memory     {new Bytes(cost.PeakMemoryBytes)} at most in an experiment");
        Session.Out.WriteLine($"tokens     {cost.Tokens}, {cost.CostUsd.ToString("0.00", CultureInfo.InvariantCulture)} USD");
    }

    private static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s");
}

/// <summary>What <c>cost --json</c> prints.</summary>
internal sealed record RunCost(string Run, double WallS, double CpuS, long PeakMemoryBytes, long Tokens, double CostUsd, IReadOnlyList<CostPart> Families, IReadOnlyList<RoleCost> Roles);

/// <summary>What the experiments of one family have used.</summary>
internal sealed record CostPart(string Family, int Experiments, double WallS, double CpuS, long PeakMemoryBytes);
