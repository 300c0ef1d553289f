using System.Text;
using System.Text.Json;

namespace Longhaul.EndToEnd.Team.Scripting;

/// <summary>Follows a journal while its owner writes it.</summary>
internal sealed class JournalWatch
{
    private readonly string _run;
    private readonly List<(string Type, JsonElement Data)> _entries = [];
    private long _read;

    /// <summary>Takes note of what is there already.</summary>
    public JournalWatch(string run)
    {
        _run = run;
        _entries.AddRange(Fresh());
    }

    /// <summary>Comes back when it is reached or over. Each new entry is a moment of its own, also where several came at once.</summary>
    public void Until(Func<JournalView, bool> reached, Func<bool> over)
    {
        while (!over())
        {
            foreach (var entry in Fresh())
            {
                _entries.Add(entry);
                if (reached(new JournalView(_run, _entries)))
                    return;
            }

            Thread.Sleep(1);
        }
    }

    /// <summary>The whole lines that were written since.</summary>
    private List<(string Type, JsonElement Data)> Fresh()
    {
        var path = Path.Combine(_run, "journal.jsonl");
        if (!File.Exists(path))
            return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[Math.Max(0, file.Length - _read)];
        file.Position = _read;
        var whole = bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).LastIndexOf((byte)'\n') + 1;
        _read += whole;
        return [.. Encoding.UTF8.GetString(bytes, 0, whole).Split('\n')[..^1].Select(JournalView.Entry)];
    }
}
