using System.Text.Json;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Execution.Network;
using Longhaul.Execution.Packages;
using Longhaul.Execution.Python;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Search.Experiments;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Tracks.Environments;

/// <summary>
/// Installs packages in a sandbox of their own: it may write the new folder alone, sees nothing of the run, and reaches the hosts of the machine's index,
/// through the proxy that logs and applies the blacklist.
/// </summary>
/// <param name="plain">What commands find around them, without network and earlier packages.</param>
/// <param name="hosts">Hosts that the task grants anyway, where an index gives files out from others.</param>
internal sealed class PackageInstaller(
    RunFolder run, RunSettings settings, IExecutor executor, CommandSurroundings plain, IReadOnlyList<string> hosts, Blacklist blacklist, RequestLog requests, TimeProvider clock) : IPackageInstaller
{
    private static readonly Bytes Room = Bytes.FromGiB(20);
    private static readonly Bytes LargestLog = Bytes.FromMiB(64);

    /// <inheritdoc/>
    public async Task<InstallFinding> InstallAsync(InstallOrder order, TimeSpan limit, CancellationToken cancellationToken)
    {
        var staging = Path.Combine(run.Cache, "staging", InstallOrder.JobOf(order.Use));
        var installed = false;
        try
        {
            var recipe = PackageRecipes.Of(order.Manager);
            var source = await recipe.SourceAsync(await PythonAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            var install = Fresh(order, staging);
            var (outcome, printed) = await RunAsync(recipe.Job(install, source), source, limit, Path.Combine(staging, "log.txt"), cancellationToken).ConfigureAwait(false);
            if (outcome.Ending != Ending.Success)
                return new InstallFinding(null, outcome.Ending == Ending.Error ? printed : $"{printed}\nIt was ended ({outcome.Ending}). {outcome.Detail}");
            var packages = recipe.Installed(install);
            installed = true;
            return new InstallFinding(packages, printed);
        }
        catch (Exception problem) when (problem is EnvironmentLacksException or UntrustedFileException or JsonException or KeyNotFoundException)
        {
            return new InstallFinding(null, problem.Message);
        }
        finally
        {
            FolderRemoval.Remove(staging);
            if (!installed)
                FolderRemoval.Remove(order.Folder);
        }
    }

    private async Task<string> PythonAsync(CancellationToken cancellationToken) =>
        settings.Python is { } named ? (await PythonInstallation.FindAsync(named, cancellationToken).ConfigureAwait(false)).Executable : PythonInstallation.System;

    // What an earlier attempt left is of no use: half an installation.
    private PackageInstall Fresh(InstallOrder order, string staging)
    {
        FolderRemoval.Remove(staging);
        FolderRemoval.Remove(order.Folder);
        var work = Path.Combine(staging, "work");
        var cache = Path.Combine(run.Cache, "packages", order.Manager.Word());
        foreach (var folder in new[] { work, cache, order.Folder })
            Directory.CreateDirectory(folder);
        return new PackageInstall(new JobId(InstallOrder.JobOf(order.Use)), order.Requests, work, order.Folder, cache)
        {
            Kept = order.Kept,
            Builds = settings.Packages.Contains(Runs.Tasks.PackageWords.Source, StringComparer.Ordinal),
        };
    }

    private async Task<(JobOutcome Outcome, string Printed)> RunAsync(Job job, PackageSource source, TimeSpan limit, string log, CancellationToken cancellationToken)
    {
        await using var network = RunNetwork.Open([.. source.Hosts, .. hosts], blacklist, requests, settings, clock);
        var around = (network?.In(plain) ?? plain).Around(job);
        await executor.SubmitAsync(
            around with { Environment = Reaching(around.Environment), Limits = plain.Limits with { Wall = limit, Written = Room }, LogFile = log }, cancellationToken).ConfigureAwait(false);
        var outcome = await executor.WatchToEndAsync(job.Id, cancellationToken).ConfigureAwait(false);
        var printed = File.Exists(log) ? JobFiles.ReadText(Path.GetDirectoryName(log)!, Path.GetFileName(log), LargestLog) : "";
        return (outcome, source.Secrets.Aggregate(printed, (text, secret) => text.Replace(new Uri(secret).UserInfo, "•••", StringComparison.Ordinal)));
    }

    // An index on this machine is reached through the proxy too: the sandbox's own loopback is another one.
    private static Dictionary<string, string> Reaching(IReadOnlyDictionary<string, string> variables) => new(variables, StringComparer.Ordinal) { ["NO_PROXY"] = "", ["no_proxy"] = "" };
}
