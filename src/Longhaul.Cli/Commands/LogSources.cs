using Longhaul.Cli.Progress;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Journal;
using Longhaul.Team.Sessions;

namespace Longhaul.Cli.Commands;

/// <summary>Lines that <c>log</c> shows, as they come.</summary>
internal interface ILogSource : IDisposable
{
    /// <summary>What has come since the last call.</summary>
    /// <param name="rest">Whether a line counts that has no end yet: nobody goes on writing, or nobody waits for it.</param>
    IReadOnlyList<string> ReadNew(bool rest);
}

/// <summary>The journal's entries as sentences.</summary>
internal sealed class JournalLog : ILogSource
{
    private readonly StringWriter _text = new();
    private readonly PlainProgress _lines;
    private readonly JournalTail _tail;

    public JournalLog(RunFolder folder, TimeProvider clock)
    {
        _lines = new PlainProgress(_text, clock);
        _tail = new JournalTail(folder.Journal);
    }

    public IReadOnlyList<string> ReadNew(bool rest)
    {
        _lines.Print(_tail.ReadNew());
        var lines = _text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        _text.GetStringBuilder().Clear();
        return lines;
    }

    public void Dispose() => _text.Dispose();
}

/// <summary>A role's sessions as text.</summary>
internal sealed class RoleLog(RunFolder folder, string role) : ILogSource
{
    private readonly Transcript _transcript = new(folder, role);
    private readonly JournalTail _tail = new(folder.Journal);

    public IReadOnlyList<string> ReadNew(bool rest) => [.. _tail.ReadNew().Select(_transcript.Of).OfType<string>().SelectMany(text => text.TrimEnd('\n').Split('\n'))];

    public void Dispose()
    {
    }
}

/// <summary>A file's lines as they come.</summary>
internal sealed class FileLog(string path) : ILogSource
{
    private readonly StreamReader _reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
    private string _held = "";

    public IReadOnlyList<string> ReadNew(bool rest)
    {
        var text = _held + _reader.ReadToEnd();
        var end = rest ? text.Length : text.LastIndexOf('\n') + 1;
        _held = text[end..];
        using var whole = new StringReader(text[..end]);
        var lines = new List<string>();
        while (whole.ReadLine() is { } line)
            lines.Add(Printable.Of(line));
        return lines;
    }

    public void Dispose() => _reader.Dispose();
}
