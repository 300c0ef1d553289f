using Longhaul.Trainer;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models;
using Longhaul.Trainer.Models.Svm;
using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Tests.Trainer.Models;

public sealed class SvmTests
{
    // The data of LinearTests, which scikit-learn can compute as well: x[i,j] = sin(1 + i·(j + 2)), as single precision numbers.
    private static readonly DenseRows X = new([.. Enumerable.Range(0, 60).SelectMany(i => Enumerable.Range(0, 4).Select(j => (float)Math.Sin(1 + i * (j + 2))))], 4);

    [Fact]
    public void Two_classes_give_the_decisions_of_scikit_learn()
    {
        // SVC(C=2, gamma=0.7, tol=1e-6).fit(X, x0 + x1·x2 > 0).decision_function(X[:5])
        double[] labels = [.. Enumerable.Range(0, 60).Select(i => X[i][0] + X[i][1] * X[i][2] > 0 ? 0.0 : 1)];
        var machines = new ClassRows(new KernelData(X, null), labels, 2, 1).Path(0.7, [2], 1e-6)[0];

        machines.Decide(X, 1).Take(5).Select(row => row[0]).ToArray().ShouldBe(SvmGolden.Decisions, 2e-4);
    }

    [Fact]
    public void Numbers_give_the_predictions_of_scikit_learn()
    {
        // SVR(C=3, gamma=0.5, epsilon=0.1, tol=1e-6) on z = 3 x0 − 2 x3 + x1·x2 + 5, standardised as ours does.
        double[] z = [.. Enumerable.Range(0, 60).Select(i => 3.0 * X[i][0] - 2.0 * X[i][3] + (double)X[i][1] * X[i][2] + 5)];
        var machine = SvmRegression.Path(new KernelData(X, null), z, 0.5, [3], 0.1, 1e-6, 1)[0];

        machine.Predict(X, 1)[..5].ShouldBe(SvmGolden.Predictions, 5e-4);
    }

    [Fact]
    public void A_path_of_costs_ends_where_a_fresh_start_would()
    {
        double[] labels = [.. Enumerable.Range(0, 60).Select(i => X[i][0] + X[i][1] * X[i][2] > 0.1 * Math.Sin(i) ? 0.0 : 1)];
        var rows = new ClassRows(new KernelData(X, null), labels, 2, 1);

        double[] onTheWay = [.. rows.Path(0.7, [0.3, 1, 10], 1e-6)[2].Decide(X, 1).Select(row => row[0])];
        double[] fresh = [.. rows.Path(0.7, [10], 1e-6)[0].Decide(X, 1).Select(row => row[0])];

        onTheWay.ShouldBe(fresh, 1e-3);
    }

    [Fact]
    public void Shrinking_and_a_small_cache_change_nothing_but_the_way()
    {
        var random = new Rng(3);
        const int Rows = 1500;
        var rows = new DenseRows([.. Enumerable.Range(0, Rows * 3).Select(_ => (float)random.Normal())], 3);
        double[] targets = [.. Enumerable.Range(0, Rows).Select(i => rows[i][0] * rows[i][1] + 0.7 * random.Normal() > 0 ? 1.0 : -1)];
        double[] lower = Array.ConvertAll(targets, target => target > 0 ? 0 : -2.0), upper = Array.ConvertAll(targets, target => target > 0 ? 2.0 : 0);
        int[] all = [.. Enumerable.Range(0, Rows)];
        var roomy = new SmoSolver(new KernelRows(new KernelData(rows, null), all, 0.5, 1 << 30, 1), targets, 0);
        var tight = new SmoSolver(new KernelRows(new KernelData(rows, null), all, 0.5, 5 * 4 * Rows, 2), targets, 0);

        roomy.Solve(lower, upper, 1e-4);
        tight.Solve(lower, upper, 1e-4);

        tight.Beta.ShouldBe(roomy.Beta);
        // The optimum's own conditions, from a fresh computation of Kβ.
        var kernel = new RadialKernel(rows, 0.5);
        var row = new float[Rows];
        for (var i = 0; i < Rows; i++)
        {
            kernel.Fill(rows[i], RowPanels.Square(rows[i]), row);
            var slack = targets[i] - Enumerable.Range(0, Rows).Sum(j => row[j] * roomy.Beta[j]) - roomy.Bias;
            if (roomy.Beta[i] < upper[i])
                slack.ShouldBeLessThan(1e-3);
            if (roomy.Beta[i] > lower[i])
                slack.ShouldBeGreaterThan(-1e-3);
        }
    }

    [Fact]
    public void A_table_of_distances_gives_the_kernel()
    {
        var random = new Rng(4);
        var rows = new DenseRows([.. Enumerable.Range(0, 70 * 45).Select(_ => (float)random.Normal())], 45);
        var data = KernelData.Of(rows, 2);
        int[] some = [3, 69, 0, 44, 12, 13, 14, 15, 16];

        data.Distances.ShouldNotBeNull();
        var direct = new KernelRows(new KernelData(rows, null), some, 0.01, 1 << 20, 1).Row(4);
        Array.ConvertAll(new KernelRows(data, some, 0.01, 1 << 20, 1).Row(4), value => (double)value).ShouldBe(Array.ConvertAll(direct, value => (double)value), 1e-6);
        ((double)direct[4]).ShouldBe(1, 1e-5);
    }

    [Fact]
    public void Pairwise_probabilities_that_agree_give_back_the_classes()
    {
        double[] p = [0.5, 0.3, 0.15, 0.05], coupled = new double[4];
        double[] pairs = [.. from a in Enumerable.Range(0, 4) from b in Enumerable.Range(0, 4) select a == b ? 0 : p[a] / (p[a] + p[b])];

        new PairwiseCoupling(4).Couple(pairs, coupled);

        coupled.ShouldBe(p, 2e-3);
    }

    [Fact]
    public void Probabilities_of_rows_not_seen_are_honest_and_the_boundary_is_curved()
    {
        var (matrix, labels) = Noisy(900);
        int[] training = [.. Enumerable.Range(0, 600)], rest = [.. Enumerable.Range(600, 300)];
        InnerFold[] inner = [.. Enumerable.Range(0, 3).Select(k => new InnerFold([.. Enumerable.Range(0, 600).Where(i => i / 3 % 3 != k)], [.. Enumerable.Range(0, 600).Where(i => i / 3 % 3 == k)]))];
        var set = new TrainingSet(matrix.Take(training), labels[..600], 3, () => inner, 2, 0);
        var model = new SvmLearner(new SvmOptions(0, 0, 0.1, true, SvmGoal.Probabilities)).Fit(set, null);

        var p = model.Predict(matrix.Take(rest));

        // The rings overlap: the best possible accuracy is about 0.85, at a log loss of about 0.4.
        Enumerable.Range(0, 300).Average(i => -Math.Log(Math.Max(1e-9, p[(int)labels[600 + i]][i]))).ShouldBeLessThan(0.55);
        Enumerable.Range(0, 300).Average(i => p.All(of => of[i] <= p[(int)labels[600 + i]][i]) ? 1.0 : 0).ShouldBeGreaterThan(0.78);
        new SvmLearner(new SvmOptions(0, 0, 0.1, true, SvmGoal.Probabilities)).Fit(set with { Threads = 1 }, model.Tuning).Predict(matrix.Take(rest)).ShouldBe(p);
    }

    [Fact]
    public void A_class_without_rows_is_never_likely()
    {
        var (matrix, labels) = Noisy(120);
        double[] without = Array.ConvertAll(labels, label => label == 1 ? 3.0 : label);
        var model = new SvmLearner(new SvmOptions(1, 1, 0.1, true, SvmGoal.Probabilities)).Fit(new TrainingSet(matrix, without, 4, () => [], 1, 0), null);

        model.Predict(matrix)[1].Max().ShouldBeLessThan(0.2);
    }

    private static (FeatureMatrix Matrix, double[] Labels) Noisy(int rows)
    {
        var random = new Rng(9);
        float[][] x = [new float[rows], new float[rows]];
        var labels = new double[rows];
        for (var i = 0; i < rows; i++)
        {
            labels[i] = i % 3;
            var (angle, radius) = (2 * Math.PI * random.Uniform(), labels[i] + 1 + 0.33 * random.Normal());
            (x[0][i], x[1][i]) = ((float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle)));
        }

        return (LinearTests.Dense(x), labels);
    }
}
