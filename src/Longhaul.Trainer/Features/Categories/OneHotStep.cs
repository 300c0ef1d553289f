using Longhaul.Trainer.Data;
using Longhaul.Trainer.Onnx;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Categories;

/// <summary>A sparse 0/1 feature per level. Empty cells and unknown levels have none.</summary>
public sealed class OneHotStep(IReadOnlyList<string> columns, int minCount, int maxLevels) : IFeatureStep
{
    public FittedStep Fit(Frame frame, int[] rows, Labels labels)
    {
        (string, LevelMap)[] maps = [.. columns.Select(name => (name, LevelMap.Fit(frame.Column<CategoryColumn>(name), rows, minCount, maxLevels)))];
        return FittedStep.Of(new Fitted(maps), frame, rows);
    }

    public IFittedStep Load(StateReader from) =>
        new Fitted([.. columns.Select((name, i) => (name, LevelMap.Load(from.Part($"{i}"))))]);

    private sealed record Fitted(IReadOnlyList<(string Name, LevelMap Map)> Columns) : IFittedStep, IOnnxStep
    {
        public void Save(StateWriter to)
        {
            for (var i = 0; i < Columns.Count; i++)
                Columns[i].Map.Save(to.Part($"{i}"));
        }

        public void AddTo(OnnxGraph graph, List<string> dense, List<string> sparse)
        {
            foreach (var (name, map) in Columns.Where(column => column.Map.Codes.Count > 0))
            {
                var codes = graph.Node(
                    "LabelEncoder", [graph.Texts(name)], new OnnxAttribute("keys_strings", map.Codes.Keys.ToList()),
                    new OnnxAttribute("values_int64s", map.Codes.Values.Select(code => (long)code).ToList()), new OnnxAttribute("default_int64", -1L));
                var hot = graph.Node(
                    "OneHotEncoder", [codes], new OnnxAttribute("cats_int64s", Enumerable.Range(0, map.Names.Count).Select(code => (long)code).ToList()), new OnnxAttribute("zeros", 1L));
                sparse.Add(graph.Node("Reshape", [hot, graph.Integers([0, map.Names.Count], 2)]));
            }
        }

        public FeatureMatrix Transform(Frame frame, int[] rows)
        {
            var sources = Columns.Select(column => (Codes: frame.Column<CategoryColumn>(column.Name).Codes, Lookup: column.Map.Lookup(frame.Column<CategoryColumn>(column.Name)))).ToList();
            var start = new int[rows.Length + 1];
            List<int> indices = new(rows.Length * Columns.Count);
            for (var i = 0; i < rows.Length; i++)
            {
                var offset = 0;
                for (var c = 0; c < sources.Count; c++)
                {
                    var code = sources[c].Codes[rows[i]];
                    if (code >= 0 && sources[c].Lookup[code] >= 0)
                        indices.Add(offset + sources[c].Lookup[code]);
                    offset += Columns[c].Map.Names.Count;
                }

                start[i + 1] = indices.Count;
            }

            List<Feature> features = [.. Columns.SelectMany(column => column.Map.Names.Select(level => new Feature($"{column.Name}={level}")))];
            var ones = new float[indices.Count];
            Array.Fill(ones, 1);
            return FeatureMatrix.Of(new CsrMatrix(features.Count, start, [.. indices], ones), features);
        }
    }
}
