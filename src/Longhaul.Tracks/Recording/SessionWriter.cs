using System.Text;
using System.Text.Json;
using Longhaul.Runs.Files;

namespace Longhaul.Tracks.Recording;

/// <summary>Appends lines to a recorded session as they come; each is on the disk before the run goes on.</summary>
internal sealed class SessionWriter(string path) : IDisposable
{
    private readonly FileStream _file = Open(path);
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public void Add(SessionLine line)
    {
        lock (_gate)
        {
            _file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(line, SessionJson.Default.SessionLine) + "\n"));
            _file.Flush();
        }
    }

    /// <summary>Writes a text once; its hash.</summary>
    public string Text(string text)
    {
        var hash = ContentHash.Of(text).Value;
        if (_texts.Add(hash))
            Add(new SessionText(hash, text));
        return hash;
    }

    public void Dispose() => _file.Dispose();

    // A line that a crash left unfinished is closed, so that the next one begins anew; readers skip what is no JSON.
    private static FileStream Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != '\n')
                file.WriteByte((byte)'\n');
        }

        return file;
    }
}
