using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Longhaul.Trainer.State;

/// <summary>Writes <see cref="StateFile"/>'s format.</summary>
internal sealed class StateEncoder(Stream stream) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Write(StateWriter state)
    {
        Bytes(StateFile.Magic);
        Record(state, depth: 0);
        stream.Write(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private void Record(StateWriter state, int depth)
    {
        if (depth > StateFile.MostDeep)
            throw new InvalidOperationException($"State nests deeper than {StateFile.MostDeep} parts.");
        Integer(state.Values.Count);
        foreach (var (name, value) in state.Values)
        {
            Text(name);
            Value(value, depth);
        }
    }

    private void Value(object value, int depth)
    {
        switch (value)
        {
            case double number:
                Bytes([(byte)StateKind.Number]);
                Bytes(MemoryMarshal.AsBytes([number]));
                break;
            case string text:
                Bytes([(byte)StateKind.Text]);
                Text(text);
                break;
            case double[] numbers:
                Numbers<double>(StateKind.Numbers, numbers);
                break;
            case float[] floats:
                Numbers<float>(StateKind.Floats, floats);
                break;
            case int[] integers:
                Numbers<int>(StateKind.Integers, integers);
                break;
            case IReadOnlyList<string> texts:
                Bytes([(byte)StateKind.Texts]);
                Integer(texts.Count);
                foreach (var text in texts)
                    Text(text);
                break;
            case StateWriter part:
                Bytes([(byte)StateKind.Part]);
                Record(part, depth + 1);
                break;
            default:
                throw new ArgumentException($"a value of type {value.GetType().Name}", nameof(value));
        }
    }

    // All machines that .NET 10 runs on store numbers little-endian, so arrays go out as they lie.
    private void Numbers<T>(StateKind kind, ReadOnlySpan<T> values) where T : unmanaged
    {
        Bytes([(byte)kind]);
        Integer(values.Length);
        const int chunk = 1 << 16;
        for (var at = 0; at < values.Length; at += chunk)
            Bytes(MemoryMarshal.AsBytes(values[at..Math.Min(values.Length, at + chunk)]));
    }

    private void Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Integer(bytes.Length);
        Bytes(bytes);
    }

    private void Integer(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        Bytes(bytes);
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        stream.Write(bytes);
    }
}

/// <summary>What a value is, as it stands in the file.</summary>
internal enum StateKind : byte
{
    None = 0,
    Number = 1,
    Text = 2,
    Numbers = 3,
    Floats = 4,
    Integers = 5,
    Texts = 6,
    Part = 7,
}
