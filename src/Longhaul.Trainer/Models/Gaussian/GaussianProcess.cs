using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models.Linear;
using Longhaul.Trainer.Models.Vectors;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Models.Gaussian;

/// <summary>The posterior mean: Σ α k(r) + trend·x.</summary>
/// <param name="Rows">Training rows, each feature divided by its length.</param>
/// <param name="Scales">1 / length per feature.</param>
/// <param name="Trend">A weight per feature.</param>
internal sealed record GaussianProcess(DenseRows Rows, double[] Scales, double[] Alpha, double[] Trend, KernelShape Shape)
{
    /// <summary>The process of these hyper-parameters (<see cref="MarginalLikelihood"/>) on these rows.</summary>
    public static GaussianProcess Of(DenseRows rows, double[] y, double[] theta, KernelShape shape, int threads)
    {
        double[] scales = [.. Enumerable.Range(0, rows.Width).Select(j => Math.Exp(-Math.Clamp(theta[theta.Length - 2 == 1 ? 0 : j], -10, 15)))];
        double noise = Math.Exp(Math.Min(theta[^2], 10)), linear = Math.Exp(Math.Min(theta[^1], 10));
        var (scaled, n) = (Scaled(rows, scales), rows.Count);
        var c = new double[n * n];
        Parallel.For(0, n, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            for (var k = 0; k <= i; k++)
                c[(i * n) + k] = GaussianKernel.Of(shape, Square(scaled[i], scaled[k])) + (linear * VectorMath.Dot(rows[i], rows[k]) / rows.Width);
        });
        var alpha = Cholesky.Solve(c, n, noise + 1e-8, y);
        var trend = new double[rows.Width];
        for (var i = 0; i < n; i++)
            VectorMath.Add(linear / rows.Width * alpha[i], rows[i], trend);
        return new GaussianProcess(scaled, scales, alpha, trend, shape);
    }

    /// <summary>The mean at rows (standardised, not yet divided by lengths).</summary>
    public double[] Predict(DenseRows queries, int threads)
    {
        var scaled = Scaled(queries, Scales);
        var predictions = new double[queries.Count];
        Parallel.For(0, queries.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, row =>
        {
            var sum = VectorMath.Dot(queries[row], Trend);
            for (var i = 0; i < Alpha.Length; i++)
                sum += Alpha[i] * GaussianKernel.Of(Shape, Square(scaled[row], Rows[i]));
            predictions[row] = sum;
        });
        return predictions;
    }

    private static DenseRows Scaled(DenseRows rows, double[] scales) =>
        new([.. rows.Values.Select((value, at) => (float)(value * scales[at % rows.Width]))], rows.Width);

    private static double Square(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var sum = 0f;
        for (var j = 0; j < x.Length; j++)
            sum += (x[j] - y[j]) * (x[j] - y[j]);
        return sum;
    }
}

/// <summary>A fitted process, and the target's unit.</summary>
internal sealed record FittedProcess(GaussianProcess Process, ColumnScale[] Scales, double Mean, double Deviation, int Threads, Tuning Tuning) : IFittedModel
{
    public double[][] Predict(FeatureMatrix matrix) =>
        [Array.ConvertAll(Process.Predict(DenseRows.Of(matrix, Scales, "gaussian-process"), Threads), value => (value * Deviation) + Mean)];

    public void Save(StateWriter to)
    {
        Process.Rows.Save(to.Part("rows"));
        ColumnScale.Save(Scales, to.Part("scales"));
        to.Set("lengths", Process.Scales);
        to.Set("alpha", Process.Alpha);
        to.Set("trend", Process.Trend);
        to.Set("shape", (int)Process.Shape);
        to.Set("mean", Mean);
        to.Set("deviation", Deviation);
    }

    public static FittedProcess Load(StateReader from)
    {
        var rows = DenseRows.Load(from.Part("rows"));
        var process = new GaussianProcess(
            rows, from.Numbers("lengths", rows.Width), from.Numbers("alpha", rows.Count), from.Numbers("trend", rows.Width), (KernelShape)from.Whole("shape", 0, 1));
        return new FittedProcess(process, ColumnScale.Load(from.Part("scales")), from.Number("mean"), from.Number("deviation"), Environment.ProcessorCount, Tuning.None);
    }
}
