using Longhaul.Runs.Tables;

namespace Longhaul.Evaluation.Submissions;

/// <summary>Which row of a submission answers which row of the answers.</summary>
public static class RowAlignment
{
    /// <summary>
    /// For each row of the answers the submission's row with the same id; rows of the submission that nobody asked for don't count. Rows that
    /// share an id (or have none) are matched in order, and there must be equally many of them on both sides.
    /// </summary>
    /// <param name="answers">The rows to find.</param>
    /// <param name="submission">Where to find them, in any order.</param>
    /// <param name="idColumns">The columns that make up the id; none: rows match by order.</param>
    /// <exception cref="SubmissionException">A row is missing or there are too many of it; an id column is missing.</exception>
    public static int[] Match(Table answers, Table submission, IReadOnlyList<string> idColumns)
    {
        if (idColumns.Count == 0)
            return MatchByOrder(answers, submission);
        if (SameCells.InOrder(answers, submission, idColumns))
            return [.. Enumerable.Range(0, answers.RowCount)];
        var wanted = RowKeys.Of(answers, idColumns, "answers");
        var given = RowKeys.Of(submission, idColumns, "submission");
        var first = new Dictionary<string, int>(given.Length, StringComparer.Ordinal);
        var next = new int[given.Length];
        for (var row = given.Length - 1; row >= 0; row--)
        {
            next[row] = first.GetValueOrDefault(given[row], -1);
            first[given[row]] = row;
        }

        var match = new int[wanted.Length];
        for (var row = 0; row < wanted.Length; row++)
        {
            var found = first.GetValueOrDefault(wanted[row], -1);
            if (found < 0)
                throw new SubmissionException($"submission: there is no row with id {RowKeys.Show(wanted[row])}, or fewer than the answers have.");
            match[row] = found;
            first[wanted[row]] = next[found];
        }

        foreach (var key in wanted)
        {
            if (first[key] is >= 0 and var extra)
                throw new SubmissionException($"submission: id {RowKeys.Show(key)} stands there again in line {extra + 2}.");
        }

        return match;
    }

    private static int[] MatchByOrder(Table answers, Table submission)
    {
        if (answers.RowCount != submission.RowCount)
            throw new SubmissionException($"submission: {submission.RowCount} rows, but {answers.RowCount} are asked for; without ids rows compare by order.");
        return [.. Enumerable.Range(0, answers.RowCount)];
    }
}
