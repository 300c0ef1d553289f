using Longhaul.Runs.Tasks;

namespace Longhaul.Evaluation.Submissions;

/// <summary>Which submission column holds the probability of which label.</summary>
public static class ClassColumns
{
    /// <summary>
    /// A label set of the columns' names, so that a label's code is found in <paramref name="columns"/> by <paramref name="place"/>. The names are
    /// the labels themselves, or have a prefix in common that ends in a separator (<c>Status_C</c>, <c>Status_D</c>).
    /// </summary>
    /// <param name="columns">The submission's columns.</param>
    /// <param name="truth">The distinct true labels.</param>
    /// <param name="place">For each label's code the column's index.</param>
    /// <exception cref="SubmissionException">A true label has no column.</exception>
    public static LabelSet Of(IReadOnlyList<string> columns, IReadOnlyCollection<string> truth, out int[] place)
    {
        var prefix = ClassPrefix.LengthOf(columns);
        string? missing = null;
        foreach (var cut in prefix == 0 ? [0] : new[] { 0, prefix })
        {
            var names = columns.Select(column => column[cut..]).ToArray();
            var labels = LabelSet.Of(names);
            missing = truth.FirstOrDefault(label => labels.Code(label) < 0);
            if (missing is not null || labels.All.Count != columns.Count)
                continue;
            place = new int[columns.Count];
            for (var i = 0; i < columns.Count; i++)
                place[labels.Code(names[i])] = i;
            return labels;
        }

        throw new SubmissionException($"answers: the label '{missing}' has no column in the submission; the columns are {string.Join(", ", columns.Take(10))}.");
    }
}
