using System.Collections.Concurrent;
using Longhaul.Pipelines;

namespace Longhaul.Trainer.Data;

/// <summary>
/// The columns a pipeline uses, train rows first (0 … <see cref="TrainRows"/> − 1), then test rows. Having both in one frame lets a fold's
/// held-out rows and the test rows go through exactly the same code.
/// </summary>
public sealed class Frame(int trainRows, int testRows, IEnumerable<FrameColumn> columns)
{
    private readonly Dictionary<string, FrameColumn> _columns = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);

    private readonly ConcurrentDictionary<object, Lazy<object>> _made = new();

    private readonly ConcurrentDictionary<string, byte> _notes = new(StringComparer.Ordinal);

    public int TrainRows { get; } = trainRows;

    public int TestRows { get; } = testRows;

    /// <summary>Rows of both parts.</summary>
    public int Rows => TrainRows + TestRows;

    /// <summary>The column of that name.</summary>
    /// <exception cref="PipelineException">There is none, or it was read for another role.</exception>
    public T Column<T>(string name) where T : FrameColumn =>
        _columns.TryGetValue(name, out var column) && column is T typed
            ? typed
            : throw new PipelineException($"column '{name}' is not used as the step needs it; check its role under columns");

    /// <summary>
    /// What a step makes of whole columns without fitting anything (pixels of images, n-grams of texts): made once, shared by all folds.
    /// </summary>
    /// <param name="key">Names the step, its columns and every option the result depends on.</param>
    public T Once<T>(object key, Func<T> make) where T : class => (T)_made.GetOrAdd(key, _ => new Lazy<object>(make)).Value;

    /// <summary>What a person should know of the data, such as files that can't be read; each once, in order.</summary>
    public IReadOnlyList<string> Notes => [.. _notes.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Adds a note.</summary>
    public void Note(string note) => _notes.TryAdd(note, 0);

    /// <summary>Some columns of the training rows of one frame, followed by all rows of another; they count as its test rows.</summary>
    public static Frame After(Frame first, Frame then, IReadOnlyList<string> columns) =>
        new(first.TrainRows, then.Rows, columns.Select(name => first.Column<FrameColumn>(name).Append(first.TrainRows, then.Column<FrameColumn>(name))));

    /// <summary>Indices of the test rows in the frame.</summary>
    public int[] TestIndices() => [.. Enumerable.Range(TrainRows, TestRows)];
}
