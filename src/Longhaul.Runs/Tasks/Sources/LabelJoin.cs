using Longhaul.Runs.Tables;

namespace Longhaul.Runs.Tasks.Sources;

/// <summary>
/// Labels that stand in a file of their own, as at DrivenData: <c>train_labels.csv</c> shares nothing with test but an id, and another table
/// (<c>train_features.csv</c>, <c>train_values.csv</c>) has that id and the columns of test.
/// </summary>
/// <param name="Features">The file of the features.</param>
/// <param name="Key">The column that both share.</param>
internal sealed record LabelJoin(string Features, string Key)
{
    /// <summary>The join that a folder's files ask for; null where its labels stand beside features, or no single other table has them.</summary>
    public static LabelJoin? Find(TaskFiles files)
    {
        if (files.Test is null)
            return null;
        var test = Table.ReadHeader(files.At(files.Test)).ToHashSet(StringComparer.Ordinal);
        if (Table.ReadHeader(files.At(files.Train)).Where(test.Contains).ToArray() is not [var key] || test.Count < 2)
            return null;
        string[] others =
        [
            .. Directory.EnumerateFiles(files.Public).Select(file => Path.GetFileName(file))
                .Where(file => file != files.Train && FileRoles.Fit(file, FileRole.Train) > 0)
                .Where(file => Table.ReadHeader(files.At(file)) is var names && names.Contains(key, StringComparer.Ordinal) && names.Count(test.Contains) > 1),
        ];
        return others is [var only] ? new LabelJoin(only, key) : null;
    }

    /// <summary>The features of each labelled row, followed by what the labels' table has besides; null where a row has none, or a key stands twice.</summary>
    public Table? Join(Table features, Table labels)
    {
        var rowOf = new Dictionary<string, int>(features.RowCount, StringComparer.Ordinal);
        for (var row = 0; row < features.RowCount; row++)
        {
            if (!rowOf.TryAdd(features[Key][row], row))
                return null;
        }

        int[] rows = [.. labels[Key].Select(key => rowOf.GetValueOrDefault(key, -1))];
        return rows.Contains(-1) || rows.Distinct().Count() < rows.Length
            ? null
            : new Table([.. features.Columns.Select(column => column.Rows(rows)), .. labels.Columns.Where(column => !features.Has(column.Name))]);
    }
}
