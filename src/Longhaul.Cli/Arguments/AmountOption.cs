using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Longhaul.Cli.Arguments;

/// <summary>Options that take an amount of money or of tokens.</summary>
internal static class AmountOption
{
    /// <summary>US dollars: <c>2.50</c>.</summary>
    public static Option<decimal?> Dollars(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "USD",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (decimal.TryParse(text.TrimStart('$'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value > 0)
                return value;
            result.AddError($"{name} {text}: expected an amount of US dollars above 0, such as 2.50.");
            return null;
        },
    };

    /// <summary>Tokens: <c>200000</c>, <c>200k</c>, <c>2M</c>.</summary>
    public static Option<long?> Tokens(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Count(text) is { } value)
                return value;
            result.AddError($"{name} {text}: expected a number of tokens above 0, such as 200000, 200k or 2M.");
            return null;
        },
    };

    private static long? Count(string text)
    {
        var (digits, factor) = text switch
        {
            [.., 'k' or 'K'] => (text[..^1], 1_000m),
            [.., 'm' or 'M'] => (text[..^1], 1_000_000m),
            _ => (text, 1m),
        };
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0 && number < 1_000_000_000_000m / factor && decimal.IsInteger(number * factor)
            ? (long)(number * factor)
            : null;
    }
}
