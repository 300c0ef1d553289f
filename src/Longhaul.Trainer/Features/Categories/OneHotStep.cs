using Longhaul.Trainer.Data;
using Longhaul.Trainer.Onnx;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Categories;

/// <summary>A sparse 0/1 feature per level, and one for empty cells where training rows have any. Unknown levels have none.</summary>
public sealed class OneHotStep(IReadOnlyList<string> columns, int minCount, int maxLevels) : IFeatureStep
{
    public FittedStep Fit(Frame frame, int[] rows, Labels labels)
    {
        CategoryLevels[] levels = [.. columns.Select(name => CategoryLevels.Fit(frame.Column<CategoryColumn>(name), rows, minCount, maxLevels, withEmpty: true))];
        return FittedStep.Of(new Fitted(levels), frame, rows);
    }

    public IFittedStep Load(StateReader from) =>
        new Fitted([.. columns.Select((name, i) => CategoryLevels.Load(name, from.Part($"{i}")))]);

    private sealed record Fitted(IReadOnlyList<CategoryLevels> Columns) : IFittedStep, IOnnxStep
    {
        public void Save(StateWriter to)
        {
            for (var i = 0; i < Columns.Count; i++)
                Columns[i].Save(to.Part($"{i}"));
        }

        public void AddTo(OnnxGraph graph, List<string> dense, List<string> sparse)
        {
            foreach (var levels in Columns.Where(column => column.Count > 0))
            {
                var table = levels.Table;
                var codes = graph.Node(
                    "LabelEncoder", [graph.Texts(levels.Name)], new OnnxAttribute("keys_strings", table.Keys.ToList()),
                    new OnnxAttribute("values_int64s", table.Values.Select(code => (long)code).ToList()), new OnnxAttribute("default_int64", -1L));
                var hot = graph.Node(
                    "OneHotEncoder", [codes], new OnnxAttribute("cats_int64s", Enumerable.Range(0, levels.Count).Select(code => (long)code).ToList()), new OnnxAttribute("zeros", 1L));
                sparse.Add(graph.Node("Reshape", [hot, graph.Integers([0, levels.Count], 2)]));
            }
        }

        public FeatureMatrix Transform(Frame frame, int[] rows)
        {
            int[][] codes = [.. Columns.Select(column => frame.Column<CategoryColumn>(column.Name).Codes)];
            int[][] lookups = [.. Columns.Select(column => column.Lookup(frame.Column<CategoryColumn>(column.Name)))];
            var start = new int[rows.Length + 1];
            List<int> indices = new(rows.Length * Columns.Count);
            for (var i = 0; i < rows.Length; i++)
            {
                var offset = 0;
                for (var c = 0; c < codes.Length; c++)
                {
                    var level = lookups[c][codes[c][rows[i]] + 1];
                    if (level >= 0)
                        indices.Add(offset + level);
                    offset += Columns[c].Count;
                }

                start[i + 1] = indices.Count;
            }

            List<Feature> features = [.. Columns.SelectMany(column => column.Features)];
            var ones = new float[indices.Count];
            Array.Fill(ones, 1);
            return FeatureMatrix.Of(new CsrMatrix(features.Count, start, [.. indices], ones), features);
        }
    }
}
