using Longhaul.Builtin.Portfolio;
using Longhaul.Builtin.Training;
using Longhaul.Execution.Torch;
using Longhaul.Pipelines;
using Longhaul.Runs;

namespace Longhaul.Tests.Builtin.Training;

public sealed class TorchSupplyTests : IDisposable
{
    private static readonly ModelSpec Network = ModelSpec.Of("mlp");
    private static readonly ModelSpec Trees = ModelSpec.Of("extra-trees");

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _said = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_libtorch_cannot_be_had_networks_are_no_longer_offered_and_it_is_said_once(bool waits)
    {
        await using var supply = new TorchSupply(Unreachable(), waits, _said.Add);

        supply.Prepare([Of(Trees), Of(Network)]);
        var problem = await Should.ThrowAsync<EnvironmentLacksException>(() => supply.ProgramAsync(Network, TestContext.Current.CancellationToken));
        await Should.ThrowAsync<EnvironmentLacksException>(() => supply.ProgramAsync(Network, TestContext.Current.CancellationToken));

        problem.Message.ShouldStartWith("mlp needs libtorch");
        _said.ShouldHaveSingleItem().ShouldStartWith("Goes on without neural networks");
        supply.Offers(Network).ShouldBeFalse();
        supply.Offers(Trees).ShouldBeTrue();
    }

    [Fact]
    public async Task Where_no_clock_may_decide_a_network_has_its_turn_before_libtorch_is_there()
    {
        await using var patient = new TorchSupply(Unreachable(), waits: true, _said.Add);
        await using var hurried = new TorchSupply(Unreachable(), waits: false, _said.Add);

        patient.Offers(Network).ShouldBeTrue();
        hurried.Offers(Network).ShouldBeFalse();
        _said.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_restored_for_pipelines_that_need_nothing()
    {
        await using var supply = new TorchSupply(Unreachable(), waits: false, _said.Add);

        supply.Prepare([Of(Trees)]);
        var program = await supply.ProgramAsync(Trees, TestContext.Current.CancellationToken);

        program.LibTorch.ShouldBeNull();
        _said.ShouldBeEmpty();
    }

    [Fact]
    public void Pipelines_join_the_plan_when_their_model_can_be_run()
    {
        var ready = false;
        PlannedPipeline[] planned = [new(0, "extra-trees", "a", "", Of(Trees)), new(1, "mlp", "b", "", Of(Network)), new(2, "extra-trees", "c", "", Of(Trees))];
        var offered = new OfferedPipelines(planned, model => ready || model.Kind != "mlp");

        offered.Select(one => one.Title).ShouldBe(["a", "c"]);
        ready = true;
        offered.Select(one => one.Title).ShouldBe(["a", "b", "c"]);
    }

    private LibTorch Unreachable() => new(Path.Combine(_folder.Write("file", "no folder"), "torch"));

    private static Pipeline Of(ModelSpec model) => new() { Columns = Pipeline.NoColumns, Features = [], Model = model };
}
