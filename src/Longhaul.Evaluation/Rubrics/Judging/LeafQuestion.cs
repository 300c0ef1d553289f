namespace Longhaul.Evaluation.Rubrics.Judging;

/// <summary>What a judge is asked about one leaf.</summary>
/// <param name="Leaf">The requirement.</param>
/// <param name="Above">The requirements that it is part of, from the whole reproduction down.</param>
/// <param name="Files">The files worth a look, the likeliest first; others may be read as well.</param>
public sealed record LeafQuestion(RubricNode Leaf, IReadOnlyList<RubricNode> Above, IReadOnlyList<string> Files);

/// <summary>
/// Judges one leaf. The seam to whatever decides: a language model, a person, a program. It gives a verdict with the score, the reasons and the files
/// it looked at; <see cref="LeafVerdict.Unjudged"/> where it got no usable answer. It throws only what should end the grading (no key, no money,
/// cancelled). Calls may come side by side.
/// </summary>
public delegate Task<LeafVerdict> LeafJudge(LeafQuestion question, CancellationToken cancellationToken);
