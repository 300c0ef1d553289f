using System.Diagnostics;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Runs;

namespace Longhaul.Execution.Resources;

/// <summary>
/// Measures what a job has written, beside whoever looks, and as often as is cheap: a folder of 100,000 files takes a third of a second to
/// walk, so after each measure it rests for twenty times as long, and costs at most a twentieth of a core. A single file can't outrun it
/// (RLIMIT_FSIZE).
/// </summary>
/// <param name="folders">All that the job can write: its folder first, then writable mounts and its temporary folder.</param>
/// <param name="limit">Bytes in them together.</param>
/// <param name="time">Paces the measures.</param>
internal sealed class DiskWatch(IReadOnlyList<string> folders, Bytes limit, TimeProvider time)
{
    private const int RestFactor = 20;
    private const int Block = 512; // a file limit is set in blocks, so a file that reached it may stay this much below

    private Task<Breach?> measure = Task.FromResult<Breach?>(null);
    private long restUntil;

    /// <summary>What the last measure showed; starts another where it is time.</summary>
    /// <param name="hostBytes">What the host itself wrote there: the log.</param>
    /// <param name="processes">Looked at for deleted files that they hold open.</param>
    public Breach? Look(long hostBytes, Func<IReadOnlyCollection<int>> processes)
    {
        if (!measure.IsCompleted)
            return null;
        var last = measure.Result;
        if (last is null && time.GetTimestamp() >= Volatile.Read(ref restUntil))
            measure = Task.Run(() => Measure(hostBytes, processes()));
        return last;
    }

    /// <summary>Measures once more, after the job has ended.</summary>
    public async Task<Breach?> MeasureAtEndAsync(long hostBytes) => await measure ?? await Task.Run(() => Measure(hostBytes, []));

    private Breach? Measure(long hostBytes, IReadOnlyCollection<int> processes)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var sum = folders.Sum(FolderWalk.Measure) + DeletedFiles.Measure(folders[0], processes) - hostBytes;
            return sum + Block > limit.Value ? Over(sum) : null;
        }
        catch (UntrustedFileException e)
        {
            return new Breach(Ending.Limit, $"bytes: {e.Message}");
        }
        finally
        {
            Volatile.Write(ref restUntil, time.GetTimestamp() + (long)(watch.Elapsed.TotalSeconds * RestFactor * time.TimestampFrequency));
        }
    }

    private Breach Over(long sum)
    {
        var overshot = sum > limit.Value ? $" (overshot by {new Bytes(sum - limit.Value)})" : "";
        return new Breach(Ending.Limit, $"bytes: {new Bytes(sum)} written where {limit} are allowed{overshot}");
    }
}
