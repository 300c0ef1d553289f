using System.Globalization;
using Longhaul.Runs.Files;

namespace Longhaul.Runs.Folder;

/// <summary>Says who owns a run's journal. The kernel lets go of it when the owner dies, however it dies.</summary>
public sealed class RunLock : IDisposable
{
    private const int Attempts = 10;

    private readonly FileStream _stream;

    private RunLock(FileStream stream) => _stream = stream;

    /// <summary>Takes the run.</summary>
    /// <exception cref="UserErrorException">Another process holds it; the message says which.</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    public static RunLock Take(RunFolder folder)
    {
        Directory.CreateDirectory(folder.Cache);
        var taken = new RunLock(Lock(folder));
        try
        {
            AtomicFile.Write(OwnerFile(folder), string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n"));
            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>The process that holds the run now; null when nobody does.</summary>
    public static int? Owner(RunFolder folder)
    {
        try
        {
            if (!File.Exists(LockFile(folder)))
                return null;
            // A shared lock: several may look at once without taking each other for the owner.
            using var probe = new FileStream(LockFile(folder), FileMode.Open, FileAccess.Read, FileShare.Read);
            return null;
        }
        catch (IOException)
        {
            return File.Exists(OwnerFile(folder)) && int.TryParse(File.ReadAllText(OwnerFile(folder)), CultureInfo.InvariantCulture, out var pid) ? pid : 0;
        }
    }

    public void Dispose() => _stream.Dispose();

    private static FileStream Lock(RunFolder folder)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(LockFile(folder), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            // Who only looks whether someone works here holds the lock too, for a moment.
            catch (IOException) when (attempt < Attempts && File.Exists(LockFile(folder)))
            {
                Thread.Sleep(20);
            }
            catch (IOException) when (File.Exists(LockFile(folder)) && Owner(folder) is { } pid)
            {
                throw new UserErrorException(
                    $"{folder.Root} is being worked on by process {pid}. `longhaul attach {folder.Id}` shows it, `longhaul stop {folder.Id}` ends it.");
            }
        }
    }

    private static string LockFile(RunFolder folder) => Path.Combine(folder.Cache, "owner.lock");

    private static string OwnerFile(RunFolder folder) => Path.Combine(folder.Cache, "owner.pid");
}
