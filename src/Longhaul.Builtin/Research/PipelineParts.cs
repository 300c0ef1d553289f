using Longhaul.Pipelines;

namespace Longhaul.Builtin.Research;

/// <summary>Takes pipelines apart and puts them together.</summary>
internal static class PipelineParts
{
    /// <summary>The steps of a pipeline that another one lacks.</summary>
    public static IReadOnlyList<FeatureStep> Lost(Pipeline whole, Pipeline part)
    {
        var kept = part.Features.Select(Text).ToHashSet(StringComparer.Ordinal);
        return [.. whole.Features.Where(step => !kept.Contains(Text(step)))];
    }

    /// <summary>A step in one line: equal for equal steps.</summary>
    public static string Text(FeatureStep step) =>
        $"{step.Kind} [{string.Join('|', step.Columns)}] {string.Join(' ', step.Options.Set.Select(option => $"{option.Key}={option.Value}"))}";

    /// <summary>The pipeline without some columns, and without the steps that then have none.</summary>
    public static Pipeline Without(Pipeline pipeline, IReadOnlyCollection<string> names)
    {
        var kept = pipeline.Columns.RemoveRange(names);
        var steps = pipeline.Features.Where(step => step.Columns.Length == 0 ? kept.Values.Any(role => step.Schema.Takes(role)) : step.Columns.Any(kept.ContainsKey));
        return pipeline with
        {
            Columns = kept,
            Features = [.. steps.Select(step => step.Columns.Length == 0 ? step : step.On([.. step.Columns.Where(kept.ContainsKey)]))],
        };
    }

    /// <summary>The steps with the columns that they need, as a pipeline has them, added to another one; steps it has already stay as they are.</summary>
    public static Pipeline With(Pipeline pipeline, Pipeline from, IEnumerable<FeatureStep> steps)
    {
        FeatureStep[] added = [.. steps];
        var columns = pipeline.Columns;
        foreach (var name in added.SelectMany(from.ColumnsOf).Where(name => !columns.ContainsKey(name)))
            columns = columns.Add(name, from.Columns[name]);
        return pipeline with { Columns = columns, Features = pipeline.Features.AddRange(added) };
    }
}
