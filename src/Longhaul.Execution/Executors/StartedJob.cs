using Longhaul.Execution.Processes;
using Longhaul.Execution.Resources;
using Longhaul.Execution.Sandbox;
using Microsoft.Win32.SafeHandles;

namespace Longhaul.Execution.Executors;

/// <summary>The handles of a job that runs.</summary>
/// <param name="Job">As submitted.</param>
/// <param name="Prepared">What was made for it.</param>
/// <param name="Child">Its outermost process.</param>
/// <param name="Group">What holds it to its limits.</param>
/// <param name="Disk">What measures what it writes.</param>
/// <param name="Log">What copies its output.</param>
/// <param name="StatusFile">Where its sandbox reports.</param>
/// <param name="Kind">Its sandbox.</param>
internal sealed record StartedJob(
    Job Job, PreparedJob Prepared, ChildProcess Child, IResourceGroup Group, DiskWatch Disk, LogPump Log, SafeFileHandle StatusFile, SandboxKind Kind)
{
    private const int NotExecutable = 126;
    private const int NoSuchProgram = 127;

    private static readonly string[] ForkRefusals = ["cannot fork", "resource temporarily unavailable", "can't start new thread", "BlockingIOError"];

    private ProcessIdentity? inner;

    public SandboxStatus Status => SandboxStatus.Parse(Descriptors.ReadAll(StatusFile));

    public JobProcesses Processes => new(Child.Identity, inner ??= Status.InnerPid is { } pid ? ProcessIdentity.Of(pid) : null);

    public JobRecord Record(JobOutcome? outcome) =>
        new(Job.Id.Value, ProcessIdentity.Self, Child.Identity, Processes.Inner, Group.Folders, outcome is null ? null : RecordedOutcome.Of(outcome));

    /// <summary>A limit that the host itself counts: output and bytes.</summary>
    public Breach? HostBreach() => OutputBreach() ?? Disk.Look(LogBytes, () => Group.Members(Processes));

    /// <summary>As <see cref="HostBreach"/>, measured once more when nothing writes any longer.</summary>
    public async Task<Breach?> HostBreachAtEndAsync() => OutputBreach() ?? await Disk.MeasureAtEndAsync(LogBytes);

    /// <summary>
    /// Where only the user's process limit holds (no control group), the kernel counts no refusals: a failed program's own words are all there
    /// is to tell a fork bomb that ended between two looks.
    /// </summary>
    public Breach? RefusedForks() =>
        Group.ProcessesOfUser is not null && Array.Exists(ForkRefusals, text => Log.Head.Contains(text, StringComparison.OrdinalIgnoreCase))
            ? new Breach(Ending.Limit, $"processes: more than {Job.Limits.Processes} at once (by its own words)", Fatal: false)
            : null;

    /// <summary>Asks the program to end. bubblewrap's own two processes are spared: the first would take the rest with it at once.</summary>
    /// <returns>False where no program runs yet.</returns>
    public bool Terminate()
    {
        var own = Processes;
        if (Kind == SandboxKind.Bubblewrap && own.Inner is null)
            return false;
        var program = Group.Members(own).Where(pid => Kind == SandboxKind.None || (pid != own.Outer.Pid && pid != own.Inner?.Pid)).ToArray();
        foreach (var pid in program)
            _ = LibC.kill(pid, LibC.SIGTERM);
        return program.Length > 0;
    }

    /// <summary>The first process of a pid namespace takes all others with it; the members are for where there is none.</summary>
    public void Kill()
    {
        var own = Processes;
        Group.Seal();
        own.Inner?.Signal(LibC.SIGKILL);
        own.Outer.Signal(LibC.SIGKILL);
        foreach (var pid in Group.Members(own))
            _ = LibC.kill(pid, LibC.SIGKILL);
    }

    /// <summary>After the outermost process ended: nothing of the job lives on, and its log is complete.</summary>
    public async Task EndTreeAsync(TimeProvider time)
    {
        for (var wait = 1; wait < 2000 && (Processes.Inner?.IsAlive == true || Group.Members(Processes).Count > 0); wait *= 2)
        {
            Kill();
            await Task.Delay(TimeSpan.FromMilliseconds(wait), time);
        }

        if (await Task.WhenAny(Log.Done, Task.Delay(TimeSpan.FromSeconds(1), time)) != Log.Done)
            Log.Abandon();
        await Log.Done;
    }

    /// <summary>bubblewrap ended by itself and reported no exit code: the program never ran.</summary>
    /// <exception cref="SandboxException">The sandbox could not be set up.</exception>
    public ExitStatus CheckThatItRan(ExitStatus exit, SandboxStatus status)
    {
        if (exit.Code is null || status.ExitCode is not null || status.Started)
            return exit;
        var said = Log.Head.Trim();
        if (said.StartsWith("bwrap: execvp", StringComparison.Ordinal))
            return exit with { Code = said.EndsWith("Permission denied", StringComparison.Ordinal) ? NotExecutable : NoSuchProgram }; // the sandbox stood; the command is no program in it
        Log.Erase();
        throw new SandboxException($"The sandbox could not be set up, so the program never ran: {said} (longhaul doctor says what this machine allows)");
    }

    private long LogBytes => Log.InFolder ? Log.Written : 0;

    private Breach? OutputBreach() => Log.Exceeded ? new Breach(Ending.Limit, $"output: more than {Job.Limits.Output}") : null;

    /// <summary>The kernel needs a moment to take the last process out of its group.</summary>
    public async Task CleanUpAsync(TimeProvider time)
    {
        Log.Dispose();
        StatusFile.Dispose();
        for (var wait = 1; wait < 500 && !Group.TryRemove(); wait *= 2)
            await Task.Delay(TimeSpan.FromMilliseconds(wait), time);
        Prepared.CleanUp();
    }
}
