using System.Globalization;
using Longhaul.Search.State;
using Spectre.Console;

namespace Longhaul.Cli.Output;

/// <summary>What one role's sessions have used.</summary>
/// <param name="Cached">Of <paramref name="Input"/>, from the provider's cache.</param>
/// <param name="CostUsd">Of the calls whose price is known.</param>
/// <param name="Unpriced">Calls whose price isn't known: add the model to <c>prices</c> in config.yaml.</param>
internal sealed record RoleCost(string Role, int Sessions, int Calls, long Input, long Cached, long Output, double CostUsd, int Unpriced)
{
    /// <summary>By role, the dearest first.</summary>
    public static IReadOnlyList<RoleCost> Of(RunState state) =>
    [
        .. state.Team.Sessions.Values.GroupBy(session => session.Started.Role, StringComparer.Ordinal)
            .Select(group => new RoleCost(
                group.Key, group.Count(), group.Sum(session => session.Calls), group.Sum(session => session.Spent.Input), group.Sum(session => session.Spent.Cached),
                group.Sum(session => session.Spent.Output), (double)group.Sum(session => session.Spent.CostUsd), group.Sum(session => session.Spent.Unpriced)))
            .OrderByDescending(cost => cost.CostUsd).ThenByDescending(cost => cost.Input + cost.Output),
    ];

    /// <summary>For people.</summary>
    public static Table Table(IReadOnlyList<RoleCost> roles)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("role", "sessions", "calls", "input tokens", "of them cached", "output tokens", "USD");
        foreach (var role in roles)
        {
            table.AddRow(
                Markup.Escape(role.Role), $"{role.Sessions}", $"{role.Calls}", Number(role.Input), Number(role.Cached), Number(role.Output),
                role.Unpriced > 0 ? $"{Dollars(role.CostUsd)} and {role.Unpriced} calls of unknown price" : Dollars(role.CostUsd));
        }

        return table;
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Dollars(double dollars) => dollars.ToString("0.00##", CultureInfo.InvariantCulture);
}
