using Longhaul.Runs;

namespace Longhaul.Evaluation.Rubrics;

/// <summary>A rubric or a graded tree that can't be used: file, line and column where they are known, and what to do.</summary>
public sealed class RubricException : UserErrorException
{
    public RubricException(string path, string problem) : base($"{path}: {problem}")
    {
    }

    public RubricException(string path, long line, long column, string problem) : base($"{path}:{line}:{column}: {problem}")
    {
    }
}
