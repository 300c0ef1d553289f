using System.Globalization;
using Longhaul.Search.Events;

namespace Longhaul.Cli.Progress;

/// <summary>The reproduction of a paper in a line for people.</summary>
internal static class PaperText
{
    /// <summary>The line.</summary>
    public static string Of(PaperEvent what) => what switch
    {
        CodeCommitted commit => $"code committed {commit.Commit[..Math.Min(10, commit.Commit.Length)]}: {commit.Why}",
        TrialStarted started => $"e{started.Trial}  runs: {started.Title}",
        TrialEnded ended => string.Create(CultureInfo.InvariantCulture, $"e{ended.Trial}  {Word(ended.Ending.ToString())} after {ended.WallSeconds:0.0} s{(ended.Detail is { } detail ? $": {detail}" : "")}"),
        ReproductionEnded reproduction => string.Create(
            CultureInfo.InvariantCulture,
            $"reproduce.sh ({reproduction.Id})  {(reproduction.Ending is { } ending ? $"{Word(ending.ToString())} after {reproduction.WallSeconds:0.0} s, {reproduction.Touched} files" : "was not run")}{string.Concat(reproduction.Problems.Select(problem => $"; {problem}"))}"),
        LeafJudged verdict => string.Create(CultureInfo.InvariantCulture, $"leaf {verdict.Leaf}  {(verdict.Judged ? $"{verdict.Score:0.##}" : "not judged")}: {verdict.Reasons}"),
        _ => what.ToString(),
    };

    private static string Word(string ending) => ending.ToLowerInvariant();
}
