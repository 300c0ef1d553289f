using Longhaul.Builtin.Research;
using Longhaul.Builtin.Research.Operators;
using Longhaul.Evaluation.Scoring;
using Longhaul.Execution.Executors;
using Longhaul.Pipelines;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Graph;

namespace Longhaul.Tests.Builtin.Research;

public sealed class OperatorTests
{
    private static readonly Pipeline Trees = Pipeline.Parse(
        "columns: {age: number, colour: category, note: text}\nfeatures: [{step: numbers}, {step: ordinal}, {step: text-style}]\nmodel: {kind: lightgbm, params: {num_leaves: 8}}");

    private static readonly Pipeline Sums = Pipeline.Parse(
        "columns: {age: number, colour: category}\nfeatures: [{step: numbers, scale: standard}, {step: one-hot}, {step: target-encoding}]\nmodel: {kind: linear}\ntarget: {transform: log1p}");

    [Fact]
    public void An_ablation_leaves_out_one_thing()
    {
        var ideas = Ablating.Ideas(Candidate(1, 0.5), Trees, new Random(1)).ToArray();

        ideas.Take(3).ShouldAllBe(idea => idea.Pipeline.Features.Length == 2);
        ideas.Skip(3).ShouldAllBe(idea => idea.Pipeline.Columns.Count == 2);
        ideas.Select(idea => idea.Pipeline.ToYaml()).ShouldBeUnique();
    }

    [Fact]
    public void What_was_no_loss_alone_is_left_out_together()
    {
        Candidate whole = Candidate(1, 0.5, 0.6), one = Ablation(2, 0.51, 0.6), two = Ablation(3, 0.5, 0.61), loss = Ablation(4, 0.4, 0.5);
        var parts = Ablating.Ideas(whole, Trees, new Random(1)).Take(3).Select(idea => idea.Pipeline).ToArray();
        var known = Known([whole, one, two, loss], Trees, parts[0], parts[1], parts[2]);

        var simpler = Simplifying.Ideas(whole, Trees, known).ShouldHaveSingleItem();

        simpler.Parents.ShouldBe([whole.Id, one.Id, two.Id]);
        simpler.Pipeline.Features.ShouldHaveSingleItem().Kind.ShouldBe(PipelineParts.Lost(Trees, parts[2])[0].Kind);
        known.Useless("trees").Count.ShouldBe(2);
    }

    [Fact]
    public void A_crossing_takes_each_parameter_from_a_parent()
    {
        var other = Trees with { Model = ModelSpec.Of("lightgbm", ("num_leaves", "99"), ("learning_rate", "0.02")) };
        var ideas = Fusing.Ideas(Candidate(1, 0.5), Trees, Candidate(2, 0.4), other, Known([]), new Random(1)).ToArray();

        ideas.Length.ShouldBeGreaterThan(5);
        ideas.ShouldAllBe(idea => idea.Pipeline.Model.Params.Text("num_leaves") == "8" || idea.Pipeline.Model.Params.Text("num_leaves") == "99");
        ideas.Select(idea => idea.Pipeline.Model.Params.Text("learning_rate")).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Of_strangers_the_first_ones_model_gets_what_the_second_one_looks_at()
    {
        var ideas = Fusing.Ideas(Candidate(1, 0.5), Trees, Candidate(2, 0.4), Sums, Known([]), new Random(1)).ToArray();

        ideas[0].Pipeline.Model.Kind.ShouldBe("lightgbm");
        ideas[0].Pipeline.Features.Select(step => step.Kind).ShouldBe(["numbers", "ordinal", "text-style", "target-encoding"]);
        ideas[1].Pipeline.Target.ShouldBe(TargetTransform.Log1p);
    }

    [Theory]
    [InlineData(Ending.Timeout, "with fewer rounds")]
    [InlineData(Ending.OutOfMemory, "on half of the rows")]
    public void What_failed_comes_again_smaller(Ending ending, string how)
    {
        var ideas = Rescuing.Ideas(Candidate(1, 0) with { Ending = ending, Score = null, Status = CandidateStatus.Failed }, Trees).ToArray();

        ideas[0].Title.ShouldBe($"c1 {how}");
        ideas[^1].Pipeline.Rows.ShouldBe(0.1);
    }

    [Fact]
    public void The_estimator_prefers_what_resembles_the_good_ones()
    {
        ModelSpec[] ranked = [.. Enumerable.Range(0, 12).Select(i => ModelSpec.Of("lightgbm", ("num_leaves", i < 3 ? "60" : "8"), ("learning_rate", i < 3 ? "0.03" : "0.1")))];
        var estimator = new TreeParzen(ModelSpace.Of("lightgbm"), ranked);

        estimator.Good.Count.ShouldBe(3);
        estimator.Promise(ranked[0]).ShouldBeGreaterThan(estimator.Promise(ModelSpec.Of("lightgbm", ("num_leaves", "20"))));
        estimator.Promise(ModelSpec.Of("lightgbm", ("num_leaves", "20"))).ShouldBeGreaterThan(estimator.Promise(ranked[^1]));
    }

    [Fact]
    public void Pipelines_that_do_the_same_are_one()
    {
        var spelled = Pipeline.Parse(
            "columns: {age: number, colour: category, note: text, idle: date}\nfeatures: [{step: numbers, columns: [age]}, {step: ordinal}, {step: text-style}, {step: pixels}]\n"
            + "model: {kind: lightgbm, params: {num_leaves: 8, drop_rate: 0.3, bagging_freq: 4, alpha: 0.2}}");

        PipelineIdentity.Of(spelled).ShouldBe(PipelineIdentity.Of(Trees));
        PipelineIdentity.Of(Trees with { Rows = 0.5 }).ShouldNotBe(PipelineIdentity.Of(Trees));
        PipelineIdentity.Of(Trees with { Model = Trees.Model.With("bagging_freq", "1").With("bagging_fraction", "0.5") }).ShouldNotBe(PipelineIdentity.Of(Trees));
    }

    [Fact]
    public void A_change_that_helped_elsewhere_promises_more_than_one_that_hurt()
    {
        var known = Known([Candidate(1, 0.5, 0.6), Change(2, "flags", 0.6, 0.71), Change(3, "ranks", 0.4, 0.51)]);

        known.Promise("flags").ShouldBeGreaterThan(known.Promise("never tried"));
        known.Promise("ranks").ShouldBeLessThan(known.Promise("never tried"));
    }

    [Fact]
    public void A_change_that_was_looked_at_first_teaches_as_much()
    {
        Candidate look = Change(2, "flags (a look)", 0.9) with { Probe = true }, whole = Change(3, "flags, in full", 0.6, 0.71) with { Parents = [new CandidateId(2)] };

        Known([Candidate(1, 0.5, 0.6), look, whole]).Promise("flags").ShouldBe(Known([Candidate(1, 0.5, 0.6), Change(2, "flags", 0.6, 0.71)]).Promise("flags"));
    }

    [Fact]
    public void What_leaving_something_out_brought_is_remembered_as_well()
    {
        var known = Known([Candidate(1, 0.5, 0.6), Change(2, "", 0.4, 0.51) with { Title = $"c1 {StructuralChange.Beside("without windows")}" }]);

        known.Graph.Candidates[1].Title.ShouldBe("c1 without windows");
        known.Promise("without windows").ShouldBeLessThan(known.Promise("never tried"));
    }

    [Fact]
    public void What_ran_out_of_time_makes_the_next_one_look_longer()
    {
        var (profile, problem) = (new Longhaul.Builtin.Profile.DataProfile { Rows = 100, TestRows = 10, SampledRows = 100, Columns = [], Features = [], Targets = [], Twins = new(0, 0, 0, 0) }, new Problem([new Target("y", TargetKind.Number, [])]));
        var work = new Longhaul.Builtin.Portfolio.WorkEstimate(profile, problem, 5, 80);
        var left = new Longhaul.Search.Policies.BudgetLeft(TimeSpan.FromMinutes(1), null);
        var slow = Candidate(1, 0) with { Work = 1, Wall = TimeSpan.FromSeconds(30), Status = CandidateStatus.Failed, Score = null, Ending = Ending.Timeout };
        var pipeline = new Pipeline { Columns = Pipeline.NoColumns, Features = [], Model = ModelSpec.Of("constant") };

        var before = new TimeForecast(work, new SolutionGraph([], Direction.Maximize), left).Expected("trees", pipeline)!.Value;
        var after = new TimeForecast(work, new SolutionGraph([slow], Direction.Maximize), left).Expected("trees", pipeline)!.Value;

        after.ShouldBeGreaterThan(before);
    }

    private static KnownCandidates Known(Candidate[] candidates, params Pipeline[] pipelines) =>
        new(new SolutionGraph([.. candidates], Direction.Maximize), new CandidatePipelines(candidate => pipelines.ElementAtOrDefault(candidate.Id.Number - 1)?.ToYaml()));

    private static Candidate Ablation(int number, params double[] folds) => Candidate(number, folds) with { Operator = Operator.Ablate, Parents = [new CandidateId(1)] };

    private static Candidate Change(int number, string what, params double[] folds) =>
        Candidate(number, folds) with { Operator = Operator.Improve, Parents = [new CandidateId(1)], Title = $"c1 with {what}" };

    private static Candidate Candidate(int number, params double[] folds) => new()
    {
        Id = new CandidateId(number),
        Operator = Operator.Draft,
        Family = "trees",
        Title = "trees",
        Hypothesis = "It should do.",
        Code = ContentHash.Of($"{number}"),
        Experiment = new ExperimentId(number),
        Status = CandidateStatus.Scored,
        Score = Score.FromFolds(folds, "accuracy", Direction.Maximize),
    };
}
