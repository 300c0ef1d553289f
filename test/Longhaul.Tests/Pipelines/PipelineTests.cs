using CsCheck;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Schema;

namespace Longhaul.Tests.Pipelines;

public sealed class PipelineTests
{
    [Fact]
    public void The_same_pipeline_has_the_same_text_however_it_was_written()
    {
        var one = Pipeline.Parse("columns: {b: number, a: category}\nmodel: {kind: lightgbm, params: {learning_rate: 0.050, num_leaves: 31}}\nseed: 0");
        var two = Pipeline.Parse("model:\n  params: {learning_rate: 5e-2}\n  kind: 'lightgbm'\nversion: 1\ncolumns:\n  \"a\": category\n  b: number # a comment");

        one.ToYaml().ShouldBe(two.ToYaml());
        one.Hash.ShouldBe(two.Hash);
        one.ShouldBe(two);
        one.ToYaml().ShouldBe("version: 1\nseed: 0\ncolumns:\n  a: category\n  b: number\nmodel:\n  kind: lightgbm\n  params:\n    learning_rate: 0.05\n");
    }

    [Fact]
    public void Text_and_pipeline_are_each_others_inverse_for_any_column_names() =>
        Gen.Select(Gen.String[1, 30].Array[0, 5], Gen.Int, Gen.Double[0.01, 1], Gen.Int[0, StepCatalogue.All.Count - 1]).Sample((names, seed, rows, kindIndex) =>
        {
            var step = FeatureStep.Of(StepCatalogue.All.Keys.ElementAt(kindIndex));
            var pipeline = new Pipeline
            {
                Columns = Pipeline.NoColumns.AddRange(names.Select(Printable).Distinct().Select(name => KeyValuePair.Create(name, step.Schema.Roles[0]))),
                Features = [step, step.On([.. names.Select(Printable)])],
                Model = ModelSpec.Of("lightgbm").With("learning_rate", rows),
                Rows = rows,
                Seed = seed,
            };
            var text = pipeline.ToYaml();
            return Pipeline.Parse(text).ToYaml() == text && Pipeline.Parse(text).Columns.SequenceEqual(pipeline.Columns);
        }, iter: 300);

    [Theory]
    [InlineData("columns: {a: number}\nmodel: {kind: forest}", "p.yaml:2:15: there is no model 'forest'")]
    [InlineData("columns: {a: numeric}\nmodel: {kind: constant}", "p.yaml:1:14: 'numeric' is not known; expected number, category, text, date, image")]
    [InlineData("model: {kind: lightgbm, params: {num_leaves: many}}", "p.yaml:1:46: num_leaves: 'many' is not allowed; expected a whole number")]
    [InlineData("model: {kind: lightgbm, params: {leaves: 3}}", "p.yaml:1:42: 'lightgbm' has no option 'leaves'; known are objective")]
    [InlineData("model: {kind: constant}\nmodle: 3", "p.yaml:2:1: 'modle' is not known here")]
    [InlineData("columns: {a: number}", "p.yaml:1:1: 'model' is missing")]
    [InlineData("version: 9\nmodel: {kind: constant}", "p.yaml:1:10: version 9 is newer than this release reads (1)")]
    [InlineData("columns: {a: number}\nfeatures:\n- {step: one-hot, columns: [a]}\nmodel: {kind: constant}", "p.yaml:3:29: 'one-hot' takes category columns; 'a' is used as number")]
    [InlineData("columns: {a: number}\nfeatures:\n- {step: numbers, columns: [b]}\nmodel: {kind: constant}", "p.yaml:3:29: column 'b' is not listed under columns")]
    [InlineData("columns: {a: number}\nfeatures:\n- {step: numbers, columns: [a, a]}\nmodel: {kind: constant}", "p.yaml:3:32: column 'a' is listed twice")]
    [InlineData("columns: {a: number}\nfeatures:\n- {step: numbers, columns: []}\nmodel: {kind: constant}", "p.yaml:3:28: 'numbers' is given no columns")]
    [InlineData("seed: 1.5\nmodel: {kind: constant}", "p.yaml:1:7: seed: '1.5' is not allowed; expected a whole number")]
    [InlineData("validation: {folds: 0.5}\nmodel: {kind: constant}", "p.yaml:1:21: folds: '0.5' is not allowed; expected a whole number")]
    [InlineData("columns: [a\nmodel", "p.yaml:1:")]
    [InlineData("", "p.yaml:1:1: expected one YAML document")]
    public void A_mistake_is_named_with_line_and_column(string yaml, string message) =>
        Should.Throw<PipelineException>(() => Pipeline.Parse(yaml, "p.yaml")).Message.ShouldStartWith(message);

    [Fact]
    public void Options_change_by_name_and_defaults_leave_no_trace()
    {
        var model = ModelSpec.Of("lightgbm", ("num_leaves", "63"));

        model.Params.Integer("num_leaves").ShouldBe(63);
        model.With("num_leaves", 31.0).Params.Set.ShouldBeEmpty();
        Should.Throw<OptionException>(() => model.With("num_leaves", 1.0));
    }

    [Fact]
    public void Every_default_is_a_value_its_option_allows()
    {
        foreach (var schema in StepCatalogue.All.Values.Concat(ModelCatalogue.All.Values))
        {
            foreach (var option in schema.Options)
                option.Canonical(option.Default).ShouldBe(option.Default, $"{schema.Kind}.{option.Name}");
        }
    }

    private static string Printable(string text) => "c" + new string([.. text.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && c < 0xFFF0)]);
}
