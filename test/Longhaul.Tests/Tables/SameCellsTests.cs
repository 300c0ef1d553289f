using Longhaul.Runs.Tables;

namespace Longhaul.Tests.Tables;

public sealed class SameCellsTests
{
    [Theory]
    [InlineData("1 2 3", "1 2 3", true)]
    [InlineData("01 2 3", "1 2 3", false)]
    [InlineData("1 2 3", "1 3 2", false)]
    [InlineData("1 2", "1 2 3", false)]
    [InlineData("a_long_id_that_needs_more_than_thirty-two_bytes 1", "a_long_id_that_needs_more_than_thirty-two_bytes 1", true)]
    public void Cells_are_the_same_where_their_texts_are_in_the_same_order(string one, string other, bool same) =>
        SameCells.InOrder(Of(one), Of(other), ["id"]).ShouldBe(same);

    [Fact]
    public void A_table_without_the_column_is_another() => SameCells.InOrder(Of("1"), Of("1"), ["key"]).ShouldBeFalse();

    private static Table Of(string cells) => new([new Column("id", cells.Split(' '))]);
}
