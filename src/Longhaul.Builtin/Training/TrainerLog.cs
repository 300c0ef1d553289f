namespace Longhaul.Builtin.Training;

/// <summary>What the trainer printed: its last line says why it failed.</summary>
internal static class TrainerLog
{
    /// <summary>The last line that isn't empty; null where there is none, or no log.</summary>
    public static string? LastLine(string log) => File.Exists(log) ? File.ReadLines(log).LastOrDefault(line => line.Length > 0) : null;
}
