using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using Longhaul.Execution.Processes;
using Microsoft.Win32.SafeHandles;

namespace Longhaul.Execution.Files;

/// <summary>
/// Removes a folder whatever a job left in it: trees deeper than any path may be long, names that are no text, folders without rights. Nothing
/// may run in it any more.
/// </summary>
public static class FolderRemoval
{
    private const uint OwnersRights = 0x1c0; // rwx------

    /// <summary>Removes the folder with all that is in it; a missing one is no fault.</summary>
    /// <exception cref="IOException">Something in it can't be removed.</exception>
    public static void Remove(string path)
    {
        if (!Directory.Exists(path))
            return;
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using (var folder = FolderHandle.Open(path, []))
            Empty(folder);
        Directory.Delete(path);
    }

    /// <summary>Removes all that is in a folder but one entry. Exceptions as in <see cref="Remove"/>.</summary>
    /// <param name="keep">The name of what stays.</param>
    public static void Clear(string path, string keep)
    {
        if (!Directory.Exists(path))
            return;
        using var folder = FolderHandle.Open(path, []);
        foreach (var name in RawFolder.List(folder).Where(name => name.ToString() != keep && !Unlink(folder, name)))
        {
            _ = Change(folder, name);
            using (var inner = RawFolder.Open(folder, name))
            {
                if (inner is not null)
                    Empty(inner);
            }

            if (!Unlink(folder, name))
                throw Fault(name);
        }
    }

    // Level by level: the folders of the level below are moved up here, so that no depth matters.
    private static void Empty(SafeFileHandle folder)
    {
        var moved = 0;
        while (RawFolder.List(folder) is { Count: > 0 } names)
        {
            foreach (var name in names.Where(name => !Unlink(folder, name)))
            {
                _ = Change(folder, name);
                using (var inner = RawFolder.Open(folder, name))
                    MoveUp(inner, folder, ref moved);
                if (!Unlink(folder, name))
                    throw Fault(name);
            }
        }
    }

    private static void MoveUp(SafeFileHandle? inner, SafeFileHandle folder, ref int moved)
    {
        if (inner is null)
            return;
        foreach (var name in RawFolder.List(inner).Where(name => !Unlink(inner, name)))
        {
            // Moving a folder elsewhere writes into it: its way up.
            _ = Change(inner, name);
            while (!Rename(inner, name, folder, RawName.Of(string.Create(CultureInfo.InvariantCulture, $"longhaul-removes-{moved++}"))))
            {
                if (moved > 1_000_000_000)
                    throw Fault(name);
            }
        }
    }

    /// <returns>Whether it is gone; false for a folder that is not empty.</returns>
    private static unsafe bool Unlink(SafeFileHandle folder, RawName name)
    {
        fixed (byte* path = name.Bytes)
            return LibC.unlinkat(RawFolder.Number(folder), path, 0) == 0 || LibC.unlinkat(RawFolder.Number(folder), path, LibC.AT_REMOVEDIR) == 0;
    }

    private static unsafe bool Change(SafeFileHandle folder, RawName name)
    {
        fixed (byte* path = name.Bytes)
            return LibC.fchmodat(RawFolder.Number(folder), path, OwnersRights, 0) == 0;
    }

    /// <returns>False where the new name is taken.</returns>
    private static unsafe bool Rename(SafeFileHandle from, RawName name, SafeFileHandle to, RawName newName)
    {
        const int Exists = 17, NotEmpty = 39, NotFolder = 20, IsFolder = 21;
        fixed (byte* path = name.Bytes, newPath = newName.Bytes)
        {
            if (LibC.renameat(RawFolder.Number(from), path, RawFolder.Number(to), newPath) == 0)
                return true;
        }

        return Marshal.GetLastPInvokeError() is Exists or NotEmpty or NotFolder or IsFolder ? false : throw Fault(name);
    }

    private static IOException Fault(RawName name) => new($"{name} can't be removed: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
}
