using System.Globalization;
using Longhaul.Runs;
using Longhaul.Search.State;

namespace Longhaul.Reporting.Verification;

/// <summary>Runs the command of a paper's experiment again and compares how it ends and every file that is evidence, byte by byte. What it prints may tell the time.</summary>
internal static class TrialRerunCheck
{
    public static async Task RunAsync(VerifyContext context, VerifyOptions options, CancellationToken cancellationToken)
    {
        if (options.Rerun is not { } id)
            return;
        if (options.RerunTrialWith is not { } again)
            throw new UserErrorException("There is nothing that could run an experiment again here.");
        if (!context.State.Paper.Trials.TryGetValue(id.Number, out var trial) || trial.Ended is null)
            throw new UserErrorException($"{id}: the run has no such finished experiment; `longhaul tree` lists them.");
        Compare(context, trial, await again(id, cancellationToken).ConfigureAwait(false));
    }

    private static void Compare(VerifyContext context, Trial trial, TrialAgain again)
    {
        var ended = trial.Ended!;
        var folder = Path.GetRelativePath(context.Folder.Root, Path.Combine(context.Folder.Experiment(trial.Id), "files")) + "/";
        if (again.Ending != ended.Ending)
            context.Add(folder, $"run again, {trial.Id} ended with {again.Ending}, not {ended.Ending}{(again.Detail is { } detail ? $" ({detail})" : "")}");
        var evidence = ended.Evidence.Where(file => file.Key.StartsWith(folder, StringComparison.Ordinal)).OrderBy(file => file.Key, StringComparer.Ordinal).ToList();
        foreach (var (path, hash) in evidence)
        {
            if (!again.Files.TryGetValue(path[folder.Length..], out var found))
                context.Add(path, $"run again, {trial.Id} makes no such file");
            else if (found != hash)
                context.Add(path, $"run again, {trial.Id} makes another content (where the command uses chance or tells the time, that is to be expected)");
        }

        context.Checked.Add(string.Create(CultureInfo.InvariantCulture, $"{trial.Id} by running it again: {evidence.Count} files"));
    }
}
