using System.IO.Compression;
using Longhaul.Runs.Tables;

namespace Longhaul.Trainer.Solutions;

/// <summary>Rows to predict, from a CSV file or one that gzip compressed.</summary>
internal static class NewRows
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="TableException">It is no table, or damaged.</exception>
    public static Table Read(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || !File.Exists(path))
            return Table.Read(path);
        try
        {
            using var plain = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16, FileOptions.DeleteOnClose);
            using (var compressed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress))
                compressed.CopyTo(plain);
            plain.Position = 0;
            return Table.Read(plain, path);
        }
        catch (InvalidDataException)
        {
            throw new TableException(path, null, "is no gzip file, or damaged.");
        }
    }
}
