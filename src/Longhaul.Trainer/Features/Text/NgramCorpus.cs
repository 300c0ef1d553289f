using System.Runtime.InteropServices;

namespace Longhaul.Trainer.Features.Text;

/// <summary>
/// All texts of a column as counts of n-grams: row r's terms are at <c>RowStart[r] … RowStart[r + 1] − 1</c>, ascending. Nothing here is fitted,
/// so all folds share it.
/// </summary>
public sealed class NgramCorpus
{
    private readonly Lazy<string[]> _names;

    private NgramCorpus(int[] rowStart, int[] terms, int[] counts, ulong[] hashes, Func<string[]> names)
    {
        (RowStart, Terms, Counts, Hashes) = (rowStart, terms, counts, hashes);
        _names = new Lazy<string[]>(names);
    }

    public int[] RowStart { get; }

    public int[] Terms { get; }

    public int[] Counts { get; }

    /// <summary>Per term.</summary>
    public ulong[] Hashes { get; }

    /// <summary>Per term: how it is spelt, cut out when first asked for.</summary>
    public IReadOnlyList<string> Names => _names.Value;

    /// <summary>Cuts all texts. Terms in fewer than <paramref name="minRows"/> texts are dropped: no fold could keep them.</summary>
    public static NgramCorpus Of(string[] texts, NgramOptions options, int minRows)
    {
        Dictionary<ulong, int> ids = [];
        List<Place> places = [];
        List<int> terms = [], counts = [], inRow = [];
        var start = new int[texts.Length + 1];
        for (var row = 0; row < texts.Length; row++)
        {
            inRow.Clear();
            Ngrams.Cut(Ngrams.Prepare(texts[row], options), options, (hash, at, length) =>
            {
                ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(ids, hash, out var known);
                if (!known)
                {
                    id = places.Count;
                    places.Add(new Place(hash, row, at, length));
                }

                inRow.Add(id);
            });
            inRow.Sort();
            for (var i = 0; i < inRow.Count; i++)
            {
                if (i > 0 && inRow[i] == inRow[i - 1])
                {
                    counts[^1]++;
                    continue;
                }

                terms.Add(inRow[i]);
                counts.Add(1);
            }

            start[row + 1] = terms.Count;
        }

        return Kept(texts, options, places, start, CollectionsMarshal.AsSpan(terms), CollectionsMarshal.AsSpan(counts), minRows);
    }

    private static NgramCorpus Kept(string[] texts, NgramOptions options, List<Place> places, int[] starts, ReadOnlySpan<int> terms, ReadOnlySpan<int> counts, int minRows)
    {
        var rows = new int[places.Count];
        foreach (var term in terms)
            rows[term]++;
        Place[] kept = [.. places.Where((_, term) => rows[term] >= minRows)];
        var (place, next) = (new int[rows.Length], 0);
        for (var term = 0; term < rows.Length; term++)
            place[term] = rows[term] >= minRows ? next++ : -1;
        List<int> keptTerms = new(terms.Length), keptCounts = new(terms.Length);
        var start = new int[starts.Length];
        for (var row = 0; row + 1 < starts.Length; row++)
        {
            for (var k = starts[row]; k < starts[row + 1]; k++)
            {
                if (place[terms[k]] < 0)
                    continue;
                keptTerms.Add(place[terms[k]]);
                keptCounts.Add(counts[k]);
            }

            start[row + 1] = keptTerms.Count;
        }

        return new NgramCorpus(start, [.. keptTerms], [.. keptCounts], Array.ConvertAll(kept, term => term.Hash), () => Spelt(texts, options, kept));
    }

    // Terms stand in the order in which they were found, so a text is prepared once for all that it shows first.
    private static string[] Spelt(string[] texts, NgramOptions options, Place[] places)
    {
        var names = new string[places.Length];
        var (row, text) = (-1, "");
        for (var term = 0; term < places.Length; term++)
        {
            if (places[term].Row != row)
                (row, text) = (places[term].Row, Ngrams.Prepare(texts[places[term].Row], options));
            names[term] = text.Substring(places[term].Start, places[term].Length);
        }

        return names;
    }

    /// <summary>Where an n-gram was found first.</summary>
    private readonly record struct Place(ulong Hash, int Row, int Start, int Length);
}
