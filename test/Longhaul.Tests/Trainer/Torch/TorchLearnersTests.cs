using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Torch;
using Longhaul.Trainer.Torch.Images;
using Longhaul.Trainer.Torch.Networks;

namespace Longhaul.Tests.Trainer.Torch;

public sealed class TorchLearnersTests
{
    [Theory]
    [InlineData("mlp")]
    [InlineData("cnn")]
    public void Networks_are_not_trained_side_by_side_in_one_process(string kind) =>
        new TorchLearners(TimeProvider.System).Make(ModelSpec.Of(kind), MetricNames.Usual("accuracy"), TargetTransform.None).ShouldNotBeNull().FitsAbreast.ShouldBeFalse();

    [Fact]
    public void The_network_for_images_minimises_the_quantile_that_the_metric_asks_for()
    {
        var pinball = MetricNames.Usual("pinball") with { Options = new Dictionary<string, string> { ["alpha"] = "0.9" } };

        CnnOptions.From(ModelSpec.Of("cnn").Params, pinball).Loss.ShouldBe(new TargetLoss("quantile", 0.9, 0.05));
    }
}
