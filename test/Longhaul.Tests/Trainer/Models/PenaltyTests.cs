using Longhaul.Trainer;
using Longhaul.Trainer.Models;
using Longhaul.Trainer.Models.Linear;
using Longhaul.Trainer.Models.Vectors;

namespace Longhaul.Tests.Trainer.Models;

/// <summary>L1 and elastic net on the data of <see cref="LinearTests"/>, golden values by scikit-learn 1.2.1.</summary>
public sealed class PenaltyTests
{
    private static readonly float[][] X = [.. Enumerable.Range(0, 4).Select(j => Enumerable.Range(0, 60).Select(i => (float)Math.Sin(1 + i * (j + 2))).ToArray())];

    private static readonly int[] All = [.. Enumerable.Range(0, 60)];

    private static LinearDesign Design => LinearDesign.Of(LinearTests.Dense(X), [.. Enumerable.Repeat(new ColumnScale(0, 1), 4)]);

    [Fact]
    public void An_elastic_net_gives_the_coefficients_of_scikit_learn_and_exact_zeros()
    {
        // ElasticNet(alpha=1/(60*0.05), l1_ratio=0.5, tol=1e-12) on z = 3 x0 − 2 x3 + x1·x2 + 5 standardised, coefficients back in z's unit.
        double[] z = [.. All.Select(i => 3.0 * X[0][i] - 2.0 * X[3][i] + (double)X[1][i] * X[2][i] + 5)];

        var solved = new ElasticNetSolver(Design, z, All, 0.5, 1, 1000).Solve(0.05, null);

        solved.ShouldBe([1.5934080959864765, 0, 0, -0.8784453082175423, 4.996184821371566], 1e-4);
        solved[1].ShouldBe(0);
        solved[2].ShouldBe(0);
    }

    [Fact]
    public void A_logistic_elastic_net_gives_the_coefficients_of_scikit_learn()
    {
        // LogisticRegression(C=2, penalty="elasticnet", l1_ratio=0.5, solver="saga", tol=1e-10)
        double[] y = [.. All.Select(i => X[0][i] + X[1][i] * X[2][i] > 0 ? 1.0 : 0)];

        var solved = new LogisticSolver(Design, y, 1, All, 1, 2000, 1e-9) { L1Ratio = 0.5 }.Solve(2, null);

        solved.ShouldBe([3.344682024351146, -1.1929371434484242, -0.5340850521656872, -0.4609152927942059, 0.12756395541908153], 2e-4);
    }

    [Fact]
    public void The_lasso_finds_the_few_columns_that_matter_among_many()
    {
        var random = new Rng(3);
        float[][] x = [.. Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, 120).Select(_ => (float)random.Normal()).ToArray())];
        double[] y = [.. Enumerable.Range(0, 120).Select(i => 2.0 * x[0][i] - 3 * x[7][i] + 0.3 * random.Normal())];
        InnerFold[] inner = [.. Enumerable.Range(0, 4).Select(k => new InnerFold([.. Enumerable.Range(0, 120).Where(i => i % 4 != k)], [.. Enumerable.Range(0, 120).Where(i => i % 4 == k)]))];
        var set = new TrainingSet(LinearTests.Dense(x), y, 0, () => inner, 2, 0);

        var lasso = new LinearLearner(new LinearOptions(0, 0.001, 1000, 300, 1)).Fit(set, null);
        var ridge = new LinearLearner(new LinearOptions(0, 0.001, 1000, 300)).Fit(set, null);

        double Error(IFittedModel model)
        {
            var asked = new Rng(8);
            float[][] fresh = [.. Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, 300).Select(_ => (float)asked.Normal()).ToArray())];
            return model.Predict(LinearTests.Dense(fresh))[0].Select((value, i) => Math.Pow(value - (2.0 * fresh[0][i] - 3 * fresh[7][i]), 2)).Average();
        }

        Error(lasso).ShouldBeLessThan(0.2 * Error(ridge));
        lasso.Importance!.Count(weight => weight > 0.3).ShouldBe(2);
    }
}
