using System.Globalization;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Search.Events;
using Longhaul.Search.Graph;
using Longhaul.Search.Loop;
using Longhaul.Search.Policies;

namespace Longhaul.Search.Experiments;

/// <summary>Keeps candidates' programs by content in a run's <c>objects/</c>.</summary>
public sealed class ProgramStore(ContentStore objects)
{
    /// <summary>Stores a proposal's files; the event to record then refers to them by hash.</summary>
    /// <exception cref="UserErrorException">A path leads out of the candidate's folder.</exception>
    public CandidateProposed Store(CandidateId id, Move move, Proposal proposal)
    {
        foreach (var path in proposal.Files.Keys)
            Check(path);
        var files = proposal.Files.OrderBy(file => file.Key, StringComparer.Ordinal)
            .ToDictionary(file => file.Key, file => objects.Put(file.Value).Value, StringComparer.Ordinal);
        return new CandidateProposed(
            id.Number,
            move.Operator,
            [.. move.Parents.Select(parent => parent.Number)],
            Printable.Line(proposal.Family, 60),
            Printable.Line(proposal.Title, 200),
            Printable.Line(proposal.Hypothesis),
            CodeHash(proposal.Files, proposal.Command).Value,
            files,
            proposal.Command,
            proposal.Work,
            proposal.Probe,
            proposal.By);
    }

    /// <summary>Writes a recorded program's files below a folder; scripts and binaries may be executed.</summary>
    public void Write(CandidateProposed program, string folder)
    {
        foreach (var (path, content) in Contents(program))
        {
            var place = Path.Combine(folder, path);
            AtomicFile.Write(place, stream => stream.Write(content));
            if (IsExecutable(content))
                File.SetUnixFileMode(place, File.GetUnixFileMode(place) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    // Only contents are recorded, so the first bytes tell: #! or those of an ELF file.
    private static bool IsExecutable(ReadOnlySpan<byte> content) => content.StartsWith("#!"u8) || content.StartsWith("\u007fELF"u8);

    /// <summary>A recorded program's files: path and content.</summary>
    public IEnumerable<(string Path, byte[] Content)> Contents(CandidateProposed program) => program.Files.Select(file =>
    {
        Check(file.Key);
        return (file.Key, objects.Get(new ContentHash(file.Value)));
    });

    /// <summary>One of a recorded program's files as text; null where it has none of that name.</summary>
    public string? TextOf(CandidateProposed program, string path) =>
        program.Files.TryGetValue(path, out var hash) ? System.Text.Encoding.UTF8.GetString(objects.Get(new ContentHash(hash))) : null;

    /// <summary>The hash of a whole program: its files and its command. Equal hashes are the same candidate.</summary>
    public static ContentHash CodeHash(IReadOnlyDictionary<string, byte[]> files, IReadOnlyList<string> command) => ContentHash.Of(string.Join('\n',
        files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{ContentHash.Of(file.Value)} {file.Key}").Concat(command)));

    /// <summary>Whether a candidate's folder may hold a file of that path.</summary>
    /// <exception cref="UserErrorException">It leads out of the folder, or is the host's place.</exception>
    public static void Check(string path)
    {
        if (Path.IsPathRooted(path) || path.Split('/', '\\').Contains("..", StringComparer.Ordinal))
            throw new UserErrorException($"{path}: a candidate's files must lie in its own folder.");
        CheckHistory(path);
        if (path.Split('/')[0] == "data")
            throw new UserErrorException($"{path}: data/ is where a candidate finds the task's data; give its own files another name.");
    }

    /// <summary>Whether a repository may hold a file of that path.</summary>
    /// <exception cref="UserErrorException">Git would take it for a repository of its own.</exception>
    public static void CheckHistory(string path)
    {
        if (path.Split('/').Any(IsHistory))
            throw new UserErrorException($"{path}: a candidate's files can't hold a git repository of their own.");
    }

    // Also what other file systems take for .git, which git refuses everywhere: "git~1", ".GIT ", ".g<joiner>it".
    private static bool IsHistory(string name) =>
        string.Concat(name.Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format)).Split(':')[0].TrimEnd(' ', '.').ToLowerInvariant() is ".git" or "git~1";
}
