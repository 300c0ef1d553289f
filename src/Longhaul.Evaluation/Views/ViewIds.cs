using Longhaul.Runs.Tables;

namespace Longhaul.Evaluation.Views;

/// <summary>
/// Ids for the rows of a candidate's view. Where an id of train also stands in test, or train has none, a held-out row could not be named like a
/// test row: then the host gives every row an id of its own, unique and spelled like the test's.
/// </summary>
internal static class ViewIds
{
    /// <summary>Whether train and test rows can keep their ids.</summary>
    public static bool AreUsable(TaskData data)
    {
        var names = data.Task.Submission.Id;
        if (names.Count == 0)
            return true;
        if (!names.All(data.Train.Has))
            return false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Keys(data.Test, names).All(seen.Add) && Keys(data.Train, names).All(seen.Add) && Keys(data.Vault.Rows, names).All(seen.Add);
    }

    /// <summary>One text per row that names it: its id cells, joined.</summary>
    public static IEnumerable<string> Keys(Table table, IReadOnlyList<string> names)
    {
        Column[] columns = [.. names.Select(name => table[name])];
        return columns is [var only]
            ? Enumerable.Range(0, table.RowCount).Select(row => only[row])
            : Enumerable.Range(0, table.RowCount).Select(row => string.Join('\u001f', columns.Select(column => column[row])));
    }

    /// <summary>
    /// Distinct ids spelled like <paramref name="pattern"/>: its letters and marks stay, its digits change; where they are too few, more are
    /// added at the end. Shuffled by seed, so that an id tells nothing about its row.
    /// </summary>
    public static string[] Make(string pattern, int count, int seed)
    {
        var digits = pattern.Count(char.IsAsciiDigit);
        var needed = Math.Max(1, (int)Math.Ceiling(Math.Log10(Math.Max(2, count * 2d))));
        var template = digits >= needed ? pattern : pattern + new string('0', needed - digits);
        var order = RowOrder.Shuffled(count, seed);
        // A leading zero would be lost on whoever reads the ids as numbers, unless the pattern has one anyway; a lone 0 has none.
        var first = pattern is ['0', _, ..] ? 0 : (long)Math.Pow(10, Math.Min(17, Math.Max(digits, needed)) - 1);
        return [.. order.Select(number => Fill(template, first + number))];
    }

    private static string Fill(string template, long number)
    {
        var text = template.ToCharArray();
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (!char.IsAsciiDigit(text[i]))
                continue;
            text[i] = (char)('0' + (number % 10));
            number /= 10;
        }

        return new string(text);
    }
}
