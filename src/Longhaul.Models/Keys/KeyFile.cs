using Longhaul.Runs;

namespace Longhaul.Models.Keys;

/// <summary>A file that holds one key and that only its owner can read.</summary>
public static class KeyFile
{
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int LongestKey = 4096;

    /// <summary>The key.</summary>
    /// <exception cref="UserErrorException">Others can read the file, or it holds no key.</exception>
    public static ApiKey Read(string file)
    {
        if ((File.GetUnixFileMode(file) | OwnerAlone) != OwnerAlone)
            throw new UserErrorException($"{file}: others may read this key. Type: chmod 600 {file}");
        if (new FileInfo(file).Length > LongestKey || File.ReadAllText(file).Trim() is not { Length: > 0 } key || key.Contains('\n', StringComparison.Ordinal))
            throw new UserErrorException($"{file}: expected one line with the key.");
        return new ApiKey(key);
    }
}
