namespace Longhaul.Runs.Tasks;

/// <summary>What a run works on, whatever its track.</summary>
public interface IRunTask
{
    /// <summary>Names folders.</summary>
    string Id { get; }

    string Title { get; }

    /// <summary><c>mle</c>, <c>paper</c> or <c>evolve</c>.</summary>
    string Track { get; }

    /// <summary>The path that it is read from again.</summary>
    string Origin { get; }

    /// <summary>Which way its score is better.</summary>
    Direction Direction { get; }

    TimeSpan? Budget { get; }
    ResourceSpec Resources { get; }

    /// <summary>What a person should know before it starts, a line each.</summary>
    IReadOnlyList<string> Remarks { get; }
}
