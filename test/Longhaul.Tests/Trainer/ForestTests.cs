using Longhaul.Trainer;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models;
using Longhaul.Trainer.Models.Trees;

namespace Longhaul.Tests.Trainer;

public sealed class ForestTests
{
    private static readonly TreeOptions Extra = new(30, 0, 1, 2, 0, 1, false, SplitSearch.Random);
    private static readonly TreeOptions Random = Extra with { Bootstrap = true, Splits = SplitSearch.Best };

    public static TheoryData<bool> Kinds => [true, false];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_forest_is_the_same_whatever_the_number_of_threads(bool extra)
    {
        var (matrix, labels) = Rings(400);
        var learner = new ForestLearner(extra ? Extra : Random);

        var one = learner.Fit(Set(matrix, labels, 3, threads: 1), null).Predict(matrix);
        var many = learner.Fit(Set(matrix, labels, 3, threads: 4), null).Predict(matrix);

        many.ShouldBe(one);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_forest_learns_what_no_line_separates(bool extra)
    {
        var (matrix, labels) = Rings(900);
        int[] training = [.. Enumerable.Range(0, 600)];
        int[] rest = [.. Enumerable.Range(600, 300)];
        var model = new ForestLearner(extra ? Extra : Random).Fit(Set(matrix.Take(training), [.. training.Select(i => labels[i])], 3, 2), null);

        var predictions = model.Predict(matrix.Take(rest));

        Enumerable.Range(0, 300).Average(i => predictions[(int)labels[rest[i]]][i] > 0.5 ? 1.0 : 0).ShouldBeGreaterThan(0.9);
        Enumerable.Range(0, 300).ShouldAllBe(i => Math.Abs(predictions.Sum(output => output[i]) - 1) < 1e-6);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Numbers_are_learnt_and_never_left_their_range(bool extra)
    {
        var random = new Rng(4);
        float[][] x = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 500).Select(_ => (float)random.Normal()).ToArray())];
        double[] y = [.. Enumerable.Range(0, 500).Select(i => x[0][i] * 2.0 + (x[1][i] > 0 ? 3 : 0))];
        var matrix = LinearTests.Dense(x);
        var model = new ForestLearner((extra ? Extra : Random) with { Trees = 50 }).Fit(Set(matrix, y, 0, 2), null);

        var predictions = model.Predict(matrix)[0];

        predictions.Zip(y, (p, value) => (p - value) * (p - value)).Average().ShouldBeLessThan(0.2);
        predictions.ShouldAllBe(p => p >= y.Min() - 1e-6 && p <= y.Max() + 1e-6);
        model.Importance![2].ShouldBeLessThan(0.2 * model.Importance[0]);
    }

    [Fact]
    public void Two_classes_give_the_share_of_the_second()
    {
        var matrix = LinearTests.Dense([[0, 0, 0, 1, 1]]);
        var model = new ForestLearner(Extra with { Trees = 5 }).Fit(Set(matrix, [0, 0, 1, 1, 1], 2, 1), null);

        model.Predict(matrix).ShouldHaveSingleItem().ShouldBe([1 / 3.0, 1 / 3.0, 1 / 3.0, 1, 1], 1e-6);
    }

    [Fact]
    public void Empty_cells_can_be_split_off()
    {
        float[] x = [.. Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? float.NaN : i)];
        double[] y = [.. Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? 7.0 : 1)];
        var matrix = LinearTests.Dense([x]);

        new ForestLearner(Extra).Fit(Set(matrix, y, 0, 1), null).Predict(matrix)[0].ShouldBe(y, 1e-6);
    }

    [Fact]
    public void A_leaf_holds_as_many_rows_as_asked()
    {
        var (matrix, labels) = Rings(300);
        var rows = Enumerable.Range(0, 300).ToArray();
        var columns = TreeData.Of(matrix, TreeData.Fills(matrix));
        var tree = new TreeGrower(columns, [], [.. rows], new GiniCriterion([.. labels.Select(label => (int)label)], 3, 300), Extra with { MinLeaf = 12 }, true, new Rng(1), new double[2]).Grow();

        rows.GroupBy(row => tree.Leaf([columns.Dense[0][row], columns.Dense[1][row]])).ShouldAllBe(leaf => leaf.Count() >= 12);
    }

    public static TheoryData<bool, int> KindsAndClasses => new MatrixTheoryData<bool, int>([true, false], [0, 2, 3]);

    [Theory]
    [MemberData(nameof(KindsAndClasses))]
    public void Sparse_features_give_what_dense_ones_give(bool extra, int classes)
    {
        var (sparse, labels) = Scattered(400, classes);
        var dense = LinearTests.Dense(Enumerable.Range(0, sparse.Columns).Select(column => Spread(sparse.Sparse!, column)).ToArray());
        int[] training = [.. Enumerable.Range(0, 300)], rest = [.. Enumerable.Range(300, 100)];
        var learner = new ForestLearner((extra ? Extra : Random) with { Trees = 200, MaxFeatures = 1 });

        double[][] Predicted(FeatureMatrix matrix) => learner.Fit(Set(matrix.Take(training), [.. training.Select(i => labels[i])], classes, 2), null).Predict(matrix.Take(rest));

        // The same distribution of trees from other draws: the forests' errors and predictions agree but for chance.
        var (one, other) = (Predicted(sparse)[0], Predicted(dense)[0]);
        var spread = Deviation(one);
        spread.ShouldBeGreaterThan(0.05);
        one.Zip(other, (a, b) => (a - b) * (a - b)).Average().ShouldBeLessThan(0.02 * spread * spread);
    }

    [Fact]
    public void A_split_on_a_sparse_feature_parts_the_rows_as_a_dense_one_would()
    {
        // All trees see all rows, so that a full forest repeats the labels of rows that differ.
        var (sparse, labels) = Scattered(300, classes: 0);

        new ForestLearner(Extra).Fit(Set(sparse, labels, 0, 1), null).Predict(sparse)[0].ShouldBe(labels, 1e-4);
    }

    [Fact]
    public void Sparse_features_are_spread_where_a_node_tries_few_of_them()
    {
        var (sparse, _) = Scattered(50, classes: 2);
        var data = TreeData.Of(sparse, TreeData.Fills(sparse));

        data.ForDrawing(tries: 12).ShouldBeSameAs(data);
        var spread = data.ForDrawing(tries: 3);

        spread.Sparse.ShouldBeNull();
        spread.Dense.ShouldBe(Enumerable.Range(0, 12).Select(column => Spread(sparse.Sparse!, column)));
    }

    /// <summary>Sparse features with values of either sign beside 0/1 ones, of which some matter.</summary>
    private static (FeatureMatrix Matrix, double[] Labels) Scattered(int rows, int classes)
    {
        const int columns = 12;
        var random = new Rng(3);
        var (start, indices, values, labels) = (new int[rows + 1], new List<int>(), new List<float>(), new double[rows]);
        for (var row = 0; row < rows; row++)
        {
            var sum = 0.0;
            for (var column = 0; column < columns; column++)
            {
                if (random.Uniform() > (column == 0 ? 1 : 0.4))
                    continue;
                var value = column < 6 ? (float)random.Normal() : 1;
                indices.Add(column);
                values.Add(value);
                sum += column is 0 or 1 or 7 or 8 ? value : 0;
            }

            start[row + 1] = indices.Count;
            labels[row] = classes == 0 ? sum : Math.Clamp(Math.Floor(sum + 1), 0, classes - 1);
        }

        Feature[] features = [.. Enumerable.Range(0, columns).Select(column => new Feature($"f{column}"))];
        return (FeatureMatrix.Of(new CsrMatrix(columns, start, [.. indices], [.. values]), features), labels);
    }

    private static float[] Spread(CsrMatrix sparse, int column)
    {
        var values = new float[sparse.Rows];
        for (var row = 0; row < sparse.Rows; row++)
        {
            for (var k = sparse.RowStart[row]; k < sparse.RowStart[row + 1]; k++)
                values[row] = sparse.Indices[k] == column ? sparse.Values[k] : values[row];
        }

        return values;
    }

    private static double Deviation(double[] values) => Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2)));

    private static (FeatureMatrix Matrix, double[] Labels) Rings(int rows)
    {
        var random = new Rng(9);
        float[][] x = [new float[rows], new float[rows]];
        var labels = new double[rows];
        for (var i = 0; i < rows; i++)
        {
            labels[i] = i % 3;
            var (angle, radius) = (2 * Math.PI * random.Uniform(), labels[i] + 0.6 * random.Uniform());
            (x[0][i], x[1][i]) = ((float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle)));
        }

        return (LinearTests.Dense(x), labels);
    }

    private static TrainingSet Set(FeatureMatrix matrix, double[] labels, int classes, int threads) => new(matrix, labels, classes, () => [], threads, 5);
}
