using Longhaul.Pipelines;
using Longhaul.Runs.Files;

namespace Longhaul.Builtin.Research;

/// <summary>Recognises pipelines that are written differently and do the same, so that nothing runs twice.</summary>
internal static class PipelineIdentity
{
    /// <summary>Parameters without effect unless another one has a certain value.</summary>
    private static readonly (string Kind, string Parameter, Func<ModelSpec, bool> Counts)[] Conditional =
    [
        ("lightgbm", "alpha", model => model.Params.Text("objective") is "huber" or "quantile"),
        ("lightgbm", "tweedie_variance_power", model => model.Params.Text("objective") == "tweedie"),
        ("lightgbm", "drop_rate", model => model.Params.Text("boosting") == "dart"),
        ("lightgbm", "bagging_freq", model => model.Params.Number("bagging_fraction") < 1),
        ("lightgbm", "bagging_fraction", model => model.Params.Integer("bagging_freq") > 0),
        ("linear", "c_min", model => model.Params.Number("c") == 0),
        ("linear", "c_max", model => model.Params.Number("c") == 0),
    ];

    /// <summary>Equal for pipelines that do the same: parameters and columns without effect are left out, columns that a step would take anyway aren't named.</summary>
    public static ContentHash Of(Pipeline pipeline) => Plain(pipeline).Hash;

    private static Pipeline Plain(Pipeline pipeline)
    {
        FeatureStep[] steps = [.. pipeline.Features.Where(step => pipeline.ColumnsOf(step).Count > 0).Select(step => Plain(step, pipeline))];
        var used = steps.SelectMany(pipeline.ColumnsOf).ToHashSet(StringComparer.Ordinal);
        return pipeline with
        {
            Features = [.. steps],
            Columns = pipeline.Columns.RemoveRange(pipeline.Columns.Keys.Where(name => !used.Contains(name))),
            Model = Conditional.Aggregate(pipeline.Model, Plain),
        };
    }

    private static FeatureStep Plain(FeatureStep step, Pipeline pipeline) =>
        step.Columns.Length > 0 && step.Columns.ToHashSet(StringComparer.Ordinal).SetEquals(pipeline.ColumnsOf(step with { Columns = [] })) ? step with { Columns = [] } : step;

    private static ModelSpec Plain(ModelSpec model, (string Kind, string Parameter, Func<ModelSpec, bool> Counts) rule) =>
        model.Kind == rule.Kind && !rule.Counts(model) ? model.With(rule.Parameter, model.Schema[rule.Parameter].Default) : model;
}
