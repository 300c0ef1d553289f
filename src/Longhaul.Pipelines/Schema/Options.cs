using System.Collections.Immutable;
using System.Globalization;

namespace Longhaul.Pipelines.Schema;

/// <summary>
/// The options of a step or model: only those that differ from their default are kept, in canonical form, so that equal settings compare equal
/// and adding an option to a schema changes no existing pipeline's text.
/// </summary>
public sealed class Options : IEquatable<Options>
{
    private readonly ComponentSchema _schema;
    private readonly ImmutableSortedDictionary<string, string> _set;

    private Options(ComponentSchema schema, ImmutableSortedDictionary<string, string> set)
    {
        _schema = schema;
        _set = set;
    }

    /// <summary>Defaults but for those given.</summary>
    /// <exception cref="OptionException">No such option, or a value out of range.</exception>
    public static Options Of(ComponentSchema schema, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var options = new Options(schema, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));
        foreach (var (name, value) in values)
            options = options.With(name, value);
        return options;
    }

    /// <summary>What differs from the defaults: name → canonical text, ordinal by name.</summary>
    public IReadOnlyDictionary<string, string> Set => _set;

    /// <summary>The same options with one changed.</summary>
    /// <exception cref="OptionException">No such option, or a value out of range.</exception>
    public Options With(string name, string value)
    {
        var spec = _schema[name];
        var canonical = spec.Canonical(value);
        return new Options(_schema, canonical == spec.Default ? _set.Remove(name) : _set.SetItem(name, canonical));
    }

    /// <summary>The option's canonical text; its default where it is not set.</summary>
    public string Text(string name) => _set.TryGetValue(name, out var value) ? value : _schema[name].Default;

    /// <summary>A numeric option.</summary>
    public double Number(string name) => double.Parse(Text(name), CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    public int Integer(string name) => (int)Number(name);

    /// <summary>A true-or-false option.</summary>
    public bool Flag(string name) => Text(name) == "true";

    /// <summary>A list option.</summary>
    public IReadOnlyList<string> Words(string name) => Text(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A list of whole numbers.</summary>
    public IReadOnlyList<int> Integers(string name) => [.. Words(name).Select(word => (int)double.Parse(word, CultureInfo.InvariantCulture))];

    public bool Equals(Options? other) => other is not null && ReferenceEquals(_schema, other._schema) && _set.SequenceEqual(other._set);

    public override bool Equals(object? obj) => Equals(obj as Options);

    public override int GetHashCode() => _set.Aggregate(0, (hash, option) => HashCode.Combine(hash, option.Key, option.Value));
}
