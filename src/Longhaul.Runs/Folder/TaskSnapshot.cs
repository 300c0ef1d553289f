using System.Text.Json;
using System.Text.Json.Serialization;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Runs.Folder;

/// <summary>
/// The task inside a run: its public part in <c>task/public/</c>, its private part in <c>vault/private/</c>, and what was understood of it in
/// <c>task/package.json</c>, all paths relative to the run, so that a run can be moved and outlives the package.
/// </summary>
public static class TaskSnapshot
{
    private const string Private = "vault/private";

    /// <summary>Copies a task into a run. Doing it again after a crash makes it whole.</summary>
    /// <exception cref="UserErrorException">The public part holds a link or something that is no file.</exception>
    public static void Take(TaskPackage task, RunFolder run)
    {
        CopyFolder(task.PublicFolder, Path.Combine(run.Task, "public"), run);
        var privateFolder = Path.Combine(task.Folder, "private");
        if (Directory.Exists(privateFolder))
            CopyFolder(privateFolder, Path.Combine(run.Root, Private), run);
        string Inside(string path) => Moved(task, run, path);
        var package = task with
        {
            Folder = "task",
            PublicFolder = "task/public",
            TrainFile = Inside(task.TrainFile),
            TestFile = Inside(task.TestFile),
            SampleFile = Inside(task.SampleFile),
            DescriptionFile = task.DescriptionFile is { } description ? Inside(description) : null,
            Grader = task.Grader is { Answers: { } answers } grader ? grader with { Answers = Inside(answers) } : task.Grader,
            Medals = task.Medals is { Leaderboard: { } leaderboard } medals ? medals with { Leaderboard = Inside(leaderboard) } : task.Medals,
        };
        AtomicFile.Write(PackageFile(run), JsonSerializer.Serialize(package, TaskSnapshotJson.Default.TaskPackage) + "\n");
    }

    /// <summary>The task of a run, with absolute paths.</summary>
    /// <exception cref="UserErrorException">The run holds no task.</exception>
    public static TaskPackage Read(RunFolder run)
    {
        if (PaperSnapshot.IsIn(run))
            throw new UserErrorException($"{run.Root}: reproduces a paper; this is for competitions. `longhaul show {run.Id}`, `log` and `cost` tell about it, and what it delivers is {run.Code}.");
        if (!File.Exists(PackageFile(run)))
            throw new UserErrorException($"{run.Root}: the run has no task yet (it was ended before its task was copied). `longhaul resume {run.Id}` goes on.");
        string Full(string path) => Path.Combine(run.Root, path);
        using var stream = File.OpenRead(PackageFile(run));
        var task = JsonSerializer.Deserialize(stream, TaskSnapshotJson.Default.TaskPackage)!;
        return task with
        {
            Folder = Full(task.Folder),
            PublicFolder = Full(task.PublicFolder),
            TrainFile = Full(task.TrainFile),
            TestFile = Full(task.TestFile),
            SampleFile = Full(task.SampleFile),
            DescriptionFile = task.DescriptionFile is { } description ? Full(description) : null,
            Grader = task.Grader is { Answers: { } answers } grader ? grader with { Answers = Full(answers) } : task.Grader,
            Medals = task.Medals is { Leaderboard: { } leaderboard } medals ? medals with { Leaderboard = Full(leaderboard) } : task.Medals,
            NumberForms = task.NumberForms ?? NumberForm.None, // an earlier release wrote none
        };
    }

    private static string PackageFile(RunFolder run) => Path.Combine(run.Task, "package.json");

    // Where a file of the package went; one that lay elsewhere (an answers file beside the package, a table unpacked from a zip) is copied now.
    private static string Moved(TaskPackage task, RunFolder run, string path)
    {
        if (Below(task.PublicFolder, path) is { } inPublic)
            return Path.Combine("task/public", inPublic);
        if (Below(Path.Combine(task.Folder, "private"), path) is { } inPrivate)
            return Path.Combine(Private, inPrivate);
        var isPrivate = path == task.Grader?.Answers || path == task.Medals?.Leaderboard;
        var inside = Path.Combine(isPrivate ? Private : "task/tables", Path.GetFileName(path));
        AtomicFile.Copy(path, Path.Combine(run.Root, inside));
        return inside;
    }

    private static string? Below(string folder, string path)
    {
        var relative = Path.GetRelativePath(folder, path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? null : relative;
    }

    // The run itself may lie below what is copied: a person who is in the folder makes it there.
    private static void CopyFolder(string from, string to, RunFolder run)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos().Where(entry => entry.FullName != run.Root))
        {
            if (entry.LinkTarget is not null)
                throw new UserErrorException($"{entry.FullName}: is a link. A task's files must be plain files; copy what it points to in its place.");
            var target = Path.Combine(to, entry.Name);
            if (entry is DirectoryInfo)
                CopyFolder(entry.FullName, target, run);
            else if (!NonBlockingFile.IsPlain(entry.FullName))
                throw new UserErrorException($"{entry.FullName}: can't be copied: it is a pipe, a socket or a device, or its name is no UTF-8. A task's files must be plain files.");
            else
                File.Copy(entry.FullName, target, overwrite: true);
        }
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TaskPackage))]
internal sealed partial class TaskSnapshotJson : JsonSerializerContext;
