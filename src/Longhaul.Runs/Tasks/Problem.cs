namespace Longhaul.Runs.Tasks;

/// <summary>What has to be predicted, as the labels of train show it: one entry per target column.</summary>
public sealed record Problem(IReadOnlyList<Target> Targets)
{
    /// <summary>Names of a model's raw outputs, target after target: see <see cref="Target.Outputs"/>.</summary>
    public IReadOnlyList<string> Outputs => [.. Targets.SelectMany(target => target.Outputs)];

    /// <summary>Where a target's outputs stand among <see cref="Outputs"/>.</summary>
    public Range RangeOf(int target)
    {
        var offset = Targets.Take(target).Sum(before => before.Outputs.Count);
        return offset..(offset + Targets[target].Outputs.Count);
    }
}

/// <summary>One target column.</summary>
/// <param name="Name">The column's name in train.</param>
/// <param name="Kind">Number, or one of a few classes.</param>
/// <param name="Classes">The classes as they are spelled in train, in the order of their numbers where all are numbers, else ordinal by text, the positive one of two last; empty for numbers, except that an ordinal number (for qwk) lists its possible values.</param>
public sealed record Target(string Name, TargetKind Kind, IReadOnlyList<string> Classes)
{
    /// <summary>
    /// Raw outputs of a model: a number has one (its value, named like the target); two classes have one (the probability of the second class,
    /// named like the target); more classes have one each (its probability, named <c>target=class</c>).
    /// </summary>
    public IReadOnlyList<string> Outputs =>
        Kind == TargetKind.Number || Classes.Count == 2 ? [Name] : [.. Classes.Select(label => $"{Name}={label}")];
}

/// <summary>What a target column holds.</summary>
public enum TargetKind
{
    Number,
    Class,
}
