using Longhaul.Trainer.Data;
using Longhaul.Trainer.Onnx;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Categories;

/// <summary>A category as one number per level: native categories for LightGBM, or codes ordinal by name for other trees. Unknown levels are empty.</summary>
public sealed class OrdinalStep(IReadOnlyList<string> columns, int minCount, int maxLevels, bool native) : IFeatureStep
{
    public FittedStep Fit(Frame frame, int[] rows, Labels labels)
    {
        (string, LevelMap)[] maps = [.. columns.Select(name => (name, LevelMap.Fit(frame.Column<CategoryColumn>(name), rows, minCount, maxLevels)))];
        return FittedStep.Of(new Fitted(maps, native), frame, rows);
    }

    public IFittedStep Load(StateReader from) =>
        new Fitted([.. columns.Select((name, i) => (name, LevelMap.Load(from.Part($"{i}"))))], native);

    private sealed record Fitted(IReadOnlyList<(string Name, LevelMap Map)> Columns, bool Native) : IFittedStep, IOnnxStep
    {
        public FeatureMatrix Transform(Frame frame, int[] rows) => FeatureMatrix.Of(
            rows.Length,
            [.. Columns.Select(column => Codes(frame.Column<CategoryColumn>(column.Name), column.Map, rows))],
            [.. Columns.Select(column => new Feature(column.Name, Native ? Math.Max(1, column.Map.Names.Count) : 0))]);

        public void AddTo(OnnxGraph graph, List<string> dense, List<string> sparse) => dense.AddRange(Columns.Select(column =>
            graph.Lookup(column.Name, column.Map.Codes.ToDictionary(level => level.Key, level => (float)level.Value, StringComparer.Ordinal), float.NaN)));

        public void Save(StateWriter to)
        {
            for (var i = 0; i < Columns.Count; i++)
                Columns[i].Map.Save(to.Part($"{i}"));
        }

        private static float[] Codes(CategoryColumn column, LevelMap map, int[] rows)
        {
            var lookup = map.Lookup(column);
            var values = new float[rows.Length];
            for (var i = 0; i < rows.Length; i++)
            {
                var code = column.Codes[rows[i]];
                values[i] = code >= 0 && lookup[code] >= 0 ? lookup[code] : float.NaN;
            }

            return values;
        }
    }
}
