using Longhaul.Trainer.Data;
using Longhaul.Trainer.Onnx;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Categories;

/// <summary>
/// ln(1 + how often the level occurs); 0 for unknown levels, the count of empty cells for empty ones. Counted are the training rows, or
/// <paramref name="everywhere"/> all rows there are: rows to predict show as well how common a level is.
/// </summary>
public sealed class FrequencyStep(IReadOnlyList<string> columns, bool everywhere = false) : IFeatureStep
{
    public FittedStep Fit(Frame frame, int[] rows, Labels labels)
    {
        int[] counted = everywhere ? [.. Enumerable.Range(0, frame.Rows)] : rows;
        var fitted = new Fitted([.. columns.Select(name => Learn(CategoryPairs.Column(frame, name), counted))]);
        return FittedStep.Of(fitted, frame, rows);
    }

    public IFittedStep Load(StateReader from) => new Fitted([.. columns.Select((name, i) => Read(name, from.Part($"{i}")))]);

    private static Counts Read(string name, StateReader from)
    {
        var levels = from.Texts("levels");
        var counts = from.Integers("counts", levels.Count, 0, int.MaxValue);
        return new Counts(name, StateTables.Pairs(levels, counts, from), from.Whole("empty"));
    }

    private static Counts Learn(CategoryColumn column, int[] rows)
    {
        var counts = LevelMap.Count(column, rows);
        var byName = Enumerable.Range(0, counts.Length).Where(code => counts[code] > 0).ToDictionary(code => column.Levels[code], code => counts[code], StringComparer.Ordinal);
        return new Counts(column.Name, byName, rows.Length - counts.Sum());
    }

    private sealed record Counts(string Name, Dictionary<string, int> ByLevel, int Empty);

    private sealed record Fitted(IReadOnlyList<Counts> Columns) : IFittedStep, IOnnxStep
    {
        public FeatureMatrix Transform(Frame frame, int[] rows) => FeatureMatrix.Of(
            rows.Length,
            [.. Columns.Select(counts => Values(counts, CategoryPairs.Column(frame, counts.Name), rows))],
            [.. Columns.Select(counts => new Feature($"{CategoryPairs.Spell(counts.Name)} frequency"))]);

        public void AddTo(OnnxGraph graph, List<string> dense, List<string> sparse) => dense.AddRange(Columns.Select(counts =>
            graph.Lookup(counts.Name, counts.ByLevel.Append(new("", counts.Empty)).ToDictionary(level => level.Key, level => MathF.Log(1 + level.Value), StringComparer.Ordinal), 0)));

        public void Save(StateWriter to)
        {
            for (var i = 0; i < Columns.Count; i++)
            {
                var part = to.Part($"{i}");
                part.Set("levels", [.. Columns[i].ByLevel.Keys]);
                part.Set("counts", [.. Columns[i].ByLevel.Values]);
                part.Set("empty", Columns[i].Empty);
            }
        }

        private static float[] Values(Counts counts, CategoryColumn column, int[] rows)
        {
            float[] ofCode = [.. column.Levels.Select(level => MathF.Log(1 + counts.ByLevel.GetValueOrDefault(level)))];
            var empty = MathF.Log(1 + counts.Empty);
            return Array.ConvertAll(rows, row => column.Codes[row] >= 0 ? ofCode[column.Codes[row]] : empty);
        }
    }
}
