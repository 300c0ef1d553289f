using System.Text;
using CsCheck;
using Longhaul.Builtin.Portfolio;
using Longhaul.Builtin.Profile;
using Longhaul.Builtin.Research;
using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Views;
using Longhaul.Pipelines;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;
using Longhaul.Search.Loop;
using Longhaul.Search.Policies;
using static Longhaul.Tests.Builtin.TaskBuilder;

namespace Longhaul.Tests.Builtin.Research;

public sealed class BuiltinProposerTests
{
    private static readonly BudgetLeft Unlimited = new(null, 1000);

    [Fact]
    public void The_portfolio_is_proposed_in_order()
    {
        var lab = new Lab(seed: 0);
        foreach (var planned in lab.Portfolio)
            lab.Step(new Move(Operator.Draft, []), Unlimited)!.Title.ShouldBe(planned.Title);
        lab.Proposer.Untried(lab.Graph).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_ever_proposed_twice() => Gen.Int[0, 1000].Sample(
        seed =>
        {
            var lab = new Lab(seed);
            var policy = new GreedyPolicy(lab.Portfolio.Count);
            for (var i = 0; i < 80; i++)
                lab.Step(policy.Next(lab.Graph, Unlimited)!, Unlimited).ShouldNotBeNull();
            lab.Texts.Values.ShouldBeUnique();
            foreach (var text in lab.Texts.Values)
                Pipeline.Parse(text).ToYaml().ShouldBe(text);
        },
        iter: 5);

    [Fact]
    public void Steps_name_columns_of_their_own_pipeline_alone() => Gen.Int[0, 1000].Sample(
        seed =>
        {
            var lab = new Lab(seed, hasTexts: true);
            var policy = new GreedyPolicy(lab.Portfolio.Count);
            for (var i = 0; i < 80; i++)
                lab.Step(policy.Next(lab.Graph, Unlimited)!, Unlimited).ShouldNotBeNull();
            foreach (var pipeline in lab.Texts.Values.Select(text => Pipeline.Parse(text)))
                pipeline.Features.SelectMany(step => step.Columns).ShouldBeSubsetOf(pipeline.Columns.Keys);
        },
        iter: 5);

    [Fact]
    public void The_same_seed_proposes_the_same()
    {
        Lab one = new(seed: 7), two = new(seed: 7);
        var policy = new GreedyPolicy(one.Portfolio.Count);
        for (var i = 0; i < 30; i++)
        {
            one.Step(policy.Next(one.Graph, Unlimited)!, Unlimited);
            two.Step(policy.Next(two.Graph, Unlimited)!, Unlimited);
        }

        one.Texts.Values.ShouldBe(two.Texts.Values);
    }

    [Fact]
    public void A_proposal_does_not_depend_on_who_asked_before()
    {
        var lab = new Lab(seed: 3);
        for (var i = 0; i < 12; i++)
            lab.Step(new Move(Operator.Draft, []), Unlimited);
        var move = new Move(Operator.Tune, [lab.Graph.Best!.Id]);
        var fresh = lab.Again().Propose(move, lab.Graph, Unlimited);
        Text(lab.Proposer.Propose(move, lab.Graph, Unlimited)!).ShouldBe(Text(fresh!));
    }

    [Fact]
    public void What_can_not_finish_is_passed_over()
    {
        var lab = new Lab(seed: 0);
        var left = new BudgetLeft(TimeSpan.FromSeconds(2.5), null);
        for (var i = 0; i < 30 && lab.Step(new Move(Operator.Draft, []), left) is { } proposal; i++)
            proposal.Expected.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(left.Time!.Value);
        lab.Graph.Candidates.Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Nothing_is_proposed_when_no_time_is_left() =>
        new Lab(seed: 0).Proposer.Propose(new Move(Operator.Draft, []), Lab.Empty, new BudgetLeft(TimeSpan.FromSeconds(0.5), null)).ShouldBeNull();

    [Fact]
    public void A_family_that_can_not_be_changed_gives_way_and_says_so()
    {
        var lab = new Lab(seed: 0);
        lab.Step(new Move(Operator.Draft, []), Unlimited);
        lab.Step(new Move(Operator.Draft, []), Unlimited);
        var proposal = lab.Proposer.Propose(new Move(Operator.Tune, [new CandidateId(1)]), lab.Graph, Unlimited).ShouldNotBeNull();
        proposal.Move!.Parents.ShouldBe([new CandidateId(2)]);
    }

    [Fact]
    public void A_look_is_on_one_fold_and_comes_back_in_full()
    {
        var lab = new Lab(seed: 0);
        lab.Step(new Move(Operator.Draft, []), Unlimited);
        lab.Step(new Move(Operator.Draft, []), Unlimited);
        var look = lab.Step(new Move(Operator.Tune, [new CandidateId(2)], Probe: true), Unlimited).ShouldNotBeNull();
        look.Probe.ShouldBeTrue();
        look.Work.ShouldBeLessThan(lab.Graph[new CandidateId(2)].Work * 3);

        var whole = lab.Proposer.Propose(new Move(Operator.Tune, [new CandidateId(3)]), lab.Graph, Unlimited).ShouldNotBeNull();

        whole.Probe.ShouldBeFalse();
        Pipeline.Parse(Text(look)).Folds.ShouldBe(1);
        Pipeline.Parse(Text(whole)).ShouldBe(Pipeline.Parse(Text(look)) with { Folds = 0 });
        lab.Graph.Ranked.ShouldNotContain(candidate => candidate.Probe);
    }

    [Fact]
    public void A_program_that_is_no_pipeline_is_no_parent()
    {
        var lab = new Lab(seed: 0);
        lab.Step(new Move(Operator.Draft, []), Unlimited);
        lab.Step(new Move(Operator.Draft, []), Unlimited);
        lab.Texts[new CandidateId(1)] = "model: [nonsense";
        lab.Again().Propose(new Move(Operator.Tune, [new CandidateId(1)]), lab.Graph, Unlimited)!.Move!.Parents.ShouldBe([new CandidateId(2)]);
    }

    private static string Text(Proposal proposal) => Encoding.UTF8.GetString(proposal.Files[Pipeline.FileName]);

    /// <summary>A proposer whose candidates get made-up scores.</summary>
    private sealed class Lab
    {
        private readonly Func<BuiltinProposer> _make;

        public Lab(int seed, bool hasTexts = false)
        {
            var task = Task("roc_auc");
            (string Name, string[] Cells)[] columns =
            [
                ("id", Cells(300, row => row)), ("size", Cells(300, row => row * 37 % 101 / 2.0)), ("colour", Cells(300, row => row % 3 == 0 ? "red" : "blue")),
                ("weight", Cells(300, row => row * 53 % 97 / 4.0)),
                .. hasTexts ? [("told", Cells(300, row => $"this is story {row} about a {row % 7} th matter of {row * 31 % 113} words"))] : Array.Empty<(string, string[])>(),
            ];
            var train = Table([.. columns, ("y", Cells(300, row => row % 2))]);
            var problem = ProblemReader.Read(task, train);
            var profile = DataProfile.Of(task, train, train.Select([.. columns.Select(column => column.Name)]), problem);
            Portfolio = FirstPipelines.For(task, problem, profile, seed);
            _make = () => new BuiltinProposer(profile, problem, task.Metric, Portfolio, new WorkEstimate(profile, problem, 5, 240), candidate => Texts.GetValueOrDefault(candidate.Id), seed);
            Proposer = _make();
        }

        public static SolutionGraph Empty { get; } = new([], Direction.Maximize);

        public IReadOnlyList<PlannedPipeline> Portfolio { get; }

        public BuiltinProposer Proposer { get; }

        public Dictionary<CandidateId, string> Texts { get; } = [];

        public SolutionGraph Graph { get; private set; } = Empty;

        public BuiltinProposer Again() => _make();

        public Proposal? Step(Move move, BudgetLeft left)
        {
            if (Proposer.Propose(move, Graph, left) is not { } proposal)
                return null;
            var id = new CandidateId(Graph.Candidates.Count + 1);
            Texts[id] = Text(proposal);
            var hash = ContentHash.Of(Texts[id]);
            Graph = Graph.With(new Candidate
            {
                Id = id,
                Operator = (proposal.Move ?? move).Operator,
                Parents = (proposal.Move ?? move).Parents,
                Family = proposal.Family,
                Title = proposal.Title,
                Hypothesis = proposal.Hypothesis,
                Code = hash,
                Experiment = new ExperimentId(id.Number),
                Status = CandidateStatus.Scored,
                Score = Score.FromFolds([Convert.ToInt32(hash.Value[..4], 16) / 65536.0], "roc_auc", Direction.Maximize),
                Work = proposal.Work,
                Probe = proposal.Probe,
            });
            return proposal;
        }
    }
}
