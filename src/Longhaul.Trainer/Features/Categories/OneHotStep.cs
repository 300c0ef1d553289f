using Longhaul.Trainer.Data;
using Longhaul.Trainer.Onnx;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Categories;

/// <summary>A sparse 0/1 feature per level, and one for empty cells where training rows have any. Unknown levels have none.</summary>
public sealed class OneHotStep(IReadOnlyList<string> columns, int minCount, int maxLevels) : IFeatureStep
{
    public FittedStep Fit(Frame frame, int[] rows, Labels labels)
    {
        Levels[] levels = [.. columns.Select(name => frame.Column<CategoryColumn>(name)).Select(column =>
            new Levels(column.Name, LevelMap.Fit(column, rows, minCount, maxLevels), rows.Count(row => column.Codes[row] < 0) >= minCount))];
        return FittedStep.Of(new Fitted(levels), frame, rows);
    }

    public IFittedStep Load(StateReader from) =>
        new Fitted([.. columns.Select((name, i) => Levels.Load(name, from.Part($"{i}")))]);

    /// <summary>A column's levels; empty cells are the last one, where they are one.</summary>
    private sealed record Levels(string Name, LevelMap Map, bool HasEmpty)
    {
        public int Count => Map.Names.Count + (HasEmpty ? 1 : 0);

        public IEnumerable<Feature> Features => [.. Map.Names.Select(level => new Feature($"{Name}={level}")), .. HasEmpty ? [new Feature($"{Name} missing")] : Array.Empty<Feature>()];

        public static Levels Load(string name, StateReader from) => new(name, LevelMap.Load(from), from.Whole("empty", 0, 1) == 1);

        public void Save(StateWriter to)
        {
            Map.Save(to);
            to.Set("empty", HasEmpty ? 1 : 0);
        }

        /// <summary>For each code of the frame's column, shifted by one as −1 is an empty cell, the number of its level or −1.</summary>
        public int[] Lookup(CategoryColumn column) => [HasEmpty ? Map.Names.Count : -1, .. Map.Lookup(column)];
    }

    private sealed record Fitted(IReadOnlyList<Levels> Columns) : IFittedStep, IOnnxStep
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
                var table = levels.Map.Codes.ToDictionary(level => level.Key, level => level.Value, StringComparer.Ordinal);
                if (levels.HasEmpty)
                    table[""] = levels.Map.Names.Count;
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
