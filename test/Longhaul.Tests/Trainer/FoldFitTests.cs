using Longhaul.Pipelines;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Models;
using Longhaul.Trainer.State;
using Longhaul.Trainer.Training;

namespace Longhaul.Tests.Trainer;

public sealed class FoldFitTests
{
    private static readonly double[] X = [.. Enumerable.Range(0, 40).Select(i => i / 40.0)];
    private static readonly Pipeline Plain = Pipeline.Parse("columns: {x: number}\nfeatures: [{step: numbers}]\ntarget: {transform: log1p}\nmodel: {kind: linear}");
    private static readonly Pipeline Supervised = Pipeline.Parse("columns: {side: category}\nfeatures: [{step: target-encoding}]\nmodel: {kind: linear}");

    [Fact]
    public void Targets_that_are_learnt_together_are_fitted_once_and_come_out_each_in_its_own_unit()
    {
        var learner = new FakeLearner(together: true);

        var result = Run(View(X.Select(x => x + 10)), Plain, learner);

        learner.Fitted.ShouldBe([3]);
        result.Predictions[0].Select(output => output[0]).ShouldBe([GeometricMean(X), 0.5, GeometricMean([.. X.Select(x => x + 10)])], 1e-9);
        result.Tunings.Select(tuning => tuning.Values["targets"]).ShouldBe([3, 3, 3]);
    }

    [Fact]
    public void A_target_that_is_labelled_in_other_rows_keeps_a_model_of_its_own_and_so_do_the_others() =>
        Fits(View(X.Select((x, i) => i == 7 ? double.NaN : x)), Plain, together: true).ShouldBe([1, 1, 1]);

    [Fact]
    public void Features_that_were_learnt_from_one_target_are_not_lent_to_another() =>
        Fits(View(X), Supervised, together: true).ShouldBe([1, 1, 1]);

    [Fact]
    public void What_learns_one_target_at_a_time_gets_them_one_at_a_time()
    {
        Fits(View(X), Plain, together: false).ShouldBe([1, 1, 1]);
        Run(View(X), Plain, new FakeLearner(together: false)).Tunings.Count.ShouldBe(3);
    }

    [Fact]
    public void An_earlier_fold_s_choice_reaches_the_fit_of_the_target_it_was_made_for()
    {
        var (apart, together) = (new FakeLearner(together: false), new FakeLearner(together: true));
        Tuning[] chosen = [Tuning.Of("c", 1), Tuning.Of("c", 2), Tuning.Of("c", 3)];

        Run(View(X), Plain, apart, chosen);
        Run(View(X), Plain, together, chosen);

        apart.Told.ShouldBe([1, 2, 3]);
        together.Told.ShouldBe([1]);
    }

    private static List<int> Fits(ViewBuilderForTests view, Pipeline pipeline, bool together)
    {
        var learner = new FakeLearner(together);
        Run(view, pipeline, learner);
        return learner.Fitted;
    }

    private static FoldResult Run(ViewBuilderForTests view, Pipeline pipeline, FakeLearner learner, IReadOnlyList<Tuning>? tunings = null) =>
        new FoldFit(view.Read(pipeline), pipeline, learner).Run([.. Enumerable.Range(0, 40)], [[0, 1]], tunings, threads: 1);

    private static ViewBuilderForTests View(IEnumerable<double> last) => new ViewBuilderForTests()
        .Numbers("x", X).Texts("side", X.Select(x => x > 0.4 ? "right" : "left"))
        .Target("one", X).Target("two", X.Select((_, i) => i % 2 == 0 ? "no" : "yes")).Target("three", last);

    private static double GeometricMean(double[] values) => Math.Exp(values.Average(value => Math.Log(1 + value))) - 1;

    /// <summary>Learns the mean of each target.</summary>
    private sealed class FakeLearner(bool together) : ILearner
    {
        public List<int> Fitted { get; } = [];

        public List<double> Told { get; } = [];

        public bool LearnsTogether => together;

        public IFittedModel Fit(TrainingSet set, Tuning? tuning)
        {
            Fitted.Add(1 + set.Further.Count);
            if (tuning is not null)
                Told.Add(tuning.Values["c"]);
            return new FakeModel([set.Labels.Average(), .. set.Further.Select(target => target.Labels.Average())]);
        }
    }

    private sealed class FakeModel(double[] means) : IFittedModel
    {
        public Tuning Tuning => Tuning.Of("targets", means.Length);

        public double[][] Predict(FeatureMatrix matrix) => [.. means.Select(mean => Enumerable.Repeat(mean, matrix.Rows).ToArray())];

        public void Save(StateWriter to)
        {
        }
    }
}
