namespace Longhaul.Runs.Tasks;

/// <summary>What the columns of a submission have before the classes' names: <c>Status_</c> of <c>Status_C</c>, <c>Status_D</c>.</summary>
public static class ClassPrefix
{
    private static readonly char[] Separators = ['_', '-', ' ', '.', ':'];

    /// <summary>The length of the beginning that all names share, up to its last separator; 0 where there is none.</summary>
    public static int LengthOf(IReadOnlyList<string> columns)
    {
        var length = columns.Min(column => column.Length);
        for (var i = 0; i < length; i++)
        {
            if (columns.Any(column => column[i] != columns[0][i]))
                length = i;
        }

        return columns[0].AsSpan(0, length).LastIndexOfAny(Separators) + 1;
    }
}
