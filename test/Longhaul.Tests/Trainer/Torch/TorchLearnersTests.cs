using Longhaul.Pipelines;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Torch;

namespace Longhaul.Tests.Trainer.Torch;

public sealed class TorchLearnersTests
{
    [Theory]
    [InlineData("mlp")]
    [InlineData("cnn")]
    public void Networks_are_not_trained_side_by_side_in_one_process(string kind) =>
        new TorchLearners(TimeProvider.System).Make(ModelSpec.Of(kind), MetricNames.Usual("accuracy"), TargetTransform.None).ShouldNotBeNull().FitsAbreast.ShouldBeFalse();
}
