using Longhaul.Runs;

namespace Longhaul.Execution.Sandbox;

/// <summary>What one job may use. Enforced by cgroups where they can be used, by a watchdog otherwise.</summary>
public sealed record Limits
{
    /// <summary>Wall time; default 1 hour.</summary>
    public TimeSpan Wall { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Memory of the whole tree of processes; default 4 GiB.</summary>
    public Bytes Memory { get; init; } = Bytes.FromGiB(4);

    /// <summary>Cores; default: all.</summary>
    public int Cores { get; init; } = Environment.ProcessorCount;

    /// <summary>Processes and threads at once; default 512.</summary>
    public int Processes { get; init; } = 512;

    /// <summary>Bytes in the job's folder and its writable mounts together at most; default 10 GiB.</summary>
    public Bytes Written { get; init; } = Bytes.FromGiB(10);

    /// <summary>Bytes in /tmp and in /dev/shm, each; default 1 GiB, never more than <see cref="Memory"/>, of which they are a part.</summary>
    public Bytes Temporary { get; init; } = Bytes.FromGiB(1);

    /// <summary>Bytes of standard output and error together; default 50 MB.</summary>
    public Bytes Output { get; init; } = new(50_000_000);
}

/// <summary>A folder or file of the host that a job sees.</summary>
/// <param name="Source">The host's absolute path.</param>
/// <param name="Target">Where it appears: an absolute path, or one below the working directory (<c>data</c>).</param>
/// <param name="Writable">False: read-only.</param>
public sealed record Mount(string Source, string Target, bool Writable = false);
