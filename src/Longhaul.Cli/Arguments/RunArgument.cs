using System.CommandLine;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;

namespace Longhaul.Cli.Arguments;

/// <summary>RUN: a path, or the beginning of a run's id in the folder of runs.</summary>
internal static class RunArgument
{
    private const int ListedAtMost = 10;

    public static Argument<string> Create() => new("RUN") { Description = "A run's folder, or the beginning of its id." };

    /// <summary>The run that a person means.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="runs">The folder of runs.</param>
    /// <exception cref="UserErrorException">There is none, or more than one.</exception>
    public static RunFolder Find(string text, string runs)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new UserErrorException("The name of the run is empty. `longhaul list` shows those there are.");
        var isFolder = Directory.Exists(text);
        if (isFolder && new RunFolder(text) is { Exists: true } folder)
            return folder;
        var ids = Below(runs).Select(run => run.Id).ToList();
        var meant = ids.Where(id => id.StartsWith(text, StringComparison.Ordinal)).ToList();
        return meant switch
        {
            [var only] => new RunFolder(Path.Combine(runs, only)),
            [] when isFolder => throw new UserErrorException($"{text}: this is no run: it has neither run.json nor journal.jsonl."),
            [] => throw new UserErrorException($"{text}: there is no such run in {Path.GetFullPath(runs)}.{NearestName.Hint(text, ids)} `longhaul list` shows those there are."),
            _ when meant.Contains(text) => new RunFolder(Path.Combine(runs, text)),
            _ => throw new UserErrorException($"{text}: this is the beginning of {meant.Count} runs:\n  {string.Join("\n  ", meant.Take(ListedAtMost))}"),
        };
    }

    /// <summary>The runs in a folder, oldest name first.</summary>
    public static IEnumerable<RunFolder> Below(string runs) => !Directory.Exists(runs)
        ? []
        : Directory.EnumerateDirectories(runs).Order(StringComparer.Ordinal).Select(folder => new RunFolder(folder)).Where(run => run.Exists);
}
