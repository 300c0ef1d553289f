using Longhaul.Trainer.Data;
using Longhaul.Trainer.Onnx;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Categories;

/// <summary>
/// The mean label of a level's training rows, shrunk to the overall mean: (sum + smoothing × mean) / (count + smoothing) (Micci-Barreca 2001);
/// for more than two classes one feature per class, its share. Training rows are encoded crosswise, each by the other parts' rows, so that no
/// row's own label reaches its features.
/// </summary>
public sealed class TargetEncodingStep(IReadOnlyList<string> columns, double smoothing, int folds) : IFeatureStep
{
    public bool Supervised => true;

    public FittedStep Fit(Frame frame, int[] rows, Labels labels)
    {
        var part = Deal(rows.Length, folds, labels.Seed);
        List<Encoding> encodings = [];
        List<float[]> training = [];
        List<Feature> features = [];
        foreach (var name in columns)
        {
            var column = CategoryPairs.Column(frame, name);
            foreach (var aim in Aims(labels))
            {
                var values = Array.ConvertAll(rows, row => aim.Of(labels.Values[row]));
                encodings.Add(new Encoding(name, aim.Name, Means(column, rows, values, part, excluded: -1)));
                training.Add(CrossFitted(column, rows, values, part));
                features.Add(new Feature($"{CategoryPairs.Spell(name)} mean{aim.Name}"));
            }
        }

        return new FittedStep(new Fitted(encodings), FeatureMatrix.Of(rows.Length, [.. training], features));
    }

    public IFittedStep Load(StateReader from) => new Fitted([.. Enumerable.Range(0, from.Whole("encodings")).Select(i => Read(from.Part($"{i}")))]);

    private static Encoding Read(StateReader from)
    {
        var levels = from.Texts("levels");
        var byLevel = StateTables.Pairs(levels, from.Floats("means", levels.Count), from);
        return new Encoding(from.Text("column"), from.Text("aim"), new LevelMeans(byLevel, (float)from.Number("empty"), (float)from.Number("overall")));
    }

    private static IEnumerable<Aim> Aims(Labels labels) => labels.Classes <= 2
        ? [new Aim("", label => label)]
        : Enumerable.Range(0, labels.Classes).Select(k => new Aim($" of class {k}", label => label == k ? 1 : 0));

    private static int[] Deal(int count, int folds, int seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new Rng(seed, stream: 29).Shuffle(order);
        var part = new int[count];
        for (var i = 0; i < count; i++)
            part[order[i]] = i % folds;
        return part;
    }

    private float[] CrossFitted(CategoryColumn column, int[] rows, double[] values, int[] part)
    {
        var encoded = new float[rows.Length];
        for (var fold = 0; fold < folds; fold++)
        {
            var means = Means(column, rows, values, part, excluded: fold);
            for (var i = 0; i < rows.Length; i++)
            {
                if (part[i] == fold)
                    encoded[i] = means.Of(column, rows[i]);
            }
        }

        return encoded;
    }

    private LevelMeans Means(CategoryColumn column, int[] rows, double[] values, int[] part, int excluded)
    {
        // One more place, for empty cells: they are a level of their own.
        var sums = new double[column.Levels.Count + 1];
        var counts = new int[column.Levels.Count + 1];
        for (var i = 0; i < rows.Length; i++)
        {
            if (part[i] == excluded)
                continue;
            sums[column.Codes[rows[i]] + 1] += values[i];
            counts[column.Codes[rows[i]] + 1]++;
        }

        var overall = sums.Sum() / Math.Max(1, counts.Sum());
        float Shrunk(int place) => (float)((sums[place] + smoothing * overall) / Math.Max(1e-12, counts[place] + smoothing));
        var byName = Enumerable.Range(0, column.Levels.Count).Where(code => counts[code + 1] > 0)
            .ToDictionary(code => column.Levels[code], code => Shrunk(code + 1), StringComparer.Ordinal);
        return new LevelMeans(byName, counts[0] > 0 ? Shrunk(0) : (float)overall, (float)overall);
    }

    private sealed record Aim(string Name, Func<double, double> Of);

    private sealed record LevelMeans(Dictionary<string, float> ByLevel, float Empty, float Overall)
    {
        public float Of(CategoryColumn column, int row) =>
            column.Codes[row] < 0 ? Empty : ByLevel.TryGetValue(column.Levels[column.Codes[row]], out var mean) ? mean : Overall;
    }

    private sealed record Encoding(string Column, string Aim, LevelMeans Means);

    private sealed record Fitted(IReadOnlyList<Encoding> Encodings) : IFittedStep, IOnnxStep
    {
        public FeatureMatrix Transform(Frame frame, int[] rows) => FeatureMatrix.Of(
            rows.Length,
            [.. Encodings.Select(encoding => Encoded(encoding.Means, CategoryPairs.Column(frame, encoding.Column), rows))],
            [.. Encodings.Select(encoding => new Feature($"{CategoryPairs.Spell(encoding.Column)} mean{encoding.Aim}"))]);

        private static float[] Encoded(LevelMeans means, CategoryColumn column, int[] rows) => Array.ConvertAll(rows, row => means.Of(column, row));

        public void AddTo(OnnxGraph graph, List<string> dense, List<string> sparse) => dense.AddRange(Encodings.Select(encoding => graph.Lookup(
            encoding.Column, encoding.Means.ByLevel.Append(new("", encoding.Means.Empty)).ToDictionary(level => level.Key, level => level.Value, StringComparer.Ordinal),
            encoding.Means.Overall)));

        public void Save(StateWriter to)
        {
            to.Set("encodings", Encodings.Count);
            for (var i = 0; i < Encodings.Count; i++)
            {
                var part = to.Part($"{i}");
                part.Set("column", Encodings[i].Column);
                part.Set("aim", Encodings[i].Aim);
                part.Set("levels", [.. Encodings[i].Means.ByLevel.Keys]);
                part.Set("means", [.. Encodings[i].Means.ByLevel.Values]);
                part.Set("empty", Encodings[i].Means.Empty);
                part.Set("overall", Encodings[i].Means.Overall);
            }
        }
    }
}
