using Longhaul.Runs.Tables;

namespace Longhaul.Runs.Tasks;

/// <summary>A task's tables, each read at most once, on first use.</summary>
public sealed class TaskTables
{
    private readonly Lazy<Table> _train;
    private readonly Lazy<Table> _test;
    private readonly Lazy<Table> _sample;
    private readonly Lazy<Table>? _answers;

    /// <summary>The tables of those files.</summary>
    public TaskTables(string train, string test, string sample, string? answers)
    {
        _train = new(() => Table.Read(train));
        _test = new(() => Table.Read(test));
        _sample = new(() => Table.Read(sample));
        _answers = answers is null ? null : new(() => Table.Read(answers));
    }

    /// <summary>The tables of a package.</summary>
    public TaskTables(TaskPackage package) : this(package.TrainFile, package.TestFile, package.SampleFile, AnswersOf(package))
    {
    }

    private TaskTables(Lazy<Table> train, Lazy<Table> test, Lazy<Table> sample, Lazy<Table>? answers) =>
        (_train, _test, _sample, _answers) = (train, test, sample, answers);

    /// <summary>The labelled rows.</summary>
    public Table Train => _train.Value;

    /// <summary>The rows to predict.</summary>
    public Table Test => _test.Value;

    /// <summary>The sample submission.</summary>
    public Table Sample => _sample.Value;

    /// <summary>The grader's answers; null where the task has none, or none in a table.</summary>
    public Table? Answers => _answers?.Value;

    /// <summary>The same with some tables that are in memory already.</summary>
    internal TaskTables With(Table? train = null, Table? test = null, Table? sample = null, string? answers = null) => new(
        train is null ? _train : new Lazy<Table>(train),
        test is null ? _test : new Lazy<Table>(test),
        sample is null ? _sample : new Lazy<Table>(sample),
        answers is null ? _answers : new Lazy<Table>(() => Table.Read(answers)));

    private static string? AnswersOf(TaskPackage package) =>
        package.Grader is { Kind: "metric", Answers: { } answers } ? answers : null;
}
