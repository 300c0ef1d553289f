namespace Longhaul.Pipelines.Schema;

/// <summary>A kind of step or model: what it does, which columns it takes, which options it has.</summary>
/// <param name="Kind">Its name in the file.</param>
/// <param name="About">One line for docs.</param>
/// <param name="Roles">The roles of columns that a step takes; empty for models.</param>
/// <param name="Options">In the order docs show them.</param>
public sealed record ComponentSchema(string Kind, string About, IReadOnlyList<ColumnRole> Roles, IReadOnlyList<OptionSpec> Options)
{
    private readonly Dictionary<string, OptionSpec> _byName = Options.ToDictionary(option => option.Name, StringComparer.Ordinal);

    /// <summary>The option of that name.</summary>
    /// <exception cref="OptionException">There is none; the message lists those that are.</exception>
    public OptionSpec this[string name] => _byName.TryGetValue(name, out var option)
        ? option
        : throw new OptionException($"'{Kind}' has no option '{name}'; known are {string.Join(", ", Options.Select(known => known.Name))}");

    /// <summary>Whether the step takes columns of the role.</summary>
    public bool Takes(ColumnRole role) => Roles.Contains(role.ToSteps());
}
