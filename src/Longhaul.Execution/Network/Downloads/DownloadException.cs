namespace Longhaul.Execution.Network.Downloads;

/// <summary>A file that can't be had; the message says why, and what would help.</summary>
public sealed class DownloadException(string message) : Exception(message);
