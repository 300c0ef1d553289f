using CsCheck;
using Longhaul.Trainer.Models.Trees;

namespace Longhaul.Tests.Trainer;

public sealed class RankedNodeTests
{
    /// <summary>Columns of few and of many different values, and rows of a node with repetitions, few and many.</summary>
    private static readonly Gen<(float[] Values, int[] Rows)> Nodes =
        from levels in Gen.OneOf(Gen.Const(2), Gen.Const(10), Gen.Const(100_000))
        from values in Gen.Int[0, levels].Select(level => (float)level / 7).Array[1, 200]
        from rows in Gen.Int[0, values.Length - 1].Array[1, 60]
        select (values, rows);

    [Fact]
    public void A_node_is_put_into_the_order_of_its_values_and_of_its_rows_where_they_are_equal() => Nodes.Sample(node =>
    {
        var (column, ranked, count) = (RankedColumn.Of(node.Values), new RankedNode(200), node.Rows.Length);
        var (order, values) = (new int[count], new float[count]);

        var (low, high) = ranked.Enter(column, node.Rows);
        ranked.Sort(column, order, values);

        order.ShouldBe(Enumerable.Range(0, count).OrderBy(i => node.Values[node.Rows[i]]).ThenBy(i => i));
        values.ShouldBe(Array.ConvertAll(order, i => node.Values[node.Rows[i]]));
        (column.Levels[low], column.Levels[high]).ShouldBe((values[0], values[^1]));
    });

    [Fact]
    public void A_node_is_loaded_after_a_larger_one()
    {
        var (column, ranked) = (RankedColumn.Of([3, 1, 2, 1]), new RankedNode(4));
        ranked.Enter(column, [0, 1, 2, 3]);
        ranked.Sort(column, new int[4], new float[4]);
        var (order, values) = (new int[2], new float[2]);

        ranked.Enter(column, [2, 3]);
        ranked.Sort(column, order, values);

        order.ShouldBe([1, 0]);
        values.ShouldBe([1, 2]);
    }
}
