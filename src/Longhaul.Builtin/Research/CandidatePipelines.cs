using Longhaul.Pipelines;
using Longhaul.Runs.Files;
using Longhaul.Search.Graph;

namespace Longhaul.Builtin.Research;

/// <summary>The candidates' pipelines, each read and told apart once: what a candidate is never changes.</summary>
/// <param name="textOf">The text of a candidate's <c>pipeline.yaml</c>, or null where its program is none.</param>
internal sealed class CandidatePipelines(Func<Candidate, string?> textOf)
{
    private readonly Dictionary<CandidateId, (Pipeline? Pipeline, ContentHash? Identity)> _read = [];

    /// <summary>The candidate's pipeline; null where its program is none, or a person's that can't be read.</summary>
    public Pipeline? Of(Candidate candidate) => Known(candidate).Pipeline;

    /// <summary>What it does (<see cref="PipelineIdentity"/>); null where it is no pipeline.</summary>
    public ContentHash? IdentityOf(Candidate candidate) => Known(candidate).Identity;

    private (Pipeline? Pipeline, ContentHash? Identity) Known(Candidate candidate)
    {
        if (!_read.TryGetValue(candidate.Id, out var known))
            _read[candidate.Id] = known = Read(candidate) is { } pipeline ? (pipeline, PipelineIdentity.Of(pipeline)) : (null, null);
        return known;
    }

    private Pipeline? Read(Candidate candidate)
    {
        try
        {
            return textOf(candidate) is { } text ? Pipeline.Parse(text, $"{candidate.Id}/{Pipeline.FileName}") : null;
        }
        catch (PipelineException)
        {
            return null;
        }
    }
}
