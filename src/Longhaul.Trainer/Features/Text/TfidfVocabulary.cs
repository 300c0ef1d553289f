using System.Runtime.InteropServices;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Text;

/// <summary>The n-grams that training rows showed often enough, each with its feature and weight, known by hash so that it holds for any corpus.</summary>
public sealed class TfidfVocabulary
{
    private readonly Dictionary<ulong, int> _features;
    private readonly float[] _weights;
    private readonly IReadOnlyList<Feature> _names;
    private readonly TfidfOptions _options;

    private TfidfVocabulary(string column, Dictionary<ulong, int> features, float[] weights, IReadOnlyList<Feature> names, TfidfOptions options) =>
        (Column, _features, _weights, _names, _options) = (column, features, weights, names, options);

    public string Column { get; }

    /// <summary>Number of features.</summary>
    public int Width => _names.Count;

    /// <summary>Learns the vocabulary of the given rows.</summary>
    public static TfidfVocabulary Fit(string column, NgramCorpus corpus, int[] rows, TfidfOptions options)
    {
        var df = new int[corpus.Hashes.Length];
        foreach (var row in rows)
        {
            for (var k = corpus.RowStart[row]; k < corpus.RowStart[row + 1]; k++)
                df[corpus.Terms[k]]++;
        }

        var most = options.MaxDf * rows.Length;
        var kept = Enumerable.Range(0, df.Length).Where(term => df[term] >= options.MinDf && df[term] <= most)
            .OrderByDescending(term => df[term]).ThenBy(term => corpus.Hashes[term]).Take(options.MaxFeatures).ToList();
        return options.HashBits > 0 ? Hashed(column, corpus, kept, df, rows.Length, options) : Named(column, corpus, kept, df, rows.Length, options);
    }

    /// <summary>The vocabulary that was saved.</summary>
    /// <exception cref="Longhaul.Pipelines.PipelineException">The state is no vocabulary.</exception>
    public static TfidfVocabulary Load(string column, TfidfOptions options, StateReader from)
    {
        var weights = from.Floats("weights");
        var hashes = from.Integers("hashes");
        var features = from.Integers("features", hashes.Length / 2, 0, weights.Length);
        Dictionary<ulong, int> places = new(features.Length);
        for (var i = 0; i < features.Length; i++)
        {
            if (!places.TryAdd(MemoryMarshal.Cast<int, ulong>(hashes)[i], features[i]))
                throw from.Wrong("a hash stands twice");
        }

        return new TfidfVocabulary(column, places, weights, [.. from.Texts("names", weights.Length).Select(name => new Feature(name))], options);
    }

    /// <summary>Writes down hashes, weights and names.</summary>
    public void Save(StateWriter to)
    {
        ulong[] hashes = [.. _features.Keys];
        to.Set("hashes", MemoryMarshal.Cast<ulong, int>(hashes).ToArray());
        to.Set("features", [.. _features.Values]);
        to.Set("weights", _weights);
        to.Set("names", [.. _names.Select(name => name.Name)]);
    }

    /// <summary>The features of the given rows of a corpus.</summary>
    public FeatureMatrix Transform(NgramCorpus corpus, int[] rows)
    {
        var featureOf = Array.ConvertAll(corpus.Hashes, hash => _features.GetValueOrDefault(hash, -1));
        var start = new int[rows.Length + 1];
        List<int> indices = [], inRow = [];
        List<float> values = [];
        var counts = new float[Width];
        for (var i = 0; i < rows.Length; i++)
        {
            inRow.Clear();
            for (var k = corpus.RowStart[rows[i]]; k < corpus.RowStart[rows[i] + 1]; k++)
            {
                var feature = featureOf[corpus.Terms[k]];
                if (feature < 0)
                    continue;
                if (counts[feature] == 0)
                    inRow.Add(feature);
                counts[feature] += corpus.Counts[k];
            }

            inRow.Sort();
            AddRow(inRow, counts, values);
            indices.AddRange(inRow);
            start[i + 1] = indices.Count;
        }

        return FeatureMatrix.Of(new CsrMatrix(Width, start, [.. indices], [.. values]), _names);
    }

    // Turns a row's counts into values of length 1, and the counts back to zero.
    private void AddRow(List<int> row, float[] counts, List<float> values)
    {
        var first = values.Count;
        var squares = 0.0;
        foreach (var feature in row)
        {
            var tf = _options.Binary ? 1 : _options.Sublinear ? 1 + MathF.Log(counts[feature]) : counts[feature];
            var value = tf * _weights[feature];
            counts[feature] = 0;
            values.Add(value);
            squares += (double)value * value;
        }

        var length = (float)Math.Sqrt(squares);
        for (var k = first; k < values.Count; k++)
            values[k] /= length;
    }

    private static TfidfVocabulary Named(string column, NgramCorpus corpus, List<int> kept, int[] df, int rows, TfidfOptions options)
    {
        var features = kept.Select((term, i) => (corpus.Hashes[term], i)).ToDictionary();
        float[] weights = [.. kept.Select(term => Weight(df[term], rows, options))];
        return new TfidfVocabulary(column, features, weights, [.. kept.Select(term => new Feature($"{column} '{corpus.Names[term]}'"))], options);
    }

    private static TfidfVocabulary Hashed(string column, NgramCorpus corpus, List<int> kept, int[] df, int rows, TfidfOptions options)
    {
        var size = 1 << options.HashBits;
        var features = kept.ToDictionary(term => corpus.Hashes[term], term => (int)(corpus.Hashes[term] >> (64 - options.HashBits)));
        // Several n-grams share a feature; rows that hold any of them are at most the sum.
        var together = new int[size];
        foreach (var term in kept)
            together[features[corpus.Hashes[term]]] = Math.Min(rows, together[features[corpus.Hashes[term]]] + df[term]);
        return new TfidfVocabulary(
            column, features, Array.ConvertAll(together, count => Weight(count, rows, options)), [.. Enumerable.Range(0, size).Select(i => new Feature($"{column} #{i}"))], options);
    }

    private static float Weight(int df, int rows, TfidfOptions options) => options.Idf ? (float)(Math.Log((1.0 + rows) / (1.0 + df)) + 1) : 1;
}
