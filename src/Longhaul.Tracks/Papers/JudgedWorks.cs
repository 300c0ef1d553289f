using Longhaul.Evaluation.Rubrics.Judging;
using Longhaul.Execution.Files;
using Longhaul.Runs;
using Longhaul.Tracks.Papers.Reproduction;

namespace Longhaul.Tracks.Papers;

/// <summary>What a rubric's judge may look at, of a reproduction.</summary>
public static class JudgedWorks
{
    private const int Sniffed = 8000;

    /// <summary>The clone after its script ran. Where the script wasn't run (<c>--skip-reproduction</c>, obstacles) it is the folder as it is, without results.</summary>
    public static JudgedWork Of(ReproductionResult result, string repository)
    {
        var touched = result.Touched.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var folder = result.Folder ?? repository;
        var files = result.Folder is null ? JobFiles.List(folder).Where(file => !file.Path.StartsWith(".git/", StringComparison.Ordinal)) : result.Files;
        return new JudgedWork([.. files.Select(file => new WorkFile(file.Path, file.Length.Value) { Touched = touched.Contains(file.Path), Text = IsText(folder, file.Path) })])
        {
            Reproduced = result.Outcome is not null,
            Log = result.Outcome is null ? null : ReproductionResult.Log,
        };
    }

    private static bool IsText(string folder, string path)
    {
        try
        {
            using var file = JobFiles.OpenRead(folder, path, new Bytes(long.MaxValue));
            var head = new byte[Sniffed];
            return !head.AsSpan(0, file.ReadAtLeast(head, Sniffed, throwOnEndOfStream: false)).Contains((byte)0);
        }
        catch (UntrustedFileException)
        {
            return false;
        }
    }
}
