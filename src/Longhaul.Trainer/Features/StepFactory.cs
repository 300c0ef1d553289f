using Longhaul.Pipelines;
using Longhaul.Pipelines.Cells;
using Longhaul.Trainer.Features.Categories;
using Longhaul.Trainer.Features.Dates;
using Longhaul.Trainer.Features.Groups;
using Longhaul.Trainer.Features.Images;
using Longhaul.Trainer.Features.Images.Neighbourhood;
using Longhaul.Trainer.Features.Numbers;
using Longhaul.Trainer.Features.Reduction;
using Longhaul.Trainer.Features.Structured;
using Longhaul.Trainer.Features.Text;
using Longhaul.Trainer.Features.Windows;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features;

/// <summary>From a step's declaration to its code.</summary>
public static class StepFactory
{
    /// <summary>The step's code, on the columns it takes.</summary>
    public static IFeatureStep Make(FeatureStep step, Pipeline pipeline)
    {
        var columns = pipeline.ColumnsOf(step);
        var options = step.Options;
        return step.Kind switch
        {
            "numbers" => new NumbersStep(columns, NumbersOptions.From(options)),
            "ratios" => new RatiosStep(
                pipeline.ColumnsOf(step, ColumnRole.Number), pipeline.ColumnsOf(step, ColumnRole.Date), options.Words("by").Contains("hours"), options.Words("by").Contains("numbers"),
                new NumbersOptions(options.Text("missing") == "median", Clip: options.Number("clip"), Scale: NumbersOptions.ScaleOf(options.Text("scale")))),
            "row-statistics" => new RowStatisticsStep(columns, options.Words("statistics")),
            "curve" => new CurveStep(columns, new CurveOptions(options.Flag("normalise"), options.Integer("smooth"), options.Integer("derivative"), options.Integer("every"))),
            "pca" => ReducedStep.Of(
                new NumbersStep(columns, new NumbersOptions(Fill: true, Scale: options.Flag("scale") ? NumberScale.Standard : NumberScale.None)), options.Integer("components"), columns),
            "one-hot" => new OneHotStep(columns, options.Integer("min_count"), options.Integer("max_levels")),
            "hashing" => new HashingStep(CategoryPairs.With(columns, options.Flag("pairs")), options.Integer("bits")),
            "ordinal" => new OrdinalStep(columns, options.Integer("min_count"), options.Integer("max_levels"), options.Flag("native")),
            "frequency" => new FrequencyStep(CategoryPairs.With(columns, options.Flag("pairs")), options.Text("rows") == "all"),
            "target-encoding" => new TargetEncodingStep(CategoryPairs.With(columns, options.Flag("pairs")), options.Number("smoothing"), options.Integer("folds")),
            "date-parts" => new DatePartsStep(columns, options.Words("parts"), options.Words("cyclic")),
            "date-gaps" => new DateGapsStep(columns),
            "season" => new SeasonStep(columns, new SeasonOptions(
                options.Integer("trend"), options.Integer("yearly"), options.Integer("weekly"), options.Integer("daily"), options.Flag("interact"))),
            "season-by-level" => new SeasonByLevelStep(
                pipeline.ColumnsOf(step, ColumnRole.Date), CategoryPairs.With(pipeline.ColumnsOf(step, ColumnRole.Category), options.Flag("pairs")),
                new SeasonOptions(options.Integer("trend"), options.Integer("yearly"), options.Integer("weekly"), options.Integer("daily"), Interact: false), options.Integer("min_count")),
            "windows" => new WindowsStep(WindowsColumns.Of(pipeline, step), WindowsOptions.From(options)),
            "group-relative" => new GroupRelativeStep(pipeline.ColumnsOf(step, ColumnRole.Number), pipeline.ColumnsOf(step, ColumnRole.Group), options.Words("ways")),
            "aggregates" => new GroupRelativeStep(pipeline.ColumnsOf(step, ColumnRole.Number), pipeline.ColumnsOf(step, ColumnRole.Category), options.Words("ways")),
            "tfidf" => new TfidfStep(columns, TfidfOptions.From(options)),
            "text-style" => new TextStyleStep(columns, options.Text("scale") == "standard"),
            "pixels" => ReducedStep.Of(new PixelsStep(columns, options.Integer("size"), options.Flag("colour")), options.Integer("pca"), columns),
            "hog" => ReducedStep.Of(new HogStep(columns, options.Integer("size"), options.Integer("cell"), options.Integer("bins")), options.Integer("pca"), columns),
            "colours" => new ColoursStep(columns, options.Integer("bins"), options.Integer("regions")),
            "neighbourhood" => new NeighbourhoodStep(columns),
            "image-array" => new ImageArrayStep(Only(columns, step), options.Integer("size"), options.Integer("largest"), options.Text("channels")),
            _ when CellFormats.OfStep(step.Kind) is { } format => new StructuredStep(columns, format, StructuredOptions.From(options)),
            _ => throw new PipelineException($"step '{step.Kind}' is not built"),
        };
    }

    /// <summary>The fitted step that <see cref="IFittedStep.Save"/> wrote down; it knows any frame that has the step's columns.</summary>
    /// <exception cref="PipelineException">The state is not the step's, or is damaged.</exception>
    public static IFittedStep Load(FeatureStep step, Pipeline pipeline, StateReader from) => Make(step, pipeline).Load(from);

    private static string Only(IReadOnlyList<string> columns, FeatureStep step) => columns is [var only]
        ? only
        : throw new PipelineException($"step '{step.Kind}' takes one column, here are {columns.Count}: name one under its columns");
}
