using System.Globalization;
using Longhaul.Evaluation.Views;
using Longhaul.Search.Alarms;

namespace Longhaul.Tests.Builtin.Leaks;

/// <summary>Columns that leak, planted in real tables: each must be named, and nothing beside it.</summary>
public sealed class PlantedColumnsTests
{
    private static readonly Lazy<PlantedTask> Diamonds = new(() => PlantedTask.From("diamonds", 6000));
    private static readonly Lazy<PlantedTask> Adults = new(() => PlantedTask.From("adult-income", 8000));
    private static readonly Lazy<PlantedTask> Penguins = new(() => PlantedTask.From("penguins"));
    private static readonly Lazy<PlantedTask> Messages = new(() => PlantedTask.From("sms-spam"));

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.05)]
    [InlineData(0.1)]
    [InlineData(0.2)]
    [InlineData(0.3)]
    public void A_copy_of_a_number_with_noise(double share)
    {
        var (task, random) = (Diamonds.Value, new Random(1));
        var (values, deviation) = (task.Values, 4000 * share);
        ShouldName(task.With("hint", row => Math.Round(values[row] + deviation * Normal(random), 2)).Alarms(), AlarmKind.TargetCopy, "hint");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Sensors_of_the_target_are_no_copies_of_it(int others)
    {
        var (task, random) = (Prices(), new Random(14));
        var values = task.Values;
        for (var sensor = 0; sensor <= others; sensor++)
        {
            // The first of many is a good one: it explains 0.975.
            var deviation = sensor == 0 && others > 2 ? 640 : 1600;
            task = task.With($"s{sensor}", row => Math.Round(values[row] + deviation * Normal(random), 1));
        }

        task.Alarms().Select(alarm => alarm.Line).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.2)]
    [InlineData(0.35)]
    public void Copies_do_not_acquit_each_other(double share)
    {
        var (task, random) = (Prices(), new Random(15));
        double[] hints = Array.ConvertAll(task.Values, value => value + 4000 * share * Normal(random)), others = Array.ConvertAll(hints, hint => hint + 100 * Normal(random));

        var alarms = task.With("hint", row => Math.Round(hints[row], 1)).With("other", row => Math.Round(others[row], 1)).Alarms();

        alarms.Select(alarm => alarm.Columns[0]).ShouldBe(["hint", "other"], ignoreOrder: true, string.Join('\n', alarms.Select(alarm => alarm.Line)));
        alarms.ShouldAllBe(alarm => alarm.Kind == AlarmKind.TargetCopy);
    }

    [Fact]
    public void A_rescaled_logarithm_of_the_target() =>
        ShouldName(Diamonds.Value.With("hint", row => 7 - 2 * Math.Log(Diamonds.Value.Values[row])).Alarms(), AlarmKind.NearPerfectColumn, "hint");

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.02)]
    [InlineData(0.05)]
    public void A_copy_of_a_class_with_errors(double errors)
    {
        var random = new Random(2);
        var labels = Adults.Value.Labels;
        ShouldName(Adults.Value.With("hint", row => random.NextDouble() < errors ? labels[^(row + 1)] : labels[row]).Alarms(), AlarmKind.TargetCopy, "hint");
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.03)]
    public void A_code_for_each_of_three_classes_that_are_easy_to_tell_anyway(double errors)
    {
        var random = new Random(3);
        ShouldName(Penguins.Value.With("hint", row => random.NextDouble() < errors ? "k9" : $"k{(int)Penguins.Value.Labels[row][0]}").Alarms(), AlarmKind.TargetCopy, "hint");
    }

    [Theory]
    [InlineData(0.15)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void A_copy_of_a_number_in_a_part_of_the_rows(double empty)
    {
        var (task, random) = (Diamonds.Value, new Random(11));
        double[] hints = Array.ConvertAll(task.Values, value => random.NextDouble() < empty ? double.NaN : Math.Round(value + 200 * Normal(random), 2));
        var alarm = ShouldName(task.With("hint", row => hints[row]).Alarms(), AlarmKind.TargetCopy, "hint");
        alarm.What.ShouldContain("where it is filled");
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(0.8)]
    public void A_copy_of_a_class_in_a_part_of_the_rows(double empty)
    {
        var random = new Random(12);
        ShouldName(Adults.Value.With("hint", row => random.NextDouble() < empty ? "" : $"k{Adults.Value.Labels[row]}").Alarms(), AlarmKind.TargetCopy, "hint");
    }

    [Theory]
    [InlineData(0.15)]
    [InlineData(0.6)]
    [InlineData(0.9)]
    public void A_strong_column_with_empty_cells_is_no_leak(double empty)
    {
        var (task, random) = (Diamonds.Value, new Random(13));
        double[] carats = Array.ConvertAll(task.All["carat"].Numbers(), carat => random.NextDouble() < empty ? double.NaN : carat);
        task.With("carat", row => carats[row]).Alarms().Select(alarm => alarm.Line).ShouldBeEmpty();
    }

    [Fact]
    public void A_class_as_a_number_with_noise()
    {
        var random = new Random(4);
        ShouldName(Adults.Value.With("hint", row => double.Parse(Adults.Value.Labels[row], CultureInfo.InvariantCulture) + 0.2 * Normal(random)).Alarms(), AlarmKind.NearPerfectColumn, "hint");
    }

    [Fact]
    public void Empty_cells_where_the_label_is_positive()
    {
        var random = new Random(5);
        ShouldName(Adults.Value.With("hint", row => Adults.Value.Labels[row] == "1" ? "" : $"{random.Next(100)}").Alarms(), AlarmKind.MissingnessTells, "hint");
    }

    [Fact]
    public void Empty_cells_of_one_class_of_three()
    {
        var random = new Random(6);
        ShouldName(Penguins.Value.With("hint", row => Penguins.Value.Labels[row] == "Chinstrap" ? "" : $"{random.Next(100)}").Alarms(), AlarmKind.MissingnessTells, "hint");
    }

    [Fact]
    public void Texts_that_name_the_label() =>
        ShouldName(Penguins.Value.With("remark", row => $"seen on day {row * 7919 % 1000}, ring {row}: a {Penguins.Value.Labels[row].ToLowerInvariant()}, as it seems").Alarms(), AlarmKind.TextTells, "remark");

    [Fact]
    public void Texts_with_a_mark_on_one_class() =>
        ShouldName(Messages.Value.With("text", row => Messages.Value.All["text"][row] + (Messages.Value.Labels[row] == "1" ? " [ref-q]" : "")).Alarms(), AlarmKind.TextTells, "text");

    [Fact]
    public void The_mean_of_the_target_by_a_category_that_stands_beside_it()
    {
        var random = new Random(7);
        var codes = Enumerable.Range(0, Diamonds.Value.Rows).Select(_ => random.Next(1500)).ToArray();
        ShouldName(Encoded(Diamonds.Value, codes, smoothing: 0).Alarms(), AlarmKind.TargetEncoding, "hint");
        ShouldName(Encoded(Diamonds.Value, codes, smoothing: 5).Alarms(), AlarmKind.TargetEncoding, "hint");
    }

    [Fact]
    public void The_mean_of_a_class_by_a_category_that_was_dropped()
    {
        var random = new Random(8);
        var codes = Enumerable.Range(0, Adults.Value.Rows).Select(_ => random.Next(1500)).ToArray();
        ShouldName(Encoded(Adults.Value, codes, smoothing: 0, row => row % 10 < 3).Without("code").Alarms(isTest: row => row % 10 < 3), AlarmKind.TargetEncoding, "hint");
    }

    [Fact]
    public void A_column_that_is_constant_in_test()
    {
        var random = new Random(9);
        ShouldName(Diamonds.Value.With("hint", _ => random.Next(5)).Alarms(test: table => new([.. table.Columns.Select(column =>
            column.Name == "hint" ? new Runs.Tables.Column("hint", column.Select(_ => "2")) : column)])), AlarmKind.DifferentInTest, "hint").Action.ShouldBe(AlarmAction.LeftOut);
    }

    [Fact]
    public void A_single_row_to_predict_is_no_constant_column() =>
        Diamonds.Value.With("phase", row => Math.Sin(row * 1.7)).Alarms(test: table => table.Take([0])).Select(alarm => alarm.Line).ShouldBeEmpty();

    // Diamonds by what says little of their price.
    private static PlantedTask Prices() => Diamonds.Value.Without("carat", "x", "y", "z");

    // Means over train's rows, as one who prepares the data would take them.
    private static PlantedTask Encoded(PlantedTask task, int[] codes, double smoothing, Func<int, bool>? isTest = null)
    {
        var (values, overall) = (task.Values, task.Values.Average());
        var means = codes.Index().Where(row => isTest?.Invoke(row.Index) != true).GroupBy(row => row.Item, row => values[row.Index])
            .ToDictionary(group => group.Key, group => (group.Sum() + smoothing * overall) / (group.Count() + smoothing));
        return task.With("code", row => $"v{codes[row]}").With("hint", row => means.GetValueOrDefault(codes[row], overall));
    }

    private static Alarm ShouldName(IReadOnlyList<Alarm> alarms, AlarmKind kind, string column)
    {
        alarms.ShouldHaveSingleItem(string.Join('\n', alarms.Select(alarm => alarm.Line))).Columns.ShouldBe([column]);
        alarms[0].Kind.ShouldBe(kind, alarms[0].Line);
        alarms[0].What.ShouldContain($"`{column}`");
        return alarms[0];
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
