using Longhaul.Runs.Tables;

namespace Longhaul.Builtin.Profile;

/// <summary>Profiles one column.</summary>
public static class ColumnProfiler
{
    /// <summary>Most frequent values that are kept.</summary>
    public const int TopLevels = 10;

    private static readonly double[] QuantilesAt = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];

    /// <summary>What a column holds.</summary>
    /// <param name="trainRows">The sampled rows of train.</param>
    /// <param name="testRows">The sampled rows of test.</param>
    /// <param name="isId">Whether the submission names it as an id.</param>
    /// <param name="files">What the task says of its cells.</param>
    /// <param name="lacksRows">Whether the vault may have taken rows from between others.</param>
    public static ColumnProfile Of(Column train, Column? test, int[] trainRows, int[] testRows, bool isId, CellFiles files, bool lacksRows)
    {
        var sample = ColumnSample.Of(train, trainRows);
        var testSample = test is null ? null : ColumnSample.Of(test, testRows);
        var kind = KindDetector.Of(train, test, sample, testSample, isId, files, lacksRows);
        return new ColumnProfile
        {
            Name = train.Name,
            Kind = kind,
            InTest = test is not null,
            Missing = EmptyShare(train),
            TestMissing = test is null ? 0 : EmptyShare(test),
            Distinct = sample.Levels.Count,
            Top = kind is ColumnKind.Category or ColumnKind.Number or ColumnKind.Constant ? TopOf(sample) : [],
            Numbers = kind == ColumnKind.Number && sample.Sorted.Length > 0 ? Summarise(sample.Sorted) : null,
            Dates = kind == ColumnKind.Date ? DatesOf(sample, testSample) : null,
            Texts = kind == ColumnKind.Text ? TextsOf(sample) : null,
            Drift = testSample is null ? null : DriftOf(kind, sample, testSample),
            RunsInOrder = kind == ColumnKind.Id && KindDetector.RunsInOrder(train),
        };
    }

    /// <summary>A column of few numbers as the categories that they stand for.</summary>
    public static ColumnProfile AsCategory(ColumnProfile numbers) => numbers with { Kind = ColumnKind.Category, Numbers = null };

    /// <summary>The distribution of ascending numbers, at least one.</summary>
    public static NumberSummary Summarise(double[] sorted)
    {
        var mean = sorted.Average();
        double squares = 0, cubes = 0;
        foreach (var value in sorted)
        {
            var d = value - mean;
            squares += d * d;
            cubes += d * d * d;
        }

        var deviation = Math.Sqrt(squares / sorted.Length);
        var skew = deviation > 0 ? cubes / sorted.Length / (deviation * deviation * deviation) : 0;
        return new NumberSummary(mean, deviation, skew, [.. QuantilesAt.Select(at => Quantile(sorted, at))], sorted.All(value => value == Math.Floor(value)));
    }

    private static double Quantile(double[] sorted, double at)
    {
        var place = at * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    private static double EmptyShare(Column column)
    {
        var empty = 0;
        for (var row = 0; row < column.Count; row++)
            empty += column.IsEmpty(row) ? 1 : 0;
        return column.Count == 0 ? 0 : (double)empty / column.Count;
    }

    private static Level[] TopOf(ColumnSample sample) =>
    [
        .. sample.Levels.OrderByDescending(level => level.Value).ThenBy(level => level.Key, StringComparer.Ordinal).Take(TopLevels)
            .Select(level => new Level(level.Key, (double)level.Value / sample.Filled.Count)),
    ];

    private static DateSummary? DatesOf(ColumnSample train, ColumnSample? test)
    {
        var days = train.Days();
        var testDays = test?.Days() ?? [];
        return days.Length == 0
            ? null
            : new DateSummary(Date(days[0]), Date(days[^1]), testDays.Length == 0 ? null : Date(testDays[0]), testDays.Length == 0 ? null : Date(testDays[^1]), (train.DateFormat ?? train.UnixFormat)!);

        static DateTime Date(double days) => new((long)Math.Round(days * TimeSpan.TicksPerDay / TimeSpan.TicksPerSecond) * TimeSpan.TicksPerSecond);
    }

    private static TextSummary TextsOf(ColumnSample sample)
    {
        double[] lengths = [.. sample.Filled.Select(cell => (double)cell.Length)];
        Array.Sort(lengths);
        return new TextSummary(sample.Filled.Average(KindDetector.WordsIn), lengths.Average(), Quantile(lengths, 0.95));
    }

    private static Drift? DriftOf(ColumnKind kind, ColumnSample train, ColumnSample test) => kind switch
    {
        ColumnKind.Number => DriftMeasure.OfNumbers(train.Sorted, test.Sorted),
        ColumnKind.Date => DriftMeasure.OfNumbers(train.Days(), test.Days()),
        ColumnKind.Category => DriftMeasure.OfLevels(train.Levels, test.Levels),
        _ => null,
    };
}
