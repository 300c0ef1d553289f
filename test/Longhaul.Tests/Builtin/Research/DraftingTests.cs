using Longhaul.Builtin.Portfolio;
using Longhaul.Builtin.Profile;
using Longhaul.Builtin.Research;
using Longhaul.Builtin.Research.Operators;
using Longhaul.Evaluation.Views;
using Longhaul.Pipelines;
using Longhaul.Runs.Files;
using Longhaul.Search.Graph;
using Longhaul.Search.Policies;
using static Longhaul.Tests.Builtin.TaskBuilder;

namespace Longhaul.Tests.Builtin.Research;

public sealed class DraftingTests
{
    private const int Rows = 9000;

    private readonly IReadOnlyList<PlannedPipeline> _portfolio;
    private readonly WorkEstimate _work;
    private readonly Drafting _drafting;

    public DraftingTests()
    {
        var task = Task("roc_auc") with { Images = ["image"] };
        var train = Table(("id", Cells(Rows, row => row)), ("image", Cells(Rows, row => $"train/{row}.png")), ("y", Cells(Rows, row => row % 2)));
        var problem = ProblemReader.Read(task, train);
        var profile = DataProfile.Of(task, train, train.Take([.. Enumerable.Range(0, 900)]).Select(["id", "image"]), problem);
        _portfolio = FirstPipelines.For(task, problem, profile, seed: 0);
        _work = new WorkEstimate(profile, problem, folds: 3, trainingRows: Rows * 2 / 3.0);
        _drafting = new Drafting(_portfolio, profile);
    }

    [Fact]
    public void With_time_a_network_is_drafted_as_it_is_planned() => Network(new SolutionGraph([], default), TimeSpan.FromHours(1)).ShouldBe(Planned.Pipeline);

    [Fact]
    public void In_little_time_a_network_sees_all_images_fewer_times()
    {
        var drafted = Network(new SolutionGraph([], default), TimeSpan.FromSeconds(150)).ShouldNotBeNull();

        drafted.Rows.ShouldBe(1);
        drafted.Model.Params.Integer("epochs").ShouldBeInRange(2, 4);
        (drafted with { Model = Planned.Pipeline.Model }).ShouldBe(Planned.Pipeline);
    }

    [Fact]
    public void In_less_time_it_sees_a_part_of_them()
    {
        var drafted = Network(new SolutionGraph([], default), TimeSpan.FromSeconds(50)).ShouldNotBeNull();

        drafted.Rows.ShouldBeLessThan(1);
        drafted.Model.Params.Integer("epochs").ShouldBe(2);
    }

    [Fact]
    public void A_network_that_was_drafted_smaller_is_not_drafted_in_another_size()
    {
        var drafted = Network(new SolutionGraph([], default), TimeSpan.FromSeconds(150)).ShouldNotBeNull();
        var graph = new SolutionGraph([], default).With(new Candidate
        {
            Id = new CandidateId(1),
            Operator = Operator.Draft,
            Parents = [],
            Family = Planned.Family,
            Title = Planned.Title,
            Hypothesis = Planned.Hypothesis,
            Code = ContentHash.Of(drafted.ToYaml()),
        });

        Network(graph, TimeSpan.FromSeconds(120), Pipeline.Parse(drafted.ToYaml())).ShouldBeNull();
        Network(graph, TimeSpan.FromSeconds(50), Pipeline.Parse(drafted.ToYaml())).ShouldBeNull();
        var known = new KnownCandidates(graph, new CandidatePipelines(_ => drafted.ToYaml()));
        _drafting.Shrunken(known).ShouldHaveSingleItem().ShouldBe(Planned);
        _drafting.Untried(known).ShouldNotContain(Planned);
    }

    [Fact]
    public void What_was_made_smaller_says_so()
    {
        var idea = Drafted(_drafting, _work, new SolutionGraph([], default), TimeSpan.FromSeconds(150), Planned).ShouldNotBeNull();

        idea.Hypothesis.ShouldBe($"{Planned.Hypothesis} As time is short, with {idea.Pipeline.Model.Params.Integer("epochs")} passes.");
    }

    [Fact]
    public void In_little_time_a_network_for_tables_has_fewer_members_and_sees_all_rows()
    {
        var task = Task("accuracy");
        var train = Table([.. Enumerable.Range(0, 10).Select(column => ($"x{column}", Cells(5000, row => row * (column + 3) % 97 / 10.0))), ("y", Cells(5000, row => (char)('a' + (row % 12))))]);
        var problem = ProblemReader.Read(task, train);
        var profile = DataProfile.Of(task, train, train.Select(train.Names.Except(["y"])), problem);
        var (portfolio, work) = (FirstPipelines.For(task, problem, profile, seed: 0), new WorkEstimate(profile, problem, folds: 5, trainingRows: 4000));
        var planned = portfolio.First(planned => planned.Family == "mlp");
        // Two thirds of the time at which it would be drafted as it is planned: 1.5 s for each unit of work, and two fifths of the time for one candidate.
        var left = TimeSpan.FromSeconds(work.Of(planned.Pipeline) * 1.5 / 0.4 * 2 / 3);

        var idea = Drafted(new Drafting(portfolio, profile), work, new SolutionGraph([], default), left, planned).ShouldNotBeNull();

        idea.Pipeline.ShouldBe(planned.Pipeline with { Model = planned.Pipeline.Model.With("members", 4) });
        idea.Hypothesis.ShouldBe($"{planned.Hypothesis} As time is short, with 4 members.");
    }

    private PlannedPipeline Planned => _portfolio.First(planned => planned.Family == "cnn");

    /// <summary>What the first network of the portfolio is drafted as; null: it isn't.</summary>
    private Pipeline? Network(SolutionGraph graph, TimeSpan left, Pipeline? known = null) =>
        Drafted(_drafting, _work, graph, left, Planned, known)?.Pipeline;

    private static Idea? Drafted(Drafting drafting, WorkEstimate work, SolutionGraph graph, TimeSpan left, PlannedPipeline planned, Pipeline? known = null) =>
        drafting.Ideas(new KnownCandidates(graph, new CandidatePipelines(_ => known?.ToYaml())), new TimeForecast(work, graph, new BudgetLeft(left, null))).FirstOrDefault(idea => idea.Title == planned.Title);
}
