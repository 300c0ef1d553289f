using Longhaul.Pipelines;
using Longhaul.Search.Graph;

namespace Longhaul.Builtin.Research;

/// <summary>A pipeline that an operator makes of others, before anyone has asked whether it is new and can finish in time.</summary>
/// <param name="Family">As <see cref="Candidate.Family"/>.</param>
/// <param name="Title">A short name for people.</param>
/// <param name="Hypothesis">What speaks for it: one sentence.</param>
internal sealed record Idea(Operator Operator, IReadOnlyList<CandidateId> Parents, string Family, string Title, string Hypothesis, Pipeline Pipeline);
