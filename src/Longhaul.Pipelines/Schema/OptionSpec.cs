using System.Globalization;

namespace Longhaul.Pipelines.Schema;

/// <summary>One option of a step or model: its type, default, range and what it does (one line for docs and messages).</summary>
public sealed record OptionSpec
{
    public required string Name { get; init; }
    public required OptionType Type { get; init; }

    /// <summary>In canonical form.</summary>
    public required string Default { get; init; }

    public required string About { get; init; }

    /// <summary>Inclusive, for numbers.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>Inclusive, for numbers.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>Allowed words, for <see cref="OptionType.Choice"/> and <see cref="OptionType.Words"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>A real number.</summary>
    public static OptionSpec Number(string name, double value, string about, double min = double.NegativeInfinity, double max = double.PositiveInfinity) =>
        new() { Name = name, Type = OptionType.Number, Default = Format(value), About = about, Min = min, Max = max };

    /// <summary>A whole number.</summary>
    public static OptionSpec Integer(string name, int value, string about, int min = int.MinValue, int max = int.MaxValue) =>
        new() { Name = name, Type = OptionType.Integer, Default = Format(value), About = about, Min = min, Max = max };

    /// <summary>true or false.</summary>
    public static OptionSpec Flag(string name, bool value, string about) =>
        new() { Name = name, Type = OptionType.Flag, Default = value ? "true" : "false", About = about };

    /// <summary>One of some words; the first is the default.</summary>
    public static OptionSpec Choice(string name, string about, params string[] choices) =>
        new() { Name = name, Type = OptionType.Choice, Default = choices[0], About = about, Choices = choices };

    /// <summary>A list of some words.</summary>
    public static OptionSpec Words(string name, string value, string about, params string[] choices) =>
        new() { Name = name, Type = OptionType.Words, Default = value, About = about, Choices = choices };

    /// <summary>A list of whole numbers.</summary>
    public static OptionSpec Integers(string name, string value, string about, int min, int max) =>
        new() { Name = name, Type = OptionType.Integers, Default = value, About = about, Min = min, Max = max };

    /// <summary>The shortest text that reads back as the same number.</summary>
    public static string Format(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The value's canonical text.</summary>
    /// <exception cref="OptionException">The value is not of the type, or out of range.</exception>
    public string Canonical(string value) => Type switch
    {
        OptionType.Number or OptionType.Integer => Format(ParseNumber(value)),
        OptionType.Flag => value is "true" or "false" ? value : throw Wrong(value, "true or false"),
        OptionType.Choice => Choices.Contains(value) ? value : throw Wrong(value, string.Join(", ", Choices)),
        OptionType.Words => string.Join(' ', ParseWords(value)),
        OptionType.Integers => string.Join(' ', Split(value).Select(ParseNumber).Select(Format)),
        _ => throw new ArgumentOutOfRangeException(nameof(value), Type, "unknown option type"),
    };

    /// <summary>Range and choices in words, for docs: <c>[0, 1]</c>, <c>none, standard</c>.</summary>
    public string Range => Type switch
    {
        OptionType.Flag => "true, false",
        OptionType.Choice => string.Join(", ", Choices),
        OptionType.Integers => $"list of {Format(Min)} … {Format(Max)}",
        OptionType.Words => "list of " + string.Join(", ", Choices),
        _ when double.IsInfinity(Min) && double.IsInfinity(Max) => "any",
        _ when double.IsInfinity(Max) || Max == int.MaxValue => $"≥ {Format(Min)}",
        _ => $"{Format(Min)} … {Format(Max)}",
    };

    private double ParseNumber(string value)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            throw Wrong(value, Type == OptionType.Number ? "a number" : "a whole number");
        if (Type != OptionType.Number && number != Math.Floor(number))
            throw Wrong(value, "a whole number");
        return number >= Min && number <= Max ? number : throw Wrong(value, Range);
    }

    private List<string> ParseWords(string value)
    {
        var words = Split(value);
        return words.Find(word => !Choices.Contains(word)) is { } unknown ? throw Wrong(unknown, Range) : words;
    }

    private static List<string> Split(string value) => [.. value.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private OptionException Wrong(string value, string expected) => new($"{Name}: '{value}' is not allowed; expected {expected}");
}

/// <summary>What an option's value is.</summary>
public enum OptionType
{
    Number,
    Integer,
    Flag,
    Choice,

    /// <summary>A list; canonical text: words joined by single spaces, in the given order.</summary>
    Words,

    /// <summary>A list of whole numbers; canonical text as for words.</summary>
    Integers,
}
