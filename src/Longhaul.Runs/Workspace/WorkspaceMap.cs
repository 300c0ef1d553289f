using System.Globalization;
using System.Text;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;

namespace Longhaul.Runs.Workspace;

/// <summary>
/// <c>map.md</c>: what is where in the workspace, one line each, in at most 2,000 tokens at any length of the run. Large folders collapse to a
/// count and their newest entries.
/// </summary>
/// <remarks>
/// At a process's first drawing a file's step follows from its time; from then on a file that differs from the last drawing has changed in this step, so that
/// the map doesn't depend on how finely a file system keeps time.
/// </remarks>
/// <param name="regions">Null: those of a competition.</param>
public sealed class WorkspaceMap(RunFolder folder, IReadOnlyList<Region>? regions = null)
{
    /// <summary>The map's size at most, in characters: 2,000 tokens at three characters a token, which paths come near.</summary>
    public const int Limit = 6000;

    private const int Newest = 8;
    private const int MostNamed = 16;
    private const int MostCharacters = 240;

    private readonly Dictionary<string, (Stamp Stamp, int Step)> _seen = new(StringComparer.Ordinal);
    private bool _drawn;

    /// <summary>Draws the map of the workspace as it is.</summary>
    /// <param name="steps">When each experiment started, in order: a file's step is the last one that had started when it changed.</param>
    public void Draw(IReadOnlyList<DateTimeOffset> steps)
    {
        AtomicFile.Write(folder.Map, Render(steps));
        _drawn = true;
    }

    /// <summary>The map's text.</summary>
    public string Render(IReadOnlyList<DateTimeOffset> steps)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Map of the workspace after experiment {steps.Count}\n\nPath, owner, size, the experiment during or after which it last changed. Folders with many entries show their newest.\n\n");
        foreach (var region in regions ?? Regions.All)
            AppendRegion(text, region, steps);
        return text.Length <= Limit ? text.ToString() : text.ToString(0, Limit - 40) + "\n… (cut: the map is bounded)\n";
    }

    private void AppendRegion(StringBuilder text, Region region, IReadOnlyList<DateTimeOffset> steps)
    {
        var path = Path.Combine(folder.Workspace, region.Path);
        if (File.Exists(path))
        {
            text.Append(CultureInfo.InvariantCulture, $"- `{region.Path}` {region.Owner}, {new Bytes(new FileInfo(path).Length)}, {Words(StepOf(new FileInfo(path), steps))}: {region.Purpose}\n");
            return;
        }

        if (!Directory.Exists(path))
            return;
        var newest = new PriorityQueue<(FileSystemInfo Entry, int Step), (int Step, int Length, string Name)>(Comparer<(int Step, int Length, string Name)>.Create(Compare));
        var shown = region.IsFolded ? 0 : Newest;
        List<string> older = [];
        var count = 0;
        foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos().Where(entry => entry.Name != ".git" && IsThere(entry)))
        {
            count++;
            var step = StepOf(entry, steps);
            newest.Enqueue((entry, step), (step, entry.Name.Length, entry.Name));
            if (newest.Count > shown && newest.Dequeue().Entry is var left && older.Count < MostNamed)
                older.Add(left is DirectoryInfo ? $"{left.Name}/" : left.Name);
        }

        text.Append(CultureInfo.InvariantCulture, $"- `{region.Path}/` {region.Owner}, {count} {(count == 1 ? "entry" : "entries")}: {region.Purpose}\n");
        foreach (var (entry, step) in newest.UnorderedItems.Select(item => item.Element).OrderBy(item => item.Entry.Name, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"  - {Entry(entry)}, {Words(step)}\n");
        if (count > shown && shown > 0)
            text.Append(CultureInfo.InvariantCulture, $"  - … and {count - shown} older{Named(older, count - shown)}\n");
    }

    // Where they are few, their names: what is hidden is not looked for.
    private static string Named(List<string> older, int count) => older.Count < count ? "" : $": {Printable.Line(string.Join(", ", older.Order(StringComparer.Ordinal)), MostCharacters)}";

    // e9 before e10.
    private static int Compare((int Step, int Length, string Name) a, (int Step, int Length, string Name) b) =>
        a.Step != b.Step ? a.Step.CompareTo(b.Step) : a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a.Name, b.Name);

    private int StepOf(FileSystemInfo entry, IReadOnlyList<DateTimeOffset> steps)
    {
        // An experiment's own folder is never changed after it.
        if (entry.Name is ['e', .. var digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var experiment) && entry is DirectoryInfo)
            return experiment;
        var stamp = entry is FileInfo file ? new Stamp(file.LastWriteTimeUtc, file.Length) : StampOf((DirectoryInfo)entry);
        if (_seen.TryGetValue(entry.FullName, out var seen) && seen.Stamp == stamp)
            return seen.Step;
        var step = _drawn ? steps.Count : steps.Count(start => start.UtcDateTime <= entry.LastWriteTimeUtc);
        _seen[entry.FullName] = (stamp, step);
        return step;
    }

    // The history of the code is none of a role's files.
    private static Stamp StampOf(DirectoryInfo folder)
    {
        var files = folder.Name == ".git" || !folder.Exists ? [] : folder.EnumerateFiles().Where(IsThere).ToList();
        return new Stamp(files.Select(file => file.LastWriteTimeUtc).DefaultIfEmpty().Max(), files.Sum(file => file.Length) + files.Count);
    }

    // Roles write while it is drawn: what is half written is no file yet, and what is gone by now was none of theirs.
    private static bool IsThere(FileSystemInfo entry) => !AtomicFile.IsTemporary(entry.Name) && (entry.Exists || entry.LinkTarget is not null);

    private static string Words(int step) => step == 0 ? "before e1" : string.Create(CultureInfo.InvariantCulture, $"e{step}");

    private static string Entry(FileSystemInfo entry)
    {
        var name = Printable.Line(entry.Name, 60);
        return entry is FileInfo file ? $"`{name}` {new Bytes(file.Length)}" : $"`{name}/`";
    }

    /// <summary>What tells that a file, or one directly in a folder, has changed.</summary>
    private readonly record struct Stamp(DateTime Changed, long Length);
}
