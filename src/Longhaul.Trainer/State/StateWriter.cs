namespace Longhaul.Trainer.State;

/// <summary>
/// What a fitted step or model leaves behind, as named values: enough to give bit-identical outputs after <see cref="StateReader"/> brought it
/// back. Values are kept as they are handed over, not copied; names are unique within a part.
/// </summary>
public sealed class StateWriter
{
    private readonly List<KeyValuePair<string, object>> _values = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>All values in the order they were set.</summary>
    internal IReadOnlyList<KeyValuePair<string, object>> Values => _values;

    /// <summary>A number; NaN and infinities are kept.</summary>
    public void Set(string name, double value) => Add(name, value);

    /// <summary>A text.</summary>
    public void Set(string name, string value) => Add(name, value);

    /// <summary>Numbers, to the last bit.</summary>
    public void Set(string name, double[] value) => Add(name, value);

    /// <summary>Single-precision numbers, to the last bit.</summary>
    public void Set(string name, float[] value) => Add(name, value);

    /// <summary>Whole numbers.</summary>
    public void Set(string name, int[] value) => Add(name, value);

    /// <summary>Texts.</summary>
    public void Set(string name, IReadOnlyList<string> value) => Add(name, value);

    /// <summary>A new part with names of its own.</summary>
    public StateWriter Part(string name)
    {
        var part = new StateWriter();
        Add(name, part);
        return part;
    }

    private void Add(string name, object value)
    {
        if (!_names.Add(name))
            throw new ArgumentException($"'{name}' is set already", nameof(name));
        _values.Add(new(name, value));
    }
}
