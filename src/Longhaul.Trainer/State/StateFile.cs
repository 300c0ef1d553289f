using Longhaul.Pipelines;
using Longhaul.Runs.Files;

namespace Longhaul.Trainer.State;

/// <summary>
/// A tree of named values as one file. All numbers are little-endian:
/// <code>
/// file   = magic record hash
/// magic  = "LHSTATE" version            ; eight bytes; the version is the byte 1
/// record = count:int32 { text kind:byte value }   ; the text is the value's name, unique in its record
/// text   = bytes:int32 UTF-8
/// value  = double                       ; kind 1
///        | text                         ; kind 2
///        | count:int32 { double }       ; kind 3
///        | count:int32 { float }        ; kind 4
///        | count:int32 { int32 }        ; kind 5
///        | count:int32 { text }         ; kind 6
///        | record                       ; kind 7, at most 32 deep
/// hash   = SHA-256 of all bytes before it
/// </code>
/// Nothing is allocated for a count before the file is known to be long enough for it, so a reader's memory is bounded by the file's size.
/// </summary>
public static class StateFile
{
    /// <summary>The file's usual name in a model's folder.</summary>
    public const string FileName = "model.state";

    internal const int MostDeep = 32;
    internal const int HashBytes = 32;

    internal static ReadOnlySpan<byte> Magic => "LHSTATE\u0001"u8;

    /// <summary>Writes the file; it appears whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full or the folder can't be written.</exception>
    public static void Write(string path, StateWriter state) => AtomicFile.Write(path, stream => Write(stream, state));

    /// <summary>Writes to a stream.</summary>
    public static void Write(Stream stream, StateWriter state)
    {
        using var encoder = new StateEncoder(stream);
        encoder.Write(state);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="PipelineException">It is missing, damaged, cut off, or of a newer release.</exception>
    public static StateReader Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            return Read(stream, Path.GetFileName(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new PipelineException($"{path}: can't be read: {problem.Message}");
        }
    }

    /// <summary>Reads a stream that knows its length.</summary>
    /// <param name="name">Stands for the file in messages.</param>
    /// <exception cref="PipelineException">It is damaged, cut off, or of a newer release.</exception>
    public static StateReader Read(Stream stream, string name)
    {
        using var decoder = new StateDecoder(stream, name);
        return decoder.Read();
    }
}
