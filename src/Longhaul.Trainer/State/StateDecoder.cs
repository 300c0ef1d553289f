using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Longhaul.Pipelines;

namespace Longhaul.Trainer.State;

/// <summary>Reads <see cref="StateFile"/>'s format from a source that nobody vouches for.</summary>
internal sealed class StateDecoder(Stream stream, string name) : IDisposable
{
    private const int Chunk = 1 << 18;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    // Bytes up to the hash.
    private long _left = stream.Length - StateFile.HashBytes;

    public StateReader Read()
    {
        Span<byte> magic = stackalloc byte[StateFile.Magic.Length];
        Fill(magic);
        if (!magic[..^1].SequenceEqual(StateFile.Magic[..^1]))
            throw new PipelineException($"{name}: no saved state: it doesn't begin as one");
        if (magic[^1] != StateFile.Magic[^1])
            throw new PipelineException($"{name}: saved by another release (format {magic[^1]}; this one reads {StateFile.Magic[^1]})");
        var state = Record(name, depth: 0);
        Span<byte> stated = stackalloc byte[StateFile.HashBytes];
        if (_left != 0 || stream.ReadAtLeast(stated, stated.Length, throwOnEndOfStream: false) != stated.Length || !stated.SequenceEqual(_hash.GetHashAndReset()))
            throw Damaged("its bytes are not those that were written");
        return state;
    }

    public void Dispose() => _hash.Dispose();

    private StateReader Record(string place, int depth)
    {
        if (depth > StateFile.MostDeep)
            throw Damaged("parts nest too deep");
        // A value takes six bytes at least: an empty name, its kind and something.
        var count = Count(bytesEach: 6);
        Dictionary<string, object> values = new(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var key = Text();
            if (!values.TryAdd(key, Value($"{place}/{key}", depth)))
                throw Damaged($"'{key}' stands twice");
        }

        return new StateReader(place, values);
    }

    private object Value(string place, int depth)
    {
        Span<byte> kind = stackalloc byte[1];
        Fill(kind);
        return (StateKind)kind[0] switch
        {
            StateKind.Number => Numbers<double>(1)[0],
            StateKind.Text => Text(),
            StateKind.Numbers => Numbers<double>(Count(sizeof(double))),
            StateKind.Floats => Numbers<float>(Count(sizeof(float))),
            StateKind.Integers => Numbers<int>(Count(sizeof(int))),
            StateKind.Texts => Texts(Count(sizeof(int))),
            StateKind.Part => Record(place, depth + 1),
            _ => throw Damaged($"'{place}' is of an unknown kind"),
        };
    }

    private T[] Numbers<T>(int count) where T : unmanaged
    {
        var values = new T[count];
        for (var at = 0; at < count; at += Chunk)
            Fill(MemoryMarshal.AsBytes(values.AsSpan(at, Math.Min(Chunk, count - at))));
        return values;
    }

    private string[] Texts(int count)
    {
        var texts = new string[count];
        for (var i = 0; i < count; i++)
            texts[i] = Text();
        return texts;
    }

    private string Text()
    {
        var bytes = new byte[Count(bytesEach: 1)];
        Fill(bytes);
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Damaged("a text is no UTF-8");
        }
    }

    private int Count(int bytesEach)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        Fill(bytes);
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return count >= 0 && (long)count * bytesEach <= _left ? count : throw Damaged("it is cut off, or a count is wrong");
    }

    private void Fill(Span<byte> bytes)
    {
        if (bytes.Length > _left || stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) != bytes.Length)
            throw Damaged("it is cut off");
        _left -= bytes.Length;
        _hash.AppendData(bytes);
    }

    private PipelineException Damaged(string how) => new($"{name}: damaged: {how}");
}
