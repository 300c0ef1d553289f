using System.Text.Json;
using Longhaul.Builtin.Profile;
using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using static Longhaul.Tests.Builtin.TaskBuilder;

namespace Longhaul.Tests.Builtin.Profile;

public sealed class DataProfileTests
{
    private static readonly Table Train = Table(
        ("id", Cells(200, row => 1000 + row)),
        ("size", Cells(200, row => row % 10 == 0 ? "" : row * 7 % 31 / 2.0)),
        ("colour", Cells(200, row => row % 3 == 0 ? "red" : "blue")),
        ("note", Cells(200, row => $"this is a longer remark about number {row}")),
        ("when", Cells(200, row => $"2020-01-{1 + row % 28:00} 12:00")),
        ("code", Cells(200, row => $"x{row * 7919 % 100003}")),
        ("same", Cells(200, _ => "1")),
        ("only", Cells(200, row => row % 5)),
        ("y", Cells(200, row => row % 10 == 0 ? "yes" : "no")));

    private static readonly Table Test = Table(
        ("id", Cells(100, row => 1200 + row)),
        ("size", Cells(100, row => row * 7 % 31 / 2.0)),
        ("colour", Cells(100, row => row % 2 == 0 ? "green" : "blue")),
        ("note", Cells(100, row => $"this is another remark about number {row}")),
        ("when", Cells(100, row => $"2020-02-{1 + row % 28:00} 12:00")),
        ("code", Cells(100, row => $"z{row * 7919 % 100003}")),
        ("same", Cells(100, _ => "1")));

    private static readonly DataProfile Profile = Of(Task("roc_auc"), Train, Test);

    [Theory]
    [InlineData("id", ColumnKind.Id)]
    [InlineData("size", ColumnKind.Number)]
    [InlineData("colour", ColumnKind.Category)]
    [InlineData("note", ColumnKind.Text)]
    [InlineData("when", ColumnKind.Date)]
    [InlineData("code", ColumnKind.Id)]
    [InlineData("same", ColumnKind.Constant)]
    public void Columns_get_their_kind(string column, ColumnKind kind) => Column(column).Kind.ShouldBe(kind);

    [Fact]
    public void Ids_constants_and_what_test_lacks_are_no_features() => Profile.Features.ShouldBe(["size", "colour", "note", "when"]);

    [Fact]
    public void Empty_cells_and_levels_are_counted()
    {
        Column("size").Missing.ShouldBe(0.1);
        Column("size").TestMissing.ShouldBe(0);
        Column("colour").Top[0].ShouldBe(new Level("blue", 133 / 200.0));
        Column("id").RunsInOrder.ShouldBeTrue();
        Column("code").RunsInOrder.ShouldBeFalse();
    }

    [Fact]
    public void Values_that_train_lacks_are_drift()
    {
        var drift = Column("colour").Drift.ShouldNotBeNull();
        drift.Unseen.ShouldBe(0.5);
        drift.Word.ShouldBe(DriftWord.Marked);
        Column("size").Drift!.Word.ShouldBe(DriftWord.None);
    }

    [Fact]
    public void Dates_know_their_format_and_that_test_lies_after()
    {
        var dates = Column("when").Dates.ShouldNotBeNull();
        dates.Format.ShouldBe("yyyy-MM-dd HH:mm");
        dates.First.ShouldBe(new DateTime(2020, 1, 1, 12, 0, 0));
        dates.TestLiesAfter.ShouldBeTrue();
    }

    [Fact]
    public void The_target_shows_its_imbalance()
    {
        var target = Profile.Targets.ShouldHaveSingleItem();
        target.Classes.ShouldBe([new Level("no", 0.9), new Level("yes", 0.1)]);
        target.Imbalance.ShouldBe(9, 1e-9);
        target.RarestRows.ShouldBe(20);
    }

    [Fact]
    public void Twins_are_counted_within_train_and_across()
    {
        var train = Table(("id", Cells(4, row => row)), ("a", ["1", "1", "2", "1"]), ("b", ["x", "x", "x", "x"]), ("y", ["0", "1", "0", "0"]));
        var test = Table(("id", Cells(2, row => row)), ("a", ["2", "3"]), ("b", ["x", "y"]));
        Of(Task("roc_auc"), train, test).Twins.ShouldBe(new RowTwins(2, 1, 1, 4));
    }

    [Fact]
    public void An_id_that_goes_with_the_target_is_seen()
    {
        var train = Table(("id", Cells(100, row => row)), ("a", Cells(100, row => row % 7)), ("y", Cells(100, row => row)));
        var test = Table(("id", Cells(100, row => row)), ("a", Cells(100, row => row % 7)));
        Of(Task("rmse", Direction.Minimize), train, test).IdCorrelation!.Value.ShouldBe(1, 1e-9);
    }

    [Fact]
    public void One_word_among_numbers_makes_no_number()
    {
        var train = Table(("a", Cells(300, row => row == 299 ? "wet" : row % 9)), ("y", Cells(300, row => row % 2)));
        Of(Task("roc_auc"), train, Table(("a", Cells(9, row => row)))).Columns[0].Kind.ShouldBe(ColumnKind.Category);
    }

    [Theory]
    [InlineData("?", 300, ColumnKind.Number)]
    [InlineData("unknown", 300, ColumnKind.Number)]
    [InlineData("#N/A", 300, ColumnKind.Number)]
    [InlineData("-", 9, ColumnKind.Number)]
    [InlineData("unknown", 9, ColumnKind.Category)]
    [InlineData("30+", 300, ColumnKind.Category)]
    public void Numbers_with_a_few_marks_for_none_are_numbers(string mark, int numbers, ColumnKind kind)
    {
        var train = Table(("a", Cells(300, row => row % 30 == 7 ? mark : row * 7 % numbers + 0.5)), ("y", Cells(300, row => row % 2)));
        var test = Table(("a", Cells(1, _ => mark)));

        Of(Task("roc_auc"), train, test).Columns[0].Kind.ShouldBe(kind);
    }

    [Fact]
    public void Many_marks_or_different_ones_are_words()
    {
        ColumnKind Kind(Func<int, object> cell) => Of(Task("roc_auc"), Table(("a", Cells(300, cell)), ("y", Cells(300, row => row % 2))), Table(("a", Cells(9, row => row)))).Columns[0].Kind;

        Kind(row => row % 5 == 0 ? "?" : row % 90 + 0.5).ShouldBe(ColumnKind.Category);
        Kind(row => row % 30 == 0 ? (row / 30 % 3) switch { 0 => "?", 1 => "-", _ => "n.k." } : row % 90 + 0.5).ShouldBe(ColumnKind.Category);
    }

    [Fact]
    public void Numbers_that_test_lacks_stay_numbers()
    {
        var train = Table(("a", Cells(300, row => row % 90 + 0.5)), ("y", Cells(300, row => row % 2)));

        Of(Task("roc_auc"), train, Table(("a", [""]))).Columns[0].Kind.ShouldBe(ColumnKind.Number);
        Of(Task("roc_auc"), train, Table(("a", Cells(200, _ => "NA")))).Columns[0].Kind.ShouldBe(ColumnKind.Number);
    }

    [Theory]
    [InlineData(600, 10, SplitKind.Random, ColumnKind.Id)]
    [InlineData(600, 3, SplitKind.Random, ColumnKind.Number)]
    [InlineData(600, 10, SplitKind.Time, ColumnKind.Number)]
    [InlineData(400, 10, SplitKind.Random, ColumnKind.Number)]
    public void An_index_is_known_without_the_rows_of_the_vault(int rows, int held, SplitKind split, ColumnKind kind)
    {
        var random = new Random(1);
        int[] left = [.. Enumerable.Range(0, rows).Where(_ => random.Next(held) > 0)];
        var train = Table(("n", [.. left.Select(row => $"{row}")]), ("y", [.. left.Select(row => $"{row % 2}")]));

        Of(Task("roc_auc") with { Split = split }, train, Table(("n", Cells(50, row => rows + row)))).Columns[0].Kind.ShouldBe(kind);
        Of(Task("roc_auc") with { Split = split }, Table(("n", [.. left.Select(row => $"{row / 2.0}")]), ("y", [.. left.Select(row => $"{row % 2}")])), Table(("n", ["1.5"])))
            .Columns[0].Kind.ShouldBe(ColumnKind.Number);
    }

    [Theory]
    [InlineData("色个到手服装流色质觉友天大服客格收昨幕机价", 20, ColumnKind.Text)]
    [InlineData("ไทยกขคงจฉชซญดตถทธนบปผพมยรลวสหอ", 20, ColumnKind.Text)]
    [InlineData("色个", 2, ColumnKind.Category)]
    public void Texts_without_blanks_are_texts(string letters, int length, ColumnKind kind)
    {
        var random = new Random(1);

        KindOf(row => new string([.. Enumerable.Range(0, length).Select(_ => letters[random.Next(letters.Length)])])).ShouldBe(kind);
    }

    [Fact]
    public void Short_words_of_their_own_are_kept_for_their_spelling()
    {
        var random = new Random(1);
        string[] syllables = ["ti", "ge", "baa", "ne", "ku", "ko", "bo", "le", "ce", "mi"];

        KindOf(_ => $"{random.Next(10):00}-{random.Next(100_000):00000}-{"XYZ"[random.Next(3)]}").ShouldBe(ColumnKind.Word);
        KindOf(row => $"T{syllables[row % 10]}{syllables[row / 10 % 10]}{syllables[row / 100]}{syllables[row % 7]}a").ShouldBe(ColumnKind.Word);
    }

    [Fact]
    public void Names_of_rows_stay_ids()
    {
        var random = new Random(1);
        byte[] Bytes() { var bytes = new byte[16]; random.NextBytes(bytes); return bytes; }

        KindOf(row => $"id_{row:00000}").ShouldBe(ColumnKind.Id);
        KindOf(row => $"id_{row * 7919 % 100_003}").ShouldBe(ColumnKind.Id);
        KindOf(row => $"{row / 2:0000}_{row % 2:00}").ShouldBe(ColumnKind.Id);
        KindOf(row => $"2021-{row}/a").ShouldBe(ColumnKind.Id);
        KindOf(_ => Convert.ToHexStringLower(Bytes())[..10]).ShouldBe(ColumnKind.Id);
        KindOf(_ => $"ID_{Convert.ToHexString(Bytes())}").ShouldBe(ColumnKind.Id);
        KindOf(_ => $"{new Guid(Bytes())}").ShouldBe(ColumnKind.Id);
    }

    [Theory]
    [InlineData(100, ColumnKind.Text)]
    [InlineData(20, ColumnKind.Category)]
    public void Of_many_titles_that_come_again_the_words_are_used(int titles, ColumnKind kind) =>
        KindOf(row => $"shoes size {row * 7 % titles}").ShouldBe(kind);

    [Theory]
    [InlineData(1_600_000_000L, 86_399, ColumnKind.Date)]
    [InlineData(1_600_000_000_000L, 86_399_000, ColumnKind.Date)]
    [InlineData(160_000_000L, 86_399, ColumnKind.Number)]
    [InlineData(2014_010_101L, 1000, ColumnKind.Number)]
    public void Unix_times_are_dates(long first, long step, ColumnKind kind)
    {
        KindOf(row => first + (row * 37 % 300 * step)).ShouldBe(kind);
        KindOf(row => first + (row % 3 * step)).ShouldBe(ColumnKind.Number);
        KindOf(row => first + (row * 37 % 300 * step), _ => 12).ShouldBe(ColumnKind.Number);
    }

    [Fact]
    public void Unix_times_know_their_range()
    {
        var train = Table(("t", Cells(100, row => 1_600_000_000L + (row * 37 % 100 * 86_400L))), ("y", Cells(100, row => row % 2)));

        var dates = Of(Task("roc_auc"), train, Table(("t", ["1700000000"]))).Columns[0].Dates.ShouldNotBeNull();

        dates.First.ShouldBe(new DateTime(2020, 9, 13, 12, 26, 40));
        dates.TestLiesAfter.ShouldBeTrue();
    }

    [Fact]
    public void The_notes_say_what_stands_out_and_what_it_means()
    {
        var notes = ProfileText.Summary(Profile, Task("roc_auc"), []);
        notes.ShouldStartWith("# A small task\n\n200 labelled rows, 100 to predict; to learn from: 1 number, 1 category, 1 text, 1 date.");
        notes.ShouldContain("All of test's `when` lie after train's (2020-01-28). Folds at random flatter");
        notes.ShouldContain("`colour` (50 % unseen values)");
        notes.ShouldContain("Only train has `only`.");
        notes.ShouldContain("| size | number | 0 … 7.5 … 15 | 10 % | alike |");
    }

    [Fact]
    public void The_profile_is_written_as_json() =>
        JsonDocument.Parse(ProfileText.Json(Profile)).RootElement.GetProperty("columns")[1].GetProperty("kind").GetString().ShouldBe("Number");

    private static ColumnKind KindOf(Func<int, object> cell, Func<int, object>? test = null)
    {
        var train = Table(("a", Cells(600, cell)), ("y", Cells(600, row => row % 2)));
        return Of(Task("roc_auc"), train, test is null ? train.Select("a") : Table(("a", Cells(20, test)))).Columns[0].Kind;
    }

    private static ColumnProfile Column(string name) => Profile.Columns.Single(column => column.Name == name);

    private static DataProfile Of(TaskPackage task, Table train, Table test) => DataProfile.Of(task, train, test, ProblemReader.Read(task, train));
}
