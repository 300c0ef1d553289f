using System.Collections.Immutable;
using Longhaul.Models.Addresses;
using Longhaul.Runs.Tasks.Yaml;

namespace Longhaul.Models.Prices;

/// <summary>Prices by model: those that the user wrote, then those that are shipped (<c>models.yaml</c>).</summary>
public sealed class PriceList
{
    private readonly ImmutableArray<ImmutableArray<(string Pattern, Price Price)>> _lists;

    private PriceList(ImmutableArray<ImmutableArray<(string Pattern, Price Price)>> lists) => _lists = lists;

    /// <summary>The shipped list.</summary>
    public static PriceList Shipped { get; } = new([[.. Read(YamlDocument.Parse("models.yaml", Resource()))]]);

    /// <summary>This list behind one of the user's: <c>openai:my-model: {input: 1, cached: 0.1, output: 4}</c>.</summary>
    /// <exception cref="Runs.Tasks.TaskPackageException">A price is missing or negative; the message has file, line and column.</exception>
    public PriceList Behind(YamlMap users) => new([[.. Read(users)], .. _lists]);

    /// <summary>What the model costs; null where nobody said. The user's list comes first; within a list the longest name that fits.</summary>
    public Price? Of(ModelAddress model) => _lists
        .SelectMany(list => list.Where(entry => Matches(entry.Pattern, model.ToString())).OrderByDescending(entry => entry.Pattern.Length))
        .FirstOrDefault().Price;

    private static bool Matches(string pattern, string name) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : name == pattern;

    private static IEnumerable<(string, Price)> Read(YamlMap map) => map.Keys.Select(name =>
    {
        var price = map.Map(name) ?? throw map.Wrong(name, $"'{name}' needs a price: {{input: 1, cached: 0.1, output: 4}}, in US dollars per million tokens.");
        price.Allow("input", "cached", "output");
        var input = Dollars(price, "input") ?? throw map.Wrong(name, $"'{name}' needs the price of input tokens.");
        var output = Dollars(price, "output") ?? throw map.Wrong(name, $"'{name}' needs the price of output tokens.");
        return (name, new Price(input, Dollars(price, "cached") ?? input, output));
    });

    private static decimal? Dollars(YamlMap price, string key) => price.Number(key) is not { } value ? null
        : value is >= 0 and < 1e6 ? (decimal)value
        : throw price.Wrong(key, $"'{key}' must be a price in US dollars per million tokens, from 0.");

    private static string Resource()
    {
        using var stream = typeof(PriceList).Assembly.GetManifestResourceStream("models.yaml")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
