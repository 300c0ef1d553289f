using Longhaul.Trainer.Features;
using Longhaul.Trainer.Torch.Tables;

namespace Longhaul.Tests.Trainer.Torch;

public sealed class TableEncoderTests
{
    [Fact]
    public void Pieces_hold_about_as_many_rows_each_and_empty_cells_lie_below_them_all()
    {
        float[] column = [.. Enumerable.Range(0, 100).Select(i => (float)(i * i)), float.NaN];
        var matrix = FeatureMatrix.Of(101, [column], [new Feature("x")]);

        var encoder = TableEncoder.Fit(matrix, bins: 4);
        var rows = encoder.Encode(matrix);

        var edges = encoder.Edges.ShouldHaveSingleItem();
        Enumerable.Range(0, 4).Select(i => rows.Numbers.Take(100).Count(value => value >= edges[i] && value < edges[i + 1])).ShouldAllBe(count => count >= 24 && count <= 25);
        rows.Numbers[100].ShouldBe(TableEncoder.Missing);
    }

    [Fact]
    public void A_category_has_a_place_of_its_own_for_what_training_never_showed()
    {
        var training = FeatureMatrix.Of(3, [[0, 1, 2]], [new Feature("c", Levels: 3)]);
        var asked = FeatureMatrix.Of(2, [[float.NaN, 1]], [new Feature("c", Levels: 3)]);

        var encoder = TableEncoder.Fit(training, bins: 8);

        encoder.Vocabulary.ShouldBe([4]);
        encoder.Encode(asked).Codes.ShouldBe([3, 1]);
    }

    [Fact]
    public void A_constant_or_empty_column_gives_one_finite_piece()
    {
        var matrix = FeatureMatrix.Of(3, [[7, 7, 7], [float.NaN, float.NaN, float.NaN]], [new Feature("a"), new Feature("b")]);

        var encoder = TableEncoder.Fit(matrix, bins: 8);

        encoder.Edges.ShouldAllBe(edges => edges.Length == 2 && edges[1] > edges[0]);
        encoder.Encode(matrix).Numbers.ShouldAllBe(value => float.IsFinite(value));
    }
}
