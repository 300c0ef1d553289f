using Longhaul.Runs;

namespace Longhaul.Pipelines;

/// <summary>A pipeline that can't be used: the message names file, line and column where they are known, and what to do.</summary>
public class PipelineException : UserErrorException
{
    public PipelineException(string message) : base(message)
    {
    }

    public PipelineException(string path, long line, long column, string problem) : base($"{path}:{line}:{column}: {problem}")
    {
    }
}
