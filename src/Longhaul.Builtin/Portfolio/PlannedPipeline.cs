using Longhaul.Pipelines;

namespace Longhaul.Builtin.Portfolio;

/// <summary>A pipeline that is worth trying before anything is known about scores.</summary>
/// <param name="Priority">0: at once, so that a valid submission stands; 1: strong defaults; 2: variety for the blend; 3: if time is left.</param>
/// <param name="Family">As <see cref="Search.Graph.Candidate.Family"/>.</param>
/// <param name="Title">A short name for people.</param>
/// <param name="Hypothesis">Why it should be good: one sentence.</param>
public sealed record PlannedPipeline(int Priority, string Family, string Title, string Hypothesis, Pipeline Pipeline)
{
    /// <summary>Whether a person brought it: it runs as it is, however long it may take.</summary>
    public bool Given { get; init; }

    /// <summary>A person's pipeline, which comes before everything else.</summary>
    /// <param name="name">The file's name.</param>
    public static PlannedPipeline Brought(string name, Pipeline pipeline) =>
        new(0, FamilyOf(pipeline), $"{name}, as it was given", "A person thinks that it is good.", pipeline) { Given = true };

    /// <summary>The family's name of a model.</summary>
    public static string FamilyOf(Pipeline pipeline) => pipeline.Model.Kind;
}
