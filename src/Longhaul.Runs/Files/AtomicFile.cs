using System.Text;
using System.Text.RegularExpressions;

namespace Longhaul.Runs.Files;

/// <summary>
/// Writes a file so that a crash at any moment leaves the old content or the new one, never a mixture: temporary file in the same folder,
/// flush to disk, rename. Rights stay as they were.
/// </summary>
public static partial class AtomicFile
{
    private const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Rights = (UnixFileMode)0x1ff; // rwxrwxrwx, and not to run as somebody else

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Whether a file of that name is what a killed process left of one that it was writing.</summary>
    public static bool IsTemporary(string path) => Temporary().IsMatch(path);

    /// <summary>Replaces the file's content with a text in UTF-8 without a byte order mark. Makes the folder where it is missing.</summary>
    /// <exception cref="IOException">The disk is full or the folder can't be written.</exception>
    public static void Write(string path, string text) => Write(path, stream => stream.Write(Utf8.GetBytes(text)));

    /// <summary>Replaces the file's content with what <paramref name="write"/> puts into the stream.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = $"{path}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.longhaul-tmp";
        try
        {
            // What lies there is a dead process's, or a link that a job left for us to write through.
            File.Delete(temporary);
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            if (new FileInfo(path) is { Exists: true, LinkTarget: null } old)
                File.SetUnixFileMode(temporary, (old.UnixFileMode & Rights) | Owners);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Replaces a file with a copy of another one.</summary>
    public static void Copy(string source, string destination) => Write(destination, stream =>
    {
        using var input = File.OpenRead(source);
        input.CopyTo(stream);
    });

    [GeneratedRegex(@"\.\d+-\d+\.longhaul-tmp$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Temporary();
}
