using Longhaul.Bench;

if (args is ["search", ..])
    return await new SearchBench(SearchBenchOptions.Parse(args[1..]), Console.Out).RunAsync();

// Each measures one promise; a name on the command line picks those that contain it.
(string Name, Func<string, Task<IReadOnlyList<Figure>>> Measure)[] benches =
[
    ("journal", JournalBench.MeasureAsync),
    ("table", TableBench.MeasureAsync),
    ("sandbox", SandboxBench.MeasureAsync),
    ("start", StartBench.MeasureAsync),
    ("host", HostBench.MeasureAsync),
];

// Takes long, and writes into docs/: only when it is asked for.
if (args is ["growth", ..])
{
    int Size(int at) => args.Length > at ? int.Parse(args[at], System.Globalization.CultureInfo.InvariantCulture) : int.MaxValue;
    benches = [("growth", folder => GrowthBench.MeasureAsync(folder, Size(1), Size(2)))];
}

var wanted = args is [var name, ..] ? name : "";
var kept = true;
foreach (var bench in benches.Where(bench => bench.Name.Contains(wanted, StringComparison.Ordinal)))
{
    var folder = Directory.CreateTempSubdirectory("longhaul-bench-");
    try
    {
        foreach (var figure in await bench.Measure(folder.FullName))
        {
            Console.WriteLine(figure);
            kept &= figure.Kept;
        }
    }
    finally
    {
        folder.Delete(recursive: true);
    }
}

return kept ? 0 : 1;
