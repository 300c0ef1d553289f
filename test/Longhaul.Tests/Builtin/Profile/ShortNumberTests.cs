using Longhaul.Builtin.Profile;

namespace Longhaul.Tests.Builtin.Profile;

public sealed class ShortNumberTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.123456, "0.1235")]
    [InlineData(-37.5, "-37.5")]
    [InlineData(999.96, "1000")]
    [InlineData(12285, "12285")]
    [InlineData(-1484705.4, "-1484705")]
    [InlineData(1.2e12, "1.2E+12")]
    [InlineData(0.00000123456, "1.235E-06")]
    public void It_has_four_digits_or_its_whole_part(double value, string text) => ShortNumber.Of(value).ShouldBe(text);
}
