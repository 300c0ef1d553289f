namespace Longhaul.Builtin.Training;

/// <summary>What the trainer said of its work beside the predictions.</summary>
internal static class TrainerLog
{
    /// <summary>The last line of its log that isn't empty, which says why it failed; null where there is none, or no log.</summary>
    public static string? LastLine(string log) => File.Exists(log) ? File.ReadLines(log).LastOrDefault(line => line.Length > 0) : null;
}
