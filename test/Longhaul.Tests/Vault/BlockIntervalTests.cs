using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Vault;

namespace Longhaul.Tests.Vault;

public sealed class BlockIntervalTests
{
    private static readonly Metric Rmse = MetricCatalog.Resolve("rmse");
    private static readonly Metric Accuracy = MetricCatalog.Resolve("accuracy");

    [Fact]
    public void Blocks_that_do_not_differ_beyond_their_rows_leave_the_noise_of_rows_alone()
    {
        var (low, high) = BlockInterval.Around(Accuracy, 0.8, 0.01, [0.79, 0.80, 0.81], 0.02);

        (low, high).ShouldBe((0.8 - 0.0196, 0.8 + 0.0196));
    }

    [Fact]
    public void One_more_block_of_few_that_differ_may_lie_far_off()
    {
        var (low, high) = BlockInterval.Around(Accuracy, 0.8, 0, [0.7, 0.8, 0.9], 0);

        // Three blocks, deviation 0.1: t = 4.303 of two degrees of freedom, times √(1 + 1/3).
        ((high - low) / 2).ShouldBe(4.303 * 0.1 * Math.Sqrt(4 / 3.0), 1e-3);
    }

    [Fact]
    public void An_error_multiplies_and_never_falls_below_zero()
    {
        var (low, high) = BlockInterval.Around(Rmse, 0.45, 0.02, [0.3, 0.4, 0.7, 0.5], 0.01);

        low.ShouldBeGreaterThan(0);
        (low * high).ShouldBe(0.45 * 0.45, 1e-9);
        high.ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void Nine_of_ten_series_blocks_to_come_lie_within()
    {
        var random = new Random(5);
        double Draw() => Math.Exp((0.4 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())) - 1);
        var kept = 0;
        for (var i = 0; i < 1000; i++)
        {
            double[] blocks = [Draw(), Draw(), Draw(), Draw()];
            var (low, high) = BlockInterval.Around(Rmse, blocks.Average(), 0, blocks, 0);
            if (Draw() is var next && next >= low && next <= high)
                kept++;
        }

        kept.ShouldBeInRange(925, 975);
    }
}
