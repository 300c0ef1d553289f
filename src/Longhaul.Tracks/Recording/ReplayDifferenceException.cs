using Longhaul.Runs;

namespace Longhaul.Tracks.Recording;

/// <summary>A replayed run went another way than its recording.</summary>
/// <param name="where">What is different.</param>
/// <param name="recorded">The recording's side.</param>
/// <param name="now">This run's side.</param>
public sealed class ReplayDifferenceException(string where, string recorded, string now)
    : UserErrorException($"The run differs from its recording: {where}.\n--- recorded\n{recorded}\n--- now\n{now}")
{
    /// <summary>1: a check found a fault.</summary>
    public override int ExitCode => 1;

    /// <summary>The difference of two texts: the first lines in which they differ, with a little around them.</summary>
    public static ReplayDifferenceException OfTexts(string where, string recorded, string now)
    {
        var (old, own) = (recorded.Split('\n'), now.Split('\n'));
        var first = Enumerable.Range(0, Math.Max(old.Length, own.Length)).First(i => i >= old.Length || i >= own.Length || old[i] != own[i]);
        return new ReplayDifferenceException($"{where}, line {first + 1}", Around(old, first), Around(own, first));
    }

    private static string Around(string[] lines, int at) =>
        string.Join('\n', lines.Skip(Math.Max(0, at - 2)).Take(6).Select(line => line.Length <= 400 ? line : line[..400] + "…"));
}
