using Longhaul.Runs;

namespace Longhaul.Papers;

/// <summary>A paper that can't be read: which, why, and what to do.</summary>
public sealed class PaperException(string path, string problem) : UserErrorException($"{path}: {problem}");
