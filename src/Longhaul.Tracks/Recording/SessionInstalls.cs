using Longhaul.Tracks.Environments;

namespace Longhaul.Tracks.Recording;

/// <summary>An installer whose findings are recorded.</summary>
internal sealed class RecordingInstaller(IPackageInstaller live, SessionWriter writer) : IPackageInstaller
{
    public async Task<InstallFinding> InstallAsync(InstallOrder order, TimeSpan limit, CancellationToken cancellationToken)
    {
        var finding = await live.InstallAsync(order, limit, cancellationToken).ConfigureAwait(false);
        writer.Add(new SessionInstall(order.Use, finding.Installed, finding.Printed));
        return finding;
    }
}

/// <summary>Gives recorded findings; nothing is installed, and nothing runs that would need it.</summary>
internal sealed class ReplayedInstaller(SessionRecording recording) : IPackageInstaller
{
    public Task<InstallFinding> InstallAsync(InstallOrder order, TimeSpan limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return recording.Install(order.Use) is { } made
            ? Task.FromResult(new InstallFinding(made.Packages, made.Printed))
            : throw new ReplayDifferenceException("an installation that the recording doesn't hold", "(nothing)", $"{order.Use}: {string.Join(' ', order.Requests.Select(request => request.Text))}");
    }
}
