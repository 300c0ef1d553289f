using System.Globalization;
using Longhaul.Runs;

namespace Longhaul.Trainer;

/// <summary>A command's values by name: <c>--name value</c> pairs after the command's own name.</summary>
public sealed class NamedValues
{
    private readonly string _usage;
    private readonly Dictionary<string, string> _values;

    private NamedValues(string usage, Dictionary<string, string> values) => (_usage, _values) = (usage, values);

    /// <summary>Reads the pairs.</summary>
    /// <param name="usage">One line for messages.</param>
    /// <param name="names">Those that are known.</param>
    /// <exception cref="UserErrorException">They are not as the usage says.</exception>
    public static NamedValues Parse(IReadOnlyList<string> arguments, string usage, params IReadOnlyList<string> names)
    {
        if (arguments.Count % 2 == 0)
            throw new UserErrorException(usage);
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (var pair in arguments.Skip(1).Chunk(2))
        {
            if (!names.Contains(pair[0], StringComparer.Ordinal))
                throw new UserErrorException($"'{pair[0]}' is not known; {usage}");
            if (!values.TryAdd(pair[0], pair[1]))
                throw new UserErrorException($"{pair[0]} stands twice; {usage}");
        }

        return new NamedValues(usage, values);
    }

    /// <summary>A value that must be there.</summary>
    public string Text(string name) => Find(name) ?? throw new UserErrorException($"{name} is missing; {_usage}");

    /// <summary>A value, or null.</summary>
    public string? Find(string name) => _values.GetValueOrDefault(name);

    /// <summary>A positive number that must be there.</summary>
    public double Number(string name) =>
        double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && double.IsFinite(value)
            ? value
            : throw new UserErrorException($"{name}: '{_values[name]}' is no positive number; {_usage}");

    /// <summary>So many seconds, or null.</summary>
    public TimeSpan? Seconds(string name) => Find(name) is null ? null : TimeSpan.FromSeconds(Number(name));
}
