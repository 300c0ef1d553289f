using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Longhaul.Pipelines.Schema;

/// <summary>A mapping in a YAML file that knows where it stands: every error names file, line and column; keys nobody asked for are errors too.</summary>
internal sealed class YamlSection
{
    private readonly YamlMappingNode _node;
    private readonly string _file;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public YamlSection(YamlNode node, string file, string what)
    {
        _file = file;
        _node = node as YamlMappingNode ?? throw Fault(node, $"{what} must be a mapping (name: value)");
        foreach (var key in _node.Children.Keys.Where(key => key is not YamlScalarNode))
            throw Fault(key, "a name must be plain text");
    }

    /// <summary>Names and values in file order.</summary>
    public IEnumerable<(YamlScalarNode Key, YamlNode Value)> Entries => _node.Children.Select(entry => ((YamlScalarNode)entry.Key, entry.Value));

    /// <summary>The value, or null where it is missing or empty.</summary>
    public YamlNode? Find(string name)
    {
        _asked.Add(name);
        return _node.Children.TryGetValue(new YamlScalarNode(name), out var value) && !IsNull(value) ? value : null;
    }

    /// <summary>The value.</summary>
    public YamlNode Get(string name) => Find(name) ?? throw Fault(_node, $"'{name}' is missing");

    public double Number(string name, double missing, double min, double max)
    {
        if (Find(name) is not { } node)
            return missing;
        if (!double.TryParse(Text(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !(value >= min && value <= max))
            throw Fault(node, $"{name}: '{Text(node)}' is not allowed; expected a number in {OptionSpec.Format(min)} … {OptionSpec.Format(max)}");
        return value;
    }

    /// <summary>A number without a fraction.</summary>
    public int Whole(string name, int missing, int min, int max)
    {
        var value = Number(name, missing, min, max);
        return double.IsInteger(value) ? (int)value : throw Fault(Get(name), $"{name}: '{Text(Get(name))}' is not allowed; expected a whole number");
    }

    /// <summary>One of the enum's names in lower case.</summary>
    public T Word<T>(string name, T missing) where T : struct, Enum => Find(name) is { } node ? Word<T>(node) : missing;

    /// <summary>One of the enum's names in lower case.</summary>
    public T Word<T>(YamlNode node) where T : struct, Enum
    {
        var text = Text(node);
        foreach (var value in Enum.GetValues<T>())
        {
            if (Spell(value) == text)
                return value;
        }

        throw Fault(node, $"'{text}' is not known; expected {string.Join(", ", Enum.GetValues<T>().Select(Spell))}");
    }

    /// <summary>A plain value's text.</summary>
    public string Text(YamlNode node) => node is YamlScalarNode { Value: { } value } ? value : throw Fault(node, "expected a plain value");

    /// <summary>A list's entries; a plain value counts as a list of one.</summary>
    public static IReadOnlyList<YamlNode> List(YamlNode node) => node is YamlSequenceNode list ? [.. list.Children] : [node];

    /// <summary>Fails on the first name nobody asked for.</summary>
    public void NothingElse()
    {
        foreach (var (key, _) in Entries)
        {
            if (!_asked.Contains(key.Value!))
                throw Fault(key, $"'{key.Value}' is not known here; known are {string.Join(", ", _asked)}");
        }
    }

    public PipelineException Fault(YamlNode at, string problem) => new(_file, at.Start.Line, at.Start.Column, problem);

    /// <summary>An enum's name as it stands in the file.</summary>
    public static string Spell<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: null or "" or "null" or "~" };
}
