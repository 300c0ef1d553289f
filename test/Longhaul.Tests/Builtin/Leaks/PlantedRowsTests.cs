using System.Globalization;
using Longhaul.Builtin.Leaks;
using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Alarms;

namespace Longhaul.Tests.Builtin.Leaks;

/// <summary>Ids, rows, groups and neighbours in time that leak, planted in real tables.</summary>
public sealed class PlantedRowsTests
{
    private static readonly Lazy<PlantedTask> Wines = new(() => PlantedTask.From("wine-quality"));
    private static readonly Lazy<PlantedTask> Adults = new(() => PlantedTask.From("adult-income", 8000));
    private static readonly Lazy<PlantedTask> Air = new(() => PlantedTask.From("beijing-air", 8000));
    private static readonly Lazy<PlantedTask> Ice = new(() => PlantedTask.From("sea-ice"));

    [Fact]
    public void Ids_in_the_order_of_the_target()
    {
        var rank = Wines.Value.Values.Index().OrderBy(row => row.Item).Select((row, place) => (row.Index, place)).ToDictionary(row => row.Index, row => row.place);
        ShouldName(Wines.Value.With("id", row => $"{rank[row]}"), AlarmKind.IdTells, "id");
    }

    [Fact]
    public void Ids_whose_remainder_is_the_label() => ShouldName(Adults.Value.With("id", row => $"{row * 7 + (Adults.Value.Labels[row] == "1" ? 3 : 1)}"), AlarmKind.IdTells, "id");

    [Fact]
    public void Ids_with_a_prefix_by_label() => ShouldName(Adults.Value.With("id", row => $"{(Adults.Value.Labels[row] == "1" ? "ab" : "ac")}-{row * 7919 % 100_003:000000}"), AlarmKind.IdTells, "id");

    [Fact]
    public void A_part_number_that_tells_the_label_is_not_called_an_id()
    {
        var alarms = Adults.Value.With("part_number", row => $"{(Adults.Value.Labels[row] == "1" ? "AB" : "AC")}{row * 7919 % 100_003:000000}").Alarms();

        var alarm = alarms.ShouldHaveSingleItem(string.Join('\n', alarms.Select(alarm => alarm.Line)));
        alarm.What.ShouldBe("Character 2 of `part_number` tells the target `income`.");
        alarm.Line.ShouldNotContain("ids");
        alarm.Line.ShouldNotContain("names should explain nothing");
    }

    [Fact]
    public void A_name_of_an_image_that_tells_the_label_says_nothing_of_the_image_itself()
    {
        var task = Adults.Value.With("image", row => $"{(Adults.Value.Labels[row] == "1" ? "ab" : "ac")}-{row * 7919 % 100_003:000000}.png").As(task => task with { Images = ["image"] });
        var alarm = task.Alarms().ShouldHaveSingleItem();
        alarm.What.ShouldContain("of `image` carries the target `income`: the ids leak.");
        alarm.Action.ShouldBe(AlarmAction.None);
    }

    [Theory]
    [InlineData("train/{0}/{1}.png", "test/{1}.png", false)]
    [InlineData("train/{0}/{1}.png", "test/{0}/{1}.png", true)]
    [InlineData("{0}/{1}.png", "{1}.png", false)]
    public void Folders_of_classes_are_a_leak_where_test_has_them_too(string train, string test, bool isLeak)
    {
        string Name(string form, int row) => string.Format(CultureInfo.InvariantCulture, form, Adults.Value.Labels[row] == "1" ? "Black-grass" : "Maize", $"{row * 7919 % 100_003:x8}");
        var task = Adults.Value.With("image", row => Name(row % 10 < 3 ? test : train, row));
        // As files are listed: by folder.
        Table Listed(Table table) => table.Take([.. Enumerable.Range(0, table.RowCount).OrderBy(row => table["image"][row], StringComparer.Ordinal)]);
        task.Alarms(train: Listed, isTest: row => row % 10 < 3).Select(alarm => alarm.Kind).ShouldBe(isLeak ? [AlarmKind.IdTells] : []);
    }

    [Fact]
    public void What_only_trains_names_hold_is_not_shared()
    {
        string[] train = ["Black-grass-00b1", "Black-grass-01c2", "Maize-0d23"], test = ["5832", "7"];
        double Shared(string name) => IdPart.Of(train).First(part => part.Name == name).Shared(train, test);

        Shared("the length").ShouldBe(0);
        Shared("part 1").ShouldBe(0);
        Shared("the number").ShouldBe(1);
    }

    [Fact]
    public void An_id_that_says_what_a_column_says_gives_nothing_away()
    {
        var tenths = Wines.Value.All["alcohol"].Numbers().Select(alcohol => (int)Math.Round(alcohol * 10)).ToArray();
        var hidden = Wines.Value.Without("alcohol").With("id", row => $"w_{tenths[row]:000}_{row * 7919 % 100_003:000000}");

        ShouldName(hidden, AlarmKind.IdTells, "id");
        hidden.With("tenths", row => tenths[row]).Alarms().ShouldNotContain(alarm => alarm.Kind == AlarmKind.IdTells);
    }

    [Fact]
    public void Rows_in_blocks_of_the_label()
    {
        var task = Adults.Value;
        var alarms = task.Alarms(train: table => table.Take([.. Enumerable.Range(0, table.RowCount).OrderBy(row => table["income"][row], StringComparer.Ordinal)]), test: table => table);
        alarms.ShouldHaveSingleItem().Kind.ShouldBe(AlarmKind.IdTells, string.Join('\n', alarms.Select(alarm => alarm.Line)));
    }

    [Theory]
    [InlineData(0.03, 0.0)]
    [InlineData(0.2, 0.0)]
    [InlineData(0.1, 0.0005)]
    public void Rows_of_test_that_stand_in_train(double share, double jitter)
    {
        var random = new Random(1);
        var alarms = Wines.Value.Alarms(test: table => With(table, Wines.Value.All, share, jitter, random));
        alarms.ShouldHaveSingleItem().Kind.ShouldBe(AlarmKind.SharedRows, string.Join('\n', alarms.Select(alarm => alarm.Line)));
    }

    [Fact]
    public void Rows_of_train_that_were_copied()
    {
        var random = new Random(2);
        var alarms = Wines.Value.Alarms(train: table => Stacked(table, table.Take([.. Enumerable.Range(0, table.RowCount).Where(_ => random.NextDouble() < 0.3)])));
        alarms.ShouldHaveSingleItem().Kind.ShouldBe(AlarmKind.Twins, string.Join('\n', alarms.Select(alarm => alarm.Line)));
        alarms[0].Measure.ShouldEndWith("the labels of 100 % of them agree");
    }

    [Fact]
    public void Groups_that_test_does_not_share()
    {
        var vowels = PlantedTask.From("vowels").As(task => task with { Split = SplitKind.Random, Group = null });
        var speakers = vowels.All["speaker"].Distinct();
        var held = speakers.Take(3).ToHashSet(StringComparer.Ordinal);
        var task = vowels.With("speaker", row => $"s{vowels.All["speaker"][row]}-{row % 3}");
        ShouldName(task.Alarms(isTest: row => held.Contains(vowels.All["speaker"][row])), AlarmKind.GroupsSplit, "speaker");
    }

    [Fact]
    public void A_name_whose_rows_share_the_label()
    {
        var random = new Random(3);
        var byLabel = Enumerable.Range(0, Adults.Value.Rows).GroupBy(row => Adults.Value.Labels[row]).SelectMany(group => group.Order().Select((row, place) => (row, Name: $"{group.Key}{place / 8}")));
        var names = byLabel.ToDictionary(row => row.row, row => row.Name);
        var hidden = names.Values.Distinct().Order(StringComparer.Ordinal).ToArray();
        random.Shuffle(hidden);
        var code = hidden.Index().ToDictionary(name => name.Item, name => name.Index);
        ShouldName(Adults.Value.With("household", row => $"h{code[names[row]]}"), AlarmKind.EntityTells, "household");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(24)]
    public void A_later_target_in_a_series(int steps)
    {
        var values = Air.Value.Values;
        ShouldName(Air.Value.With("hint", row => row + steps < values.Length ? values[row + steps] : double.NaN), AlarmKind.FutureValues, "hint");
    }

    [Fact]
    public void A_later_target_with_noise()
    {
        var (values, random) = (Air.Value.Values, new Random(4));
        ShouldName(Air.Value.With("hint", row => row + 1 < values.Length ? Math.Round(values[row + 1] + 10 * (random.NextDouble() - 0.5), 1) : double.NaN), AlarmKind.FutureValues, "hint");
    }

    [Theory]
    [InlineData("beijing-air", 1)]
    [InlineData("beijing-air", 3)]
    [InlineData("sea-ice", 1)]
    [InlineData("sea-ice", 3)]
    public void A_mean_around_the_row(string package, int reach)
    {
        var task = package == "sea-ice" ? Ice.Value : Air.Value;
        var values = task.Values;
        ShouldName(task.With("hint", row => Math.Round(values[Math.Max(0, row - reach)..Math.Min(values.Length, row + reach + 1)].Average(), 3)), AlarmKind.FutureValues, "hint");
    }

    [Fact]
    public void A_later_target_in_a_series_cut_at_random()
    {
        var values = Air.Value.Values;
        var random = new Random(5);
        var held = values.Select(_ => random.NextDouble() < 0.25).ToArray();
        var alarms = Air.Value.As(task => task with { Split = SplitKind.Random, TimeColumn = null })
            .With("hint", row => row + 1 < values.Length ? values[row + 1] : double.NaN).Alarms(isTest: row => held[row]);
        alarms.Select(alarm => alarm.Kind).ShouldBe([AlarmKind.IdTells, AlarmKind.FutureValues, AlarmKind.NeighboursInTime], string.Join('\n', alarms.Select(alarm => alarm.Line)));
    }

    [Fact]
    public void A_series_cut_at_random()
    {
        var random = new Random(6);
        var held = Ice.Value.Values.Select(_ => random.NextDouble() < 0.3).ToArray();
        var task = Ice.Value.As(task => task with { Split = SplitKind.Random, TimeColumn = null }).With("id", row => $"{row * 7919 % 100_003}");
        ShouldName(task.Alarms(isTest: row => held[row]), AlarmKind.NeighboursInTime, "date");
    }

    private static void ShouldName(PlantedTask task, AlarmKind kind, string column) => ShouldName(task.Alarms(), kind, column);

    private static void ShouldName(IReadOnlyList<Alarm> alarms, AlarmKind kind, string column)
    {
        alarms.ShouldHaveSingleItem(string.Join('\n', alarms.Select(alarm => alarm.Line))).Columns.ShouldBe([column]);
        alarms[0].Kind.ShouldBe(kind, alarms[0].Line);
    }

    private static Table With(Table test, Table train, double share, double jitter, Random random)
    {
        var copies = train.Take([.. Enumerable.Range(0, train.RowCount).Where(_ => random.NextDouble() < share)]).Select(test.Names);
        return Stacked(test, new Table([.. copies.Columns.Select(column => column.Name == "id" || jitter == 0 ? column : new Column(column.Name,
            column.Select(cell => (double.Parse(cell, CultureInfo.InvariantCulture) * (1 + jitter * (random.NextDouble() - 0.5))).ToString("G7", CultureInfo.InvariantCulture))))]));
    }

    private static Table Stacked(Table one, Table other) =>
        new([.. one.Columns.Select(column => new Column(column.Name, column.Name == "id" ? Enumerable.Range(0, one.RowCount + other.RowCount).Select(row => $"{row * 31 % 100_003}") : column.Concat(other[column.Name])))]);
}
