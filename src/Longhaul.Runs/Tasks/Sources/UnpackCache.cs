using System.Globalization;
using System.Text;
using Longhaul.Runs.Files;

namespace Longhaul.Runs.Tasks.Sources;

/// <summary>
/// Where archives are unpacked and derived files lie: a folder per content, which is complete or not there, and is used again while its
/// sources don't change. It may be deleted at any time between runs.
/// </summary>
internal sealed class UnpackCache(string root)
{
    /// <summary>The cache at a folder, by default <c>longhaul/tasks</c> in the user's cache folder.</summary>
    public static UnpackCache At(string? folder) => new(folder ?? Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "longhaul", "tasks"));

    /// <summary>The folder with a zip's content.</summary>
    /// <exception cref="ArchiveException">It is refused.</exception>
    public string Unpacked(string zip) => Folder(Fingerprint(zip), folder => SafeArchive.Extract(zip, folder));

    /// <summary>The folder of that key; <paramref name="make"/> creates it where it isn't there yet.</summary>
    /// <exception cref="UserErrorException">The cache can't be written.</exception>
    public string Folder(string key, Action<string> make)
    {
        var folder = Path.Combine(root, ContentHash.Of(key).Value[..24]);
        if (Directory.Exists(folder))
            return folder;
        var making = $"{folder}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(root);
            make(making);
            Directory.Move(making, folder);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists(folder))
                return folder; // another process made it meanwhile
            throw new UserErrorException($"{root}: can't unpack here ({e.Message}). Free some space, or set XDG_CACHE_HOME to another place.", e);
        }
        finally
        {
            if (Directory.Exists(making))
                Directory.Delete(making, recursive: true);
        }
    }

    /// <summary>Changes whenever the file or anything below the folder does: names, sizes and times of <see cref="PlainFiles"/>.</summary>
    public static string Fingerprint(string path)
    {
        var text = new StringBuilder(Path.GetFullPath(path)).Append('\n');
        IEnumerable<FileInfo> files = Directory.Exists(path)
            ? PlainFiles.Below(path).OrderBy(file => file.FullName, StringComparer.Ordinal)
            : [new FileInfo(path)];
        foreach (var file in files)
            text.Append(CultureInfo.InvariantCulture, $"{file.FullName}\t{file.Length}\t{file.LastWriteTimeUtc.Ticks}\n");
        return text.ToString();
    }
}
