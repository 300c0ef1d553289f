namespace Longhaul.Runs.Files;

/// <summary>The beginning of a text file: however long it is, no more of it is read.</summary>
public static class TextBeginning
{
    /// <summary>The first characters.</summary>
    /// <param name="most">Characters at most.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static string Of(string path, int most)
    {
        using var reader = new StreamReader(path);
        var buffer = new char[most];
        return new string(buffer, 0, reader.ReadBlock(buffer));
    }
}
