using System.Globalization;
using CsCheck;
using Longhaul.Runs.Tables;

namespace Longhaul.Tests.Tables;

public sealed class NumberFormTests
{
    [Theory]
    [InlineData("$1,234.50", false, 1234.5)]
    [InlineData("-$3", false, -3)]
    [InlineData("€ 12", false, 12)]
    [InlineData("45%", false, 45)]
    [InlineData("12.3 kg", true, 12.3)]
    [InlineData("1,234,567", true, 1234567)]
    [InlineData("1,234", false, 1234)]
    [InlineData("1,234", true, 1.234)]
    [InlineData("1 234", false, 1234)]
    [InlineData("12,5", true, 12.5)]
    [InlineData("1.234,5 €", true, 1234.5)]
    [InlineData("−0.5", false, -0.5)]
    [InlineData("12,5", false, double.NaN)]
    [InlineData("12-05", true, double.NaN)]
    [InlineData("10,000+", false, 10000)]
    [InlineData("2h 50m", true, 170)]
    [InlineData("1 day 2 hrs", false, 1560)]
    [InlineData("PT1H30S", false, 60.5)]
    [InlineData("50m 2h", false, double.NaN)]
    [InlineData("P", false, double.NaN)]
    [InlineData("1,23,4", true, double.NaN)]
    [InlineData("kg", false, double.NaN)]
    public void A_cell_is_read_whatever_stands_around_its_number(string cell, bool commas, double number) =>
        (NumberForm.Of([cell], commas)?.Read(cell) ?? double.NaN).ShouldBe(number);

    [Fact]
    public void Cells_that_differ_in_what_stands_around_them_have_no_form()
    {
        NumberForm.Of(["12 kg", "3 lb"], commas: false).ShouldBeNull();
        NumberForm.Of(["$1", "€1"], commas: false).ShouldBeNull();
        NumberForm.Of(["1,5", "2,5"], commas: false).ShouldBeNull();
        NumberForm.Of(["-", "-", "$1"], commas: false).ShouldBeNull();
        NumberForm.Of([], commas: true).ShouldBeNull();
    }

    [Fact]
    public void Each_cell_may_be_in_its_own_unit_of_time_or_magnitude()
    {
        string[] durations = ["2h 50m", "19h", "45m", "", "-", "1d 1h", "1h", "2h", "3h", "4h", "5h", "6h"];
        string[] values = ["€110.5M", "€565K", "€0", "€1.2B"];

        durations.Select(NumberForm.Of(durations, commas: false).ShouldNotBeNull().Read).Take(6).ShouldBe([170, 1140, 45, double.NaN, double.NaN, 1500]);
        values.Select(NumberForm.Of(values, commas: false).ShouldNotBeNull().Read).ShouldBe([110_500_000, 565_000, 0, 1_200_000_000]);
    }

    [Fact]
    public void What_stands_around_a_number_may_be_left_out_but_not_exchanged()
    {
        var form = NumberForm.Of(["5M", "3M"], commas: false).ShouldNotBeNull();

        (form.Read("4"), form.Read("500K")).ShouldBe((4, double.NaN));
    }

    [Fact]
    public void Where_files_are_not_separated_by_commas_a_comma_is_the_decimal_mark() =>
        NumberForm.Of(["1,234", "2,5", "1.000,25"], commas: true).ShouldNotBeNull().Read("1,234").ShouldBe(1.234);

    [Fact]
    public void Written_numbers_are_read_back() => Gen.Decimal[-9_999_999, 9_999_999].Select(number => decimal.Round(number, 2)).Array[1, 20].Sample(numbers =>
    {
        string[] cells = [.. numbers.Select(number => string.Create(CultureInfo.InvariantCulture, $"{(number < 0 ? "-" : "")}${Math.Abs(number):#,0.00}"))];

        var form = NumberForm.Of(cells, commas: false).ShouldNotBeNull();

        cells.Select(form.Read).ShouldBe(numbers.Select(number => (double)number));
    });
}
