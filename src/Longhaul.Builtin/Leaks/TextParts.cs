using System.Globalization;

namespace Longhaul.Builtin.Leaks;

/// <summary>What of a text may give a label away: the label itself, marks at its ends, a word that only one class has, its length.</summary>
internal static class TextParts
{
    private const int MostWords = 3000, WordsRead = 400, NumbersRead = 3;
    private static readonly char[] Blanks = [' ', '\t', '\n', '\r'];

    /// <summary>The parts as bins, on the sampled rows.</summary>
    public static IEnumerable<(string Part, Bins Bins)> Of(string[] cells, AuditedData data)
    {
        foreach (var answer in data.Answers)
        {
            if (answer.IsClass && answer.Labels.Any(label => label.Length > 2))
                yield return ("label named in the text", Bins.Levels(cells.Select(cell => Mentioned(cell, answer.Labels))));
        }

        for (var place = 0; place < NumbersRead; place++)
        {
            double[] numbers = Array.ConvertAll(cells, cell => Number(cell, place));
            if (numbers.Count(double.IsFinite) > cells.Length / 5)
                yield return ($"{(place == 0 ? "first" : place == 1 ? "second" : "third")} number", Bins.Numbers(numbers));
        }

        yield return ("first word", Bins.Levels(Rare(cells.Select(cell => Word(cell, first: true)))));
        yield return ("last word", Bins.Levels(Rare(cells.Select(cell => Word(cell, first: false)))));
        yield return ("last character", Bins.Levels(Rare(cells.Select(cell => cell.Length == 0 ? "" : cell[^1..]))));
        yield return ("length", Bins.Numbers([.. cells.Select(cell => (double)cell.Length)]));
        foreach (var word in Telling(cells, data))
            yield return ($"word “{(word.Length > 30 ? word[..30] + "…" : word)}”", Bins.Flags(cells.Select(cell => Words(cell).Contains(word, StringComparer.Ordinal))));
    }

    /// <summary>The one label that the text names as a word of its own; null for none or several.</summary>
    private static string? Mentioned(string cell, IReadOnlyList<string> labels)
    {
        string? found = null;
        foreach (var label in labels.Where(label => label.Length > 2))
        {
            if (!Names(cell, label))
                continue;
            if (found is not null)
                return null;
            found = label;
        }

        return found;
    }

    private static bool Names(string cell, string label)
    {
        for (var at = cell.IndexOf(label, StringComparison.OrdinalIgnoreCase); at >= 0; at = cell.IndexOf(label, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if ((at == 0 || !char.IsLetterOrDigit(cell[at - 1])) && (at + label.Length == cell.Length || !char.IsLetterOrDigit(cell[at + label.Length])))
                return true;
        }

        return false;
    }

    private static double Number(string cell, int place) => Words(cell)
        .Select(word => double.TryParse(word.AsSpan().Trim("()[]{}<>\"',;:=$€£%"), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN)
        .Where(double.IsFinite).Skip(place).FirstOrDefault(double.NaN);

    private static string Word(string cell, bool first)
    {
        var words = cell.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? "" : first ? words[0] : words[^1];
    }

    /// <summary>Values that stand in fewer than 5 rows become one.</summary>
    private static IEnumerable<string> Rare(IEnumerable<string> values)
    {
        string[] all = [.. values];
        var counts = all.CountBy(value => value).ToDictionary(StringComparer.Ordinal);
        return all.Select(value => counts[value] < 5 ? "" : value);
    }

    /// <summary>Per class the word whose presence goes with it best, where it does so in nine of ten rows of the class.</summary>
    private static IEnumerable<string> Telling(string[] cells, AuditedData data)
    {
        var most = Math.Min(cells.Length, 5000);
        var sets = cells[..most].Select(cell => Words(cell).ToHashSet(StringComparer.Ordinal)).ToArray();
        var frequent = sets.SelectMany(set => set).CountBy(word => word).Where(word => word.Value >= most / 100.0 && word.Value < most).OrderByDescending(word => word.Value)
            .ThenBy(word => word.Key, StringComparer.Ordinal).Take(MostWords).Select(word => word.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var answer in data.Answers.Where(answer => answer.IsClass))
        {
            for (var label = 0; label < answer.Labels.Count; label++)
            {
                var (own, all) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
                var rows = 0;
                for (var row = 0; row < most; row++)
                {
                    var isOwn = answer.Outputs[label][row] > 0;
                    rows += isOwn ? 1 : 0;
                    foreach (var word in sets[row].Where(frequent.Contains))
                    {
                        all[word] = all.GetValueOrDefault(word) + 1;
                        own[word] = own.GetValueOrDefault(word) + (isOwn ? 1 : 0);
                    }
                }

                // Jaccard's index of "has the word" and "is of the class".
                var best = own.Select(word => (word.Key, Index: (double)word.Value / (rows + all[word.Key] - word.Value))).OrderByDescending(word => word.Index).FirstOrDefault();
                if (best.Index >= 0.8)
                    yield return best.Key;
            }
        }
    }

    private static string[] Words(string cell) => cell.Split(Blanks, WordsRead, StringSplitOptions.RemoveEmptyEntries);
}
