using Longhaul.Pipelines;

namespace Longhaul.Trainer.State;

/// <summary>
/// Values that a <see cref="StateWriter"/> was given. What is missing, of another type or out of range is a <see cref="PipelineException"/> that
/// names it: a file may come from anywhere.
/// </summary>
public sealed class StateReader
{
    private readonly string _place;
    private readonly IReadOnlyDictionary<string, object> _values;

    /// <param name="place">Where the values stand, for messages: the file, then the part's names.</param>
    internal StateReader(string place, IReadOnlyDictionary<string, object> values) => (_place, _values) = (place, values);

    /// <summary>Whether there is a value or part of that name.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>A number.</summary>
    public double Number(string name) => Get<double>(name);

    /// <summary>A whole number in a range.</summary>
    public int Whole(string name, int least = 0, int most = int.MaxValue)
    {
        var value = Number(name);
        return value >= least && value <= most && value == Math.Floor(value)
            ? (int)value
            : throw Wrong($"'{name}' is {value}; expected is a whole number from {least} to {most}");
    }

    /// <summary>A text.</summary>
    public string Text(string name) => Get<string>(name);

    /// <summary>Numbers.</summary>
    public double[] Numbers(string name) => Get<double[]>(name);

    /// <summary>As many numbers as stated.</summary>
    public double[] Numbers(string name, int count) => Counted(name, Numbers(name), count);

    /// <summary>Single-precision numbers.</summary>
    public float[] Floats(string name) => Get<float[]>(name);

    /// <summary>As many single-precision numbers as stated.</summary>
    public float[] Floats(string name, int count) => Counted(name, Floats(name), count);

    /// <summary>Whole numbers.</summary>
    public int[] Integers(string name) => Get<int[]>(name);

    /// <summary>As many whole numbers as stated, each at least <paramref name="least"/> and below <paramref name="end"/>.</summary>
    public int[] Integers(string name, int count, int least, int end)
    {
        var values = Counted(name, Integers(name), count);
        return Array.TrueForAll(values, value => value >= least && value < end) ? values : throw Wrong($"'{name}' leaves its range, {least} to {end - 1}");
    }

    /// <summary>Texts.</summary>
    public IReadOnlyList<string> Texts(string name) => Get<string[]>(name);

    /// <summary>As many texts as stated.</summary>
    public IReadOnlyList<string> Texts(string name, int count) => Counted(name, Get<string[]>(name), count);

    /// <summary>A part with names of its own.</summary>
    public StateReader Part(string name) => Get<StateReader>(name);

    /// <summary>What to throw where the values don't fit together.</summary>
    public PipelineException Wrong(string problem) => new($"{_place}: no saved state that can be used: {problem}");

    private T Get<T>(string name) => !_values.TryGetValue(name, out var value)
        ? throw Wrong($"'{name}' is missing")
        : value is T typed ? typed : throw Wrong($"'{name}' is of another kind than expected");

    private T[] Counted<T>(string name, T[] values, int count) =>
        values.Length == count ? values : throw Wrong($"'{name}' has {values.Length} values; expected are {count}");
}
