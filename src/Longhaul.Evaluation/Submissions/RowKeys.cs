using Longhaul.Runs.Tables;

namespace Longhaul.Evaluation.Submissions;

/// <summary>
/// What tells rows apart: the id columns' cells, exactly as written (<c>007</c> is not <c>7</c>). Rows with the same key — without id columns:
/// all of them — are told apart by their order.
/// </summary>
internal static class RowKeys
{
    private const char Separator = '\u001f';

    /// <summary>The key of each row; the empty text where there are no id columns.</summary>
    /// <exception cref="SubmissionException">An id column is missing.</exception>
    public static string[] Of(Table table, IReadOnlyList<string> idColumns, string what)
    {
        if (idColumns.FirstOrDefault(name => !table.Has(name)) is { } missing)
            throw new SubmissionException($"{what}: the id column '{missing}' is missing.");
        var columns = idColumns.Select(name => table[name]).ToArray();
        var keys = new string[table.RowCount];
        for (var row = 0; row < keys.Length; row++)
        {
            keys[row] = columns.Length switch
            {
                0 => "",
                1 => columns[0][row],
                _ => string.Join(Separator, columns.Select(column => column[row])),
            };
        }

        return keys;
    }

    /// <summary>A key for people: <c>7</c>, or <c>Paris, 2019</c> for several columns.</summary>
    public static string Show(string key) => key.Length == 0 ? "(empty)" : key.Replace(Separator.ToString(), ", ", StringComparison.Ordinal);
}
