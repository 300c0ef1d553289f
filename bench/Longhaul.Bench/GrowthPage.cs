using System.Globalization;
using System.Text;
using ScottPlot;

namespace Longhaul.Bench;

/// <summary>Draws the last section of docs/performance.md and its pictures from the measurements; what stands before it stays.</summary>
internal static class GrowthPage
{
    private const string Heading = "## How it grows with the data";

    /// <summary>1, 2 and 5 times the powers of ten; axes show the logarithm.</summary>
    private static readonly Tick[] Ticks =
    [
        .. from power in Enumerable.Range(-2, 9) from digit in new[] { 1, 2, 5 } let value = digit * Math.Pow(10, power)
           select new Tick(Math.Log10(value), value.ToString(value < 1 ? "0.##" : "N0", CultureInfo.InvariantCulture)),
    ];

    private static string Docs { get; } = Path.Combine(Launcher.Repository, "docs");

    public static void Draw()
    {
        var sizes = GrowthRecord.All();
        Picture("growth-time.png", "Time until a model's submission stands", "seconds", sizes, size => size.ModelSeconds);
        Picture("growth-memory.png", "Peak memory of the run with its sandboxes", "GiB", sizes, size => size.PeakBytes / (double)(1L << 30));
        var page = Path.Combine(Docs, "performance.md");
        var text = File.ReadAllText(page);
        var at = text.IndexOf(Heading, StringComparison.Ordinal);
        File.WriteAllText(page, (at < 0 ? text.TrimEnd() + "\n\n" : text[..at]) + Text(sizes));
    }

    private static string Text(IReadOnlyList<GrowthSize> sizes)
    {
        var text = new StringBuilder(Heading).Append("""


            Measured by `bench/run growth`, each size once, on two cores (`docs/growth.csv` holds the figures): a table of numbers with a category in every
            ten columns, a binary target, a fifth as many rows to predict. The clock starts with `longhaul run`; the first submission is the same for every
            row, the first one of a model follows it. Memory is the resident size of the program with its sandboxed processes.

            | rows | columns | first submission, s | first one of a model, s | peak memory, GiB |
            | ---: | ---: | ---: | ---: | ---: |

            """);
        foreach (var size in sizes)
            text.Append(CultureInfo.InvariantCulture, $"| {size.Rows:N0} | {size.Columns} | {size.FirstSeconds:0.0} | {size.ModelSeconds:0.0} | {size.PeakBytes / (double)(1L << 30):0.00} |\n");
        return text.Append("\n![Time until a model's submission stands, by rows and columns](images/growth-time.png)\n\n![Peak memory, by rows and columns](images/growth-memory.png)\n").ToString();
    }

    private static void Picture(string file, string title, string unit, IReadOnlyList<GrowthSize> sizes, Func<GrowthSize, double> value)
    {
        using var plot = new Plot();
        foreach (var columns in sizes.GroupBy(size => size.Columns).OrderBy(group => group.Key))
        {
            GrowthSize[] known = [.. columns.Where(size => value(size) > 0).OrderBy(size => size.Rows)];
            var line = plot.Add.Scatter(Array.ConvertAll(known, size => Math.Log10(size.Rows)), Array.ConvertAll(known, size => Math.Log10(value(size))));
            (line.LegendText, line.LineWidth, line.MarkerSize) = (string.Create(CultureInfo.InvariantCulture, $"{columns.Key} columns"), 3, 10);
        }

        plot.Title($"{title} (lower is better)", 20);
        plot.XLabel("rows", 18);
        plot.YLabel(unit, 18);
        foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.TickGenerator = new ScottPlot.TickGenerators.NumericManual(Ticks);
            axis.TickLabelStyle.FontSize = 16;
        }

        plot.Legend.FontSize = 16;
        plot.ShowLegend(Alignment.UpperLeft);
        plot.SavePng(Path.Combine(Docs, "images", file), 1000, 600);
    }
}
