using System.Globalization;
using Longhaul.Pipelines;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.Features;

namespace Longhaul.Tests.Trainer;

public sealed class DatesTests
{
    [Theory]
    [InlineData("31.12.2020", 18627)]
    [InlineData("1.2.1970 12:00", 31.5)]
    [InlineData("02-01-1970", 1)]
    [InlineData("2/1/1970", 31)]
    [InlineData("03.01.1970 12:00:00.000", 2.5)]
    [InlineData("03-01-1970 12:00:00Z", 2.5)]
    [InlineData("3.1.1970 12:00 PM", 2.5)]
    public void With_points_or_dashes_the_day_comes_first(string text, double days) => Dates.Parse(text).ShouldBe(days, 1e-9);

    [Theory]
    [InlineData("1970-01-02 12:00:00 UTC", 1.5)]
    [InlineData("1970-01-02T12:00:00+02:00", 1.5)]
    [InlineData("1/2/1970 0:00", 1)]
    [InlineData("1/2/1970 11:59:00 AM", 1 + (11 * 60 + 59) / 1440.0)]
    [InlineData("1970/1/2", 1)]
    [InlineData("2-Jan-1970", 1)]
    [InlineData("1970-01-02 06", 1.25)]
    [InlineData("19700102", 1)]
    [InlineData("1612051200", 18658)]
    [InlineData(" January 2, 1970 ", 1)]
    public void Dates_are_read_as_they_are_written(string text, double days) => Dates.Parse(text).ShouldBe(days, 1e-9);

    [Theory]
    [InlineData("14:30", 14.5 / 24)]
    [InlineData("2:30 PM", 14.5 / 24)]
    [InlineData("10/5", 2 * 365 + 278)]
    [InlineData("29 Feb 12:00", 2 * 365 + 59.5)]
    [InlineData("Oct 5", 2 * 365 + 278)]
    public void What_a_date_lacks_is_not_taken_from_today(string text, double days) => Dates.Parse(text).ShouldBe(days, 1e-9);

    [Theory]
    [InlineData("unknown")]
    [InlineData("2020-02-30")]
    [InlineData("31/12/2020")]
    public void What_is_no_date_is_empty(string text) => Dates.Parse(text).ShouldBe(double.NaN);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_profile_takes_for_a_date_is_read_as_that_date_after_whatever_other_cell(bool dayFirst)
    {
        var moment = new DateTimeOffset(2015, 3, 4, 17, 6, 7, TimeSpan.Zero);
        foreach (var format in DateFormats.All.Where(format => dayFirst ? !DateFormats.IsMonthFirst(format) : !DateFormats.IsDayFirst(format)))
        {
            var cell = moment.ToString(format, CultureInfo.InvariantCulture);
            DateFormats.TryRead(cell, format, out var meant).ShouldBeTrue();
            var reader = new DateReader(dayFirst);

            reader.Read(cell).ShouldBe(Dates.ToDays(meant.DateTime), 1e-9, format);
            reader.Read("no date 0").ShouldBe(double.NaN);
            reader.Read(cell).ShouldBe(Dates.ToDays(meant.DateTime), 1e-9, format);
        }
    }

    [Theory]
    [InlineData(20130131, 15736)]
    [InlineData(20131399, double.NaN)]
    [InlineData(15736.5, 15736.5)]
    [InlineData(-719162, -719162)]
    [InlineData(1_612_056_523, 1_612_056_523 / 86_400.0)]
    [InlineData(1_612_056_523_000, 1_612_056_523 / 86_400.0)]
    [InlineData(9.5e9, double.NaN)]
    [InlineData(double.PositiveInfinity, double.NaN)]
    public void A_number_is_a_date_in_digits_or_days_within_the_calendar(double number, double days) => Dates.Of(number).ShouldBe(days);

    [Theory]
    [InlineData("9999-12-31 23:59:59.9999999", 9999)]
    [InlineData("0001-01-01", 1)]
    public void The_calendars_ends_are_dates(string text, int year) => Dates.FromDays(Dates.Parse(text)).Year.ShouldBe(year);

    [Fact]
    public void A_column_of_whole_numbers_comes_apart_into_parts_of_dates()
    {
        const string yaml = "columns: {d: date}\nfeatures: [{step: date-parts, parts: [month]}]\nmodel: {kind: constant}";
        var data = new ViewBuilderForTests().Numbers("d", [20130131, 20130201, 99999999]).Target("y", [0.0, 1, 2]).Read(Pipeline.Parse(yaml));

        var features = new FeatureFitter(Pipeline.Parse(yaml)).Fit(data.Frame, [0, 1, 2], new Labels(data.Labels[0], 0, Seed: 3)).Training;

        features.Dense[0].ShouldBe([1, 2, float.NaN]);
    }

    [Fact]
    public void A_column_that_is_said_to_be_day_first_is_read_so_row_by_row()
    {
        const string yaml = "columns: {d: dayfirst}\nfeatures: [{step: date-parts, columns: [d], parts: [month]}]\nmodel: {kind: constant}";
        var pipeline = Pipeline.Parse(yaml);
        var data = new ViewBuilderForTests().Texts("d", ["03/04/2020", "31/12/2020"], ["05/06/2020 10:00"]).Target("y", [0.0, 1]).Read(pipeline);

        var features = new FeatureFitter(pipeline).Fit(data.Frame, [0, 1, 2], new Labels([0, 1, 0], 0, Seed: 3)).Training;

        features.Dense[0].ShouldBe([4, 12, 6]);
        Pipeline.Parse(pipeline.ToYaml()).ShouldBe(pipeline);
    }

    [Theory]
    [InlineData("31/12/2020", "05/06/2020", "06/05/2020")]
    [InlineData("12/31/2020", "06/05/2020", "05/06/2020")]
    public void Rows_of_a_time_split_are_ordered_day_first_where_that_reads_more_of_them(string lastOfDecember, string fifthOfJune, string sixthOfMay)
    {
        string[] cells = [lastOfDecember, fifthOfJune, sixthOfMay];
        var data = new ViewBuilderForTests { Split = SplitKind.Time, TimeColumn = "d", Folds = 1 }.HeldOutIn(0, 0, 0)
            .Texts("d", cells).Target("y", [0.0, 1, 2]).Read(Pipeline.Parse("model: {kind: constant}"));

        data.Order.ShouldBe([2, 1, 0]);
    }

    [Fact]
    public void Rows_of_a_time_split_are_ordered_by_numbers_as_they_are()
    {
        var data = new ViewBuilderForTests { Split = SplitKind.Time, TimeColumn = "t", Folds = 1 }.HeldOutIn(0, 0, 0)
            .Numbers("t", [1.6e9, 1.5e9, 1.7e9]).Target("y", [0.0, 1, 2]).Read(Pipeline.Parse("model: {kind: constant}"));

        data.Order.ShouldBe([1, 0, 2]);
    }
}
