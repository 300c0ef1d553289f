using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Longhaul.Trainer.Onnx;

/// <summary>Writes protobuf's wire format: what ONNX files need of it (varints, floats, bytes, packed lists).</summary>
internal sealed class ProtoWriter
{
    private const int Varint = 0;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>A whole number.</summary>
    public ProtoWriter Number(int field, long value)
    {
        Raw(((long)field << 3) | Varint);
        Raw(value);
        return this;
    }

    /// <summary>A single-precision number.</summary>
    public ProtoWriter Float(int field, float value)
    {
        Raw(((long)field << 3) | Fixed32);
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>A text.</summary>
    public ProtoWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Bytes as they are.</summary>
    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Raw(((long)field << 3) | Delimited);
        Raw(value.Length);
        _bytes.Write(value);
        return this;
    }

    /// <summary>A message.</summary>
    public ProtoWriter Message(int field, ProtoWriter message) => Bytes(field, message._bytes.WrittenSpan);

    /// <summary>A packed list of whole numbers.</summary>
    public ProtoWriter Numbers(int field, IEnumerable<long> values)
    {
        var packed = new ProtoWriter();
        foreach (var value in values)
            packed.Raw(value);
        return Message(field, packed);
    }

    /// <summary>A packed list of single-precision numbers.</summary>
    public ProtoWriter Floats(int field, IEnumerable<float> values)
    {
        var packed = new ProtoWriter();
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            packed._bytes.Write(bytes);
        }

        return Message(field, packed);
    }

    /// <summary>All that was written.</summary>
    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    private void Raw(long value)
    {
        var left = unchecked((ulong)value);
        for (; left >= 0x80; left >>= 7)
            _bytes.Write([(byte)(left | 0x80)]);
        _bytes.Write([(byte)left]);
    }
}
