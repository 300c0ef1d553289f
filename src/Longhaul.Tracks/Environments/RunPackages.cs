using Longhaul.Execution.Files;
using Longhaul.Execution.Packages;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Search.State;
using Longhaul.Team.Desk;

namespace Longhaul.Tracks.Environments;

/// <summary>
/// The packages of a run. Each installation makes a folder of its own with everything that was asked of its manager by then; from the journal's entry on,
/// commands see that one. So an installation that fails or is cut off changes nothing.
/// </summary>
/// <param name="installer">What makes installations, on tape or not.</param>
/// <param name="changed">Told after each: files that tell of packages are brought up to date.</param>
internal sealed class RunPackages(RunLedger ledger, RunSettings settings, IPackageInstaller installer, Action changed) : IPackageDesk, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);

    /// <inheritdoc/>
    public IReadOnlyList<string> Permitted => settings.Packages;

    /// <summary>How commands see what was added.</summary>
    public static AddedView ViewOf(RunFolder run, EnvironmentState state) => state.Current.Aggregate(
        AddedView.Nothing, (view, installed) => view.And(PackageRecipes.Of(PackageSystems.Of(installed.Manager)!.Value).View(FolderOf(run, installed.Manager, installed.Number))));

    /// <inheritdoc/>
    public async Task<PackageAnswer> AddAsync(
        string use, PackageSystem manager, IReadOnlyList<PackageRequest> requests, TimeSpan limit, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var answer = ledger.State.Environment.Installations.Find(known => known.Use == use) is { } done
                ? new PackageAnswer(done, "")
                : await InstallAsync(use, manager, requests, limit, cancellationToken).ConfigureAwait(false);
            if (answer.Installed is not null)
                changed();
            return answer;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<PackageAnswer> InstallAsync(
        string use, PackageSystem manager, IReadOnlyList<PackageRequest> requests, TimeSpan limit, CancellationToken cancellationToken)
    {
        var state = ledger.State.Environment;
        var number = state.Installations.Count + 1;
        var before = state.Current.FirstOrDefault(installed => installed.Manager == manager.Word());
        var (all, kept) = InstallWish.Of(manager, before, requests);
        var finding = await installer.InstallAsync(new InstallOrder(use, manager, FolderOf(ledger.Folder, manager.Word(), number), all, kept), limit, cancellationToken).ConfigureAwait(false);
        if (finding.Installed is not { } packages)
            return new PackageAnswer(null, finding.Printed);
        if (packages.FirstOrDefault(package => PackagePin.Of(manager, package) is null) is { } odd)
            return new PackageAnswer(null, $"{finding.Printed}\nA package calls itself '{Printable.Line(odd.Name, 100)}' in version '{Printable.Line(odd.Version, 100)}', which is no name of a package.");
        ledger.Record($"p{number}", new PackagesInstalled(number, use, manager.Word(), [.. all.Select(request => request.Text)], packages));
        Forget(manager, keep: [before?.Number ?? number, number]);
        return new PackageAnswer(ledger.State.Environment.Installations[^1], finding.Printed);
    }

    // What runs beside may still see the installation before this one; older ones only take room.
    private void Forget(PackageSystem manager, int[] keep)
    {
        foreach (var old in ledger.State.Environment.Installations.Where(installed => installed.Manager == manager.Word() && !keep.Contains(installed.Number)))
            FolderRemoval.Remove(FolderOf(ledger.Folder, old.Manager, old.Number));
    }

    private static string FolderOf(RunFolder run, string manager, int number) => Path.Combine(run.Environment, $"{manager}-{number}");
}
