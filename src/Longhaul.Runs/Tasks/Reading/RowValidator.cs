using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks.Inference;
using Longhaul.Runs.Tasks.Sources;

namespace Longhaul.Runs.Tasks.Reading;

/// <summary>Holds the rows of test, sample and answers against each other: what can't be predicted or graded is an exception, what is odd a warning.</summary>
internal sealed class RowValidator(TaskLocation location, TaskStatement stated, AnswerBook book, TaskPackage package, TaskTables tables)
{
    private const int MostShown = 10;

    /// <exception cref="TaskPackageException">The sample has rows that test lacks; the answers lack a column, or have rows that nobody is asked for.</exception>
    public void Validate()
    {
        if (package.Submission.Id.Count == 0)
            CheckOrder();
        else
            CheckIds();
        if (tables.Answers is { } answers)
            CheckAnswers(answers, package.Grader!.Answers!);
    }

    private void CheckOrder()
    {
        book.Note("the submission has no ids: its rows compare by order");
        if (tables.Sample.RowCount == tables.Test.RowCount)
            return;
        var (sample, test) = (Path.GetFileName(package.SampleFile), Path.GetFileName(package.TestFile));
        throw new TaskPackageException(package.SampleFile, $"{sample} has {tables.Sample.RowCount} rows, {test} {tables.Test.RowCount}; without ids they must be the same rows, in the same order.");
    }

    private void CheckIds()
    {
        var (sample, test) = (Path.GetFileName(package.SampleFile), Path.GetFileName(package.TestFile));
        var ids = RowIds.Of(tables.Test, package.Submission.Id);
        if (ids.Repeated is { } repeated)
            book.Warn($"the id {repeated} stands in several rows of {test}; rows with the same id compare by order.");
        if (SameCells.InOrder(tables.Test, tables.Sample, package.Submission.Id))
            return;
        var (missing, extra) = ids.Compare(RowIds.Of(tables.Sample, package.Submission.Id));
        if (extra.Count > 0)
            throw new TaskPackageException(package.SampleFile, $"it asks for rows that {test} doesn't have: {extra.Describe($"in {sample} alone")}, {missing.Describe($"in {test} alone")}.");
        if (missing.Count > 0)
            book.Warn($"{sample} doesn't ask for all rows of {test}: {missing.Describe($"in {test} alone")}. The submission will hold the {tables.Sample.RowCount} rows of {sample}.");
    }

    private void CheckAnswers(Table answers, string file)
    {
        foreach (var id in package.Submission.Id)
            ColumnRequirement.Check(location, stated, "grader.answers", id, answers.Names, file);
        if (!package.Targets.All(answers.Has) && !package.Submission.Columns.All(answers.Has))
        {
            var targets = string.Join(", ", package.Targets);
            var others = package.Submission.Columns.SequenceEqual(package.Targets) ? "" : ", or the submission's columns";
            throw new TaskPackageException(file, $"the answers need {targets}{others}, but have {string.Join(", ", answers.Names.Take(MostShown))}.");
        }

        if (package.Submission.Id.Count > 0)
            CheckAnswerIds(answers, file);
        else if (answers.RowCount != tables.Sample.RowCount)
            throw new TaskPackageException(file, $"{answers.RowCount} rows, but the sample submission has {tables.Sample.RowCount}; without ids they must be the same.");
    }

    private void CheckAnswerIds(Table answers, string file)
    {
        if (SameCells.InOrder(answers, tables.Sample, package.Submission.Id))
            return;
        var (extra, missing) = RowIds.Of(answers, package.Submission.Id).Compare(RowIds.Of(tables.Sample, package.Submission.Id));
        if (extra.Count > 0)
        {
            var text = extra.Describe("of the answers is not in the sample submission", "of the answers are not in the sample submission");
            throw new TaskPackageException(file, $"{text}.");
        }

        if (missing.Count > 0)
            book.Note($"{Path.GetFileName(file)}: {missing.Describe("to predict has no answer and doesn't count", "to predict have no answer and don't count")}");
    }
}
