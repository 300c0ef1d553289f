using Longhaul.Cli.Hosting;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Cli.Progress;

/// <summary>Lets a run work while a person watches: on a live screen, or line by line where nobody looks.</summary>
internal sealed class RunShow(Session session, bool json)
{
    private const string Finishing = "Finishing up; Ctrl-C once more ends at once.";

    /// <summary>Whether the work needs time to end once it is interrupted, which a person is told.</summary>
    public bool Finishes { get; init; } = true;

    /// <summary>Does the work and prints the result.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(Func<RunHost, Task<RunResult>> work)
    {
        var result = await WatchAsync(progress => work(new RunHost(session.Clock, progress)));
        ResultText.Print(session, result, json);
        return result.ExitCode;
    }

    /// <summary>Does the work while it is shown.</summary>
    /// <param name="newAlone">Whether what had happened before is left out where lines are printed.</param>
    public async Task<T> WatchAsync<T>(Func<IProgress<LiveStatus>, Task<T>> work, bool newAlone = false)
    {
        var screen = session.Screen(json);
        if (!screen.Profile.Capabilities.Interactive || !screen.Profile.Capabilities.Ansi)
        {
            session.OnInterrupt = Finishes ? () => session.Error.WriteLine(Finishing) : null;
            return await work(new PlainProgress(json ? session.Error : session.Out, session.Clock, newAlone));
        }

        var live = new LiveProgress(screen, session.Clock);
        session.OnInterrupt = Finishes ? () => live.Notice = Finishing : null;
        return await live.ShowAsync(() => work(live));
    }
}
