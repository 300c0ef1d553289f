using Longhaul.Builtin.Training;
using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Views;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Sandbox;
using Longhaul.Execution.Torch;
using Longhaul.Pipelines;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Experiments;
using Longhaul.Search.FinalFit;
using Longhaul.Search.Graph;
using Longhaul.Search.Loop;
using Longhaul.Search.Policies;
using Longhaul.Tests.Search.Loop;
using Longhaul.Tracks.Hosting;
using Longhaul.Tracks.Mle;

namespace Longhaul.Tests.Tracks;

public sealed class MleExperimentsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_final_fit_runs_alone_and_has_what_all_workers_share(bool isCommand)
    {
        var settings = SmallSearch.Usual with { Threads = 4, Workers = 4, BudgetSeconds = 60 };
        var run = new RunFolder(_folder.At("run"));
        var data = TaskData.Load(TaskPackageReader.Read(Path.Combine(Repository.Tasks, "penguins")).Require(), settings);
        var pipeline = new Pipeline { Columns = Pipeline.NoColumns.Add("island", ColumnRole.Category), Features = [FeatureStep.Of("one-hot")], Model = ModelSpec.Of("linear") };
        _folder.Write("run/workspace/experiments/e1/pipeline.yaml", pipeline.ToYaml());
        _folder.Write("run/workspace/experiments/e1/metrics.json", "{}");
        var program = new ProgramStore(new ContentStore(run.Objects)).Store(
            new CandidateId(1), new Move(Operator.Draft, []),
            isCommand ? new Proposal("command", "true", "x", new Dictionary<string, byte[]>()) { Command = ["true"] } : Proposal.Pipeline("linear", "linear", "x", pipeline.ToYaml()));
        var surroundings = await Surroundings.OfAsync(settings, TestContext.Current.CancellationToken);
        var executor = new Refusing();
        await using var torch = new TorchSupply(new LibTorch(), waits: false, _ => { });
        var fitter = MleExperiments.Final(run, settings, data, new FoldScorer(data), executor, surroundings, torch);

        await Should.ThrowAsync<NotSupportedException>(
            () => fitter.FitAsync(new FinalFitOrder(program, new ExperimentId(1), _folder.At("staging"), 1, null), TestContext.Current.CancellationToken));

        surroundings.Limits.Cores.ShouldBe(1);
        executor.Asked.ShouldNotBeNull().ShouldBe(surroundings.Limits with { Cores = 4, Memory = new(settings.MemoryBytes) });
    }

    /// <summary>Runs nothing, and keeps what a job may use.</summary>
    private sealed class Refusing : IExecutor
    {
        public Limits? Asked { get; private set; }

        public Task SubmitAsync(Job job, CancellationToken cancellationToken)
        {
            Asked = job.Limits;
            throw new NotSupportedException();
        }

        public Task<JobOutcome> WatchAsync(JobId id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task CancelAsync(JobId id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<JobState> ReattachAsync(JobId id, string folder, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
