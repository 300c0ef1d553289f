using System.Text;
using Longhaul.Evaluation.Rubrics.Judging;
using Longhaul.Execution.Files;
using Longhaul.Runs;
using Longhaul.Tracks.Papers.Reproduction;

namespace Longhaul.Tracks.Papers;

/// <summary>What a rubric's judge may look at, of a reproduction.</summary>
public static class JudgedWorks
{
    private const int Read = 32_000;

    /// <summary>The clone after its script ran. Where the script wasn't run (<c>--skip-reproduction</c>, obstacles) it is the folder as it is, without results.</summary>
    public static JudgedWork Of(ReproductionResult result, string repository)
    {
        var touched = result.Touched.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var folder = result.Folder ?? repository;
        var files = result.Folder is null ? JobFiles.List(folder).Where(file => !file.Path.StartsWith(".git/", StringComparison.Ordinal)) : result.Files;
        return new JudgedWork([.. files.Select(file => Described(folder, file.Path, file.Length.Value, touched.Contains(file.Path)))])
        {
            Reproduced = result.Outcome is not null,
            Log = result.Outcome is null ? null : ReproductionResult.Log,
        };
    }

    private static WorkFile Described(string folder, string path, long length, bool touched)
    {
        var file = new WorkFile(path, length) { Touched = touched };
        try
        {
            using var stream = JobFiles.OpenRead(folder, path, new Bytes(long.MaxValue));
            var head = new byte[Read];
            var beginning = head.AsSpan(0, stream.ReadAtLeast(head, Read, throwOnEndOfStream: false));
            return beginning.Contains((byte)0) ? file with { Text = false } : file with { Words = WordsOf.Text(Encoding.UTF8.GetString(beginning)) };
        }
        catch (UntrustedFileException)
        {
            return file with { Text = false };
        }
    }
}
