using Longhaul.Runs.Tables;

namespace Longhaul.Tests.Tables;

public sealed class DateFormatsTests
{
    [Theory]
    [InlineData("yyyy-MM-dd", "2020-02-29")]
    [InlineData("yyyy-MM-dd HH:mm:ss", "2019-03-21 22:01:43")]
    [InlineData("yyyy-MM-ddTHH:mm:ssK", "2019-03-21T22:01:43Z", "2019-03-21T22:01:43Z")]
    [InlineData("MM/dd/yyyy", "03/04/2020", "12/31/2020")]
    [InlineData("dd/MM/yyyy", "03/04/2020", "31/12/2020")]
    [InlineData("dd.MM.yyyy HH:mm", "03.04.2020 10:00")]
    [InlineData("yyyy-MM-dd HH:mm:ss 'UTC'", "2009-06-15 17:26:21 UTC")]
    [InlineData("M/d/yyyy H:mm", "1/5/2015 0:00", "12/31/2015 23:59")]
    [InlineData("M/d/yyyy h:mm:ss tt", "1/5/2015 11:59:00 PM")]
    [InlineData("yyyy/M/d", "2015/1/5", "2015/12/31")]
    [InlineData("d-MMM-yyyy", "5-Jan-2015")]
    [InlineData("yyyy-MM-dd HH", "2015-01-05 07")]
    [InlineData(null, "2020-02-30")]
    [InlineData(null, "20200229")]
    [InlineData(null, "3.14159")]
    [InlineData(null, "2020-01-01", "soon")]
    public void A_format_is_found_where_it_reads_all_cells(string? format, params string[] cells) => DateFormats.Detect(cells).ShouldBe(format);

    [Fact]
    public void Formats_that_read_the_same_cell_read_the_same_moment_but_for_the_order_of_day_and_month()
    {
        var moment = new DateTimeOffset(2015, 3, 4, 17, 6, 7, TimeSpan.Zero);
        foreach (var written in DateFormats.All)
        {
            var cell = moment.ToString(written, System.Globalization.CultureInfo.InvariantCulture);
            DateFormats.TryRead(cell, written, out var meant).ShouldBeTrue(written);
            foreach (var format in DateFormats.All.Where(format => DateFormats.IsDayFirst(format) == DateFormats.IsDayFirst(written) && DateFormats.IsMonthFirst(format) == DateFormats.IsMonthFirst(written)))
            {
                if (DateFormats.TryRead(cell, format, out var read))
                    read.ShouldBe(meant, $"{cell} as {format}");
            }
        }
    }
}
