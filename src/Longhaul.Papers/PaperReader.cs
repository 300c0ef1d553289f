using Longhaul.Papers.Markdown;
using Longhaul.Papers.Pdf;

namespace Longhaul.Papers;

/// <summary>Reads a paper: PDF or Markdown. The same file always gives the same paper.</summary>
public static class PaperReader
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="PaperException">It is too large, damaged, encrypted, or holds no text.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two pages.</exception>
    public static Paper Read(string path, PaperLimits? limits = null, CancellationToken cancellationToken = default)
    {
        limits ??= new PaperLimits();
        try
        {
            var length = new FileInfo(path).Length;
            if (length > limits.File.Value)
                throw new PaperException(path, $"it is larger than {limits.File}.");
            return path.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
                ? MarkdownPaperReader.Read(File.ReadAllText(path))
                : PdfPaperReader.Read(path, limits, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PaperException(path, $"can't be read ({e.Message}).");
        }
    }
}
