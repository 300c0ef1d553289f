using System.Globalization;

namespace Longhaul.Reporting.Verification;

/// <summary>The evidence of a paper's experiments and what its last reproduction made, against the hashes that the journal has of them.</summary>
internal static class PaperFilesCheck
{
    public static void Run(VerifyContext context)
    {
        var count = 0;
        foreach (var trial in context.State.Paper.Trials.Values)
            count += Hold(context, trial.Ended?.Evidence, trial.Id);
        // What lies in the workspace is the roles' to change.
        foreach (var stage in context.State.Stages)
            count += Hold(context, stage.Hashes.Where(file => !file.Key.StartsWith("workspace/", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal), $"the stage '{stage.Stage}'");
        count += Hold(context, context.State.Paper.Reproduced?.Evidence, "the last reproduction");
        foreach (var trial in context.State.Paper.Trials.Values)
            Unrecorded(context, trial.Id, trial.Ended?.Evidence);
        context.Checked.Add(string.Create(CultureInfo.InvariantCulture, $"{count} stored files against the journal's hashes"));
    }

    private static int Hold(VerifyContext context, IReadOnlyDictionary<string, string>? evidence, string owner)
    {
        foreach (var (path, hash) in (evidence ?? new Dictionary<string, string>(StringComparer.Ordinal)).OrderBy(file => file.Key, StringComparer.Ordinal))
            context.Agrees(path, hash, owner);
        return evidence?.Count ?? 0;
    }

    private static void Unrecorded(VerifyContext context, string trial, IReadOnlyDictionary<string, string>? evidence)
    {
        var folder = context.Folder.Experiment(trial);
        if (evidence is null || !Directory.Exists(folder))
            return;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(context.Folder.Root, file)).Order(StringComparer.Ordinal))
        {
            if (!evidence.ContainsKey(path))
                context.Add(path, $"is not among the evidence that the journal recorded for {trial}");
        }
    }
}
