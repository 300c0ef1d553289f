using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Longhaul.Bench;

/// <summary>
/// How time to the first submission, time to the first one of a model, and peak memory grow with rows and columns: <c>bench/run growth [MOST_ROWS
/// [MOST_COLUMNS]]</c>. Figures are kept in docs/growth.csv, a line per size, from which docs/performance.md and its pictures are drawn anew.
/// </summary>
internal static class GrowthBench
{
    private static readonly int[] Rows = [10_000, 100_000, 1_000_000];
    private static readonly int[] Columns = [10, 50, 200];
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(string folder, int mostRows, int mostColumns)
    {
        List<Figure> figures = [];
        foreach (var (rows, columns) in from rows in Rows where rows <= mostRows from columns in Columns where columns <= mostColumns select (rows, columns))
        {
            var task = Path.Combine(folder, $"{rows}x{columns}");
            GrowthTask.Write(task, rows, columns);
            var size = await RunAsync(task, rows, columns);
            Directory.Delete(task, recursive: true);
            GrowthRecord.Keep(size);
            var isPromised = (rows, columns) == (1_000_000, 50);
            var name = string.Create(CultureInfo.InvariantCulture, $"{rows:N0} x {columns}: ");
            figures.Add(new(name + "first submission", size.FirstSeconds, "s", isPromised ? 120 : null));
            figures.Add(new(name + "first one of a model", size.ModelSeconds, "s"));
            figures.Add(new(name + "peak memory", size.PeakBytes / (double)(1L << 30), "GiB", isPromised ? 8 : null));
        }

        GrowthPage.Draw();
        return figures;
    }

    /// <summary>Runs until a model's submission stands, then stops.</summary>
    private static async Task<GrowthSize> RunAsync(string task, int rows, int columns)
    {
        var run = Path.Combine(task, "run");
        using var process = Launcher.Start(task, "run", Path.Combine(task, "data"), "--yes", "--out", run, "--budget", "10m");
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var watch = Stopwatch.StartNew();
        var size = new GrowthSize(rows, columns, double.NaN, double.NaN, 0);
        while (watch.Elapsed < Longest && !process.HasExited && double.IsNaN(size.ModelSeconds))
        {
            await Task.Delay(Pause);
            size = size with { PeakBytes = Math.Max(size.PeakBytes, ProcessTree.Resident(process.Id)) };
            var submissions = Submissions(Path.Combine(run, "journal.jsonl"));
            if (submissions > 0 && double.IsNaN(size.FirstSeconds))
                size = size with { FirstSeconds = watch.Elapsed.TotalSeconds };
            if (submissions > 1)
                size = size with { ModelSeconds = watch.Elapsed.TotalSeconds };
        }

        using (var stop = Launcher.Start(task, "stop", run))
            await stop.WaitForExitAsync();
        await process.WaitForExitAsync();
        await output;
        return size;
    }

    private static int Submissions(string journal)
    {
        if (!File.Exists(journal))
            return 0;
        using var reader = new StreamReader(new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var found = 0;
        while (reader.ReadLine() is { } line)
            found += line.StartsWith('{') && line.EndsWith('}') && IsSubmission(line) ? 1 : 0;
        return found;
    }

    private static bool IsSubmission(string line)
    {
        using var entry = JsonDocument.Parse(line);
        return entry.RootElement.GetProperty("type").GetString()!.Contains("submission", StringComparison.OrdinalIgnoreCase);
    }
}
