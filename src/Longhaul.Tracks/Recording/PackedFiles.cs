using System.IO.Compression;
using Longhaul.Execution.Files;
using Longhaul.Runs.Files;

namespace Longhaul.Tracks.Recording;

/// <summary>Files as text of one line each: gzip, then Base64.</summary>
internal static class PackedFiles
{
    /// <summary>All plain files below a folder, by relative path.</summary>
    public static Dictionary<string, string> Of(string folder) => Directory.Exists(folder)
        ? JobFiles.List(folder).ToDictionary(file => file.Path, file => Pack(File.ReadAllBytes(Path.Combine(folder, file.Path))), StringComparer.Ordinal)
        : [];

    /// <summary>Writes packed files below a folder.</summary>
    /// <exception cref="Runs.UserErrorException">A path leads out of it.</exception>
    public static void Write(string folder, IReadOnlyDictionary<string, string> files)
    {
        foreach (var (path, packed) in files)
            AtomicFile.Write(Place(folder, path), stream => stream.Write(Unpack(packed)));
    }

    /// <summary>The absolute path of a file that a recording names.</summary>
    /// <exception cref="Runs.UserErrorException">It leads out of the folder.</exception>
    public static string Place(string folder, string path) =>
        SafePath.Below(folder, path, out var problem) ?? throw new Runs.UserErrorException($"The recording names a file that can't be: {problem}.");

    public static string Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(bytes);
        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }

    public static byte[] Unpack(string text)
    {
        using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
