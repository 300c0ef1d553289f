using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Team.Desk;
using Longhaul.Team.Texts;

namespace Longhaul.Team.Tools.Running;

/// <summary>
/// Starts, looks at and ends commands in the background. Such a command sees the workspace read-only and writes its own folder alone, so that it never changes
/// what another use of a tool may be rolled back to (law 2); when it is over, the host puts what it left into <c>log/jobs/ID/</c>.
/// </summary>
public static class BackgroundJobs
{
    /// <summary>How many may run at once.</summary>
    public const int Most = 2;

    private const int MostFiles = 500;
    private const string Output = "output.txt";
    private static readonly Bytes LargestLeft = Bytes.FromMiB(512);

    /// <summary>Where a job's output and files stand in the workspace.</summary>
    public static string PathOf(string job) => $"log/jobs/{job}";

    /// <summary>Where a job works on the host.</summary>
    internal static JobPlace PlaceOf(RunFolder run, string job)
    {
        var folder = Path.Combine(run.Cache, "scratch", job);
        return new JobPlace(new JobId(job), folder, folder + ".log");
    }

    /// <summary>Takes a look's output and, where the job is over, what it left. Done twice it changes nothing.</summary>
    /// <returns>What was printed since the last look.</returns>
    internal static string Take(RunLedger ledger, string session, string job, JobLook look)
    {
        var kept = Path.Combine(ledger.Folder.Workspace, PathOf(job));
        var output = Path.Combine(kept, Output);
        var printed = Plain.Of(look.Printed);
        var before = File.Exists(output) ? File.ReadAllText(output) : "";
        if (look.IsOver)
        {
            var files = Keep(ledger.Folder, job, kept);
            AtomicFile.Write(output, printed);
            if (ledger.State.Team.Jobs[job].Ended is null)
                ledger.Record(session, Ended(session, job, look, files));
            var place = PlaceOf(ledger.Folder, job);
            FolderRemoval.Remove(place.Folder);
            File.Delete(place.Log);
        }
        else if (printed.Length > before.Length)
        {
            AtomicFile.Write(output, printed);
        }

        return printed.StartsWith(before, StringComparison.Ordinal) ? printed[before.Length..] : printed;
    }

    /// <summary>Ends all jobs of a session.</summary>
    internal static async Task EndAsync(RunLedger ledger, IDesk desk, string session, CancellationToken cancellationToken)
    {
        foreach (var job in ledger.State.Team.Jobs.Values.Where(job => job.Ended is null && job.Started.Session == session).Select(job => job.Started.Job).Order(StringComparer.Ordinal))
            Take(ledger, session, job, await desk.Jobs.StopAsync(PlaceOf(ledger.Folder, job), $"{job}.end", cancellationToken).ConfigureAwait(false));
    }

    private static JobEnded Ended(string session, string job, JobLook look, int files) => look.Outcome is { } outcome
        ? new JobEnded(session, job, outcome.Ending.ToString().ToLowerInvariant(), outcome.ExitCode, Math.Round(outcome.Wall.TotalSeconds, 3), outcome.Detail, files)
        : new JobEnded(session, job, "interrupted", null, 0, null, files);

    /// <summary>Copies what the job left, small files first, within bounds; gives how many.</summary>
    private static int Keep(RunFolder run, string job, string kept)
    {
        FolderRemoval.Remove(kept);
        var folder = PlaceOf(run, job).Folder;
        if (!Directory.Exists(folder))
            return 0;
        try
        {
            var left = LargestLeft.Value;
            var chosen = JobFiles.List(folder).OrderBy(file => file.Length.Value).ThenBy(file => file.Path, StringComparer.Ordinal).Take(MostFiles)
                .TakeWhile(file => (left -= file.Length.Value) >= 0).Select(file => file.Path).Where(path => path != Output).ToHashSet(StringComparer.Ordinal);
            JobFiles.CopyFolder(folder, kept, chosen.Contains);
            return chosen.Count;
        }
        catch (UntrustedFileException)
        {
            // Folders without end hold nothing that could be kept.
            FolderRemoval.Remove(kept);
            return 0;
        }
    }
}
