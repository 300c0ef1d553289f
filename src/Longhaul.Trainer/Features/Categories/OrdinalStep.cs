using Longhaul.Trainer.Data;
using Longhaul.Trainer.Onnx;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Categories;

/// <summary>
/// A category as one number per level: native categories for LightGBM, or codes ordinal by name for other trees. Unknown levels are empty; empty
/// cells are a level among native categories, as no set of LightGBM's levels could hold them otherwise.
/// </summary>
public sealed class OrdinalStep(IReadOnlyList<string> columns, int minCount, int maxLevels, bool native) : IFeatureStep
{
    public FittedStep Fit(Frame frame, int[] rows, Labels labels)
    {
        CategoryLevels[] levels = [.. columns.Select(name => CategoryLevels.Fit(frame.Column<CategoryColumn>(name), rows, minCount, maxLevels, withEmpty: native))];
        return FittedStep.Of(new Fitted(levels, native), frame, rows);
    }

    public IFittedStep Load(StateReader from) =>
        new Fitted([.. columns.Select((name, i) => CategoryLevels.Load(name, from.Part($"{i}")))], native);

    private sealed record Fitted(IReadOnlyList<CategoryLevels> Columns, bool Native) : IFittedStep, IOnnxStep
    {
        public FeatureMatrix Transform(Frame frame, int[] rows) => FeatureMatrix.Of(
            rows.Length,
            [.. Columns.Select(column => Codes(frame.Column<CategoryColumn>(column.Name), column, rows))],
            [.. Columns.Select(column => new Feature(column.Name, Native ? Math.Max(1, column.Count) : 0))]);

        public void AddTo(OnnxGraph graph, List<string> dense, List<string> sparse) => dense.AddRange(Columns.Select(column =>
            graph.Lookup(column.Name, column.Table.ToDictionary(level => level.Key, level => (float)level.Value, StringComparer.Ordinal), float.NaN)));

        public void Save(StateWriter to)
        {
            for (var i = 0; i < Columns.Count; i++)
                Columns[i].Save(to.Part($"{i}"));
        }

        private static float[] Codes(CategoryColumn column, CategoryLevels levels, int[] rows)
        {
            var lookup = levels.Lookup(column);
            var values = new float[rows.Length];
            for (var i = 0; i < rows.Length; i++)
            {
                var level = lookup[column.Codes[rows[i]] + 1];
                values[i] = level >= 0 ? level : float.NaN;
            }

            return values;
        }
    }
}
