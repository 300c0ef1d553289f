using Longhaul.Pipelines;
using Longhaul.Trainer.Models.LightGbm;

namespace Longhaul.Tests.Trainer.Models;

public sealed class LightGbmOptionsTests
{
    [Fact]
    public void The_width_of_huber_is_in_the_unit_of_the_target() =>
        Of("huber", "25").Native.ShouldContain("alpha=25");

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("25")]
    public void A_quantile_lies_between_0_and_1(string alpha) =>
        Should.Throw<PipelineException>(() => Of("quantile", alpha)).Message.ShouldContain("between 0 and 1");

    private static LightGbmOptions Of(string objective, string alpha) => LightGbmOptions.From(ModelSpec.Of("lightgbm", ("objective", objective), ("alpha", alpha)).Params);
}
