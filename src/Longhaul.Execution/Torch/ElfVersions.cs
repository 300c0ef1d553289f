using System.Buffers.Binary;
using System.Text;

namespace Longhaul.Execution.Torch;

/// <summary>
/// What versions of other libraries an ELF library asks for (section <c>.gnu.version_r</c>; Linux Standard Base, Core, "Symbol Versioning").
/// </summary>
internal static class ElfVersions
{
    private const uint NeedsSection = 0x6ffffffe;
    private const ushort Weak = 2;

    /// <summary>
    /// Marks a needed version as weak: where the system's library lacks it, the loader goes on instead of refusing, and only a call of one of its
    /// symbols would fail.
    /// </summary>
    /// <param name="file">A 64-bit little-endian ELF file; changed in place.</param>
    /// <returns>How many needs were marked.</returns>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static int MakeOptional(byte[] file, string version)
    {
        if (file.Length < 64 || !file.AsSpan(0, 6).SequenceEqual((byte[])[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
            throw new InvalidDataException("This is no 64-bit ELF file.");
        try
        {
            return Sections(file).Where(section => section.Type == NeedsSection).Sum(section => Mark(file, section, version));
        }
        catch (ArgumentOutOfRangeException problem)
        {
            throw new InvalidDataException("The ELF file is damaged.", problem);
        }
    }

    private static List<Section> Sections(byte[] file)
    {
        var start = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(0x28));
        var (size, count) = (UInt16(file, 0x3a), UInt16(file, 0x3c));
        var all = Enumerable.Range(0, count).Select(i => start + i * size).ToList();
        int Offset(int header) => (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(header + 0x18));
        return [.. all.Select(header => new Section(UInt32(file, header + 4), Offset(header), Offset(all[(int)Math.Min(UInt32(file, header + 0x28), count - 1u)])))];
    }

    // Verneed: version, count, file, first, next; each of its Vernaux: hash, flags, other, name, next.
    private static int Mark(byte[] file, Section section, string version)
    {
        var marked = 0;
        for (var need = section.Offset; ; need += (int)UInt32(file, need + 12))
        {
            var entry = need + (int)UInt32(file, need + 8);
            for (var i = 0; i < UInt16(file, need + 2); i++, entry += (int)UInt32(file, entry + 12))
            {
                if (Text(file, section.Names + (int)UInt32(file, entry + 8)) != version)
                    continue;
                BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(entry + 4), (ushort)(UInt16(file, entry + 4) | Weak));
                marked++;
            }

            if (UInt32(file, need + 12) == 0)
                return marked;
        }
    }

    private static string Text(byte[] file, int at) => Encoding.ASCII.GetString(file.AsSpan(at, file.AsSpan(at).IndexOf((byte)0)));

    private static ushort UInt16(byte[] file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));

    private static uint UInt32(byte[] file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));

    /// <param name="Offset">Where it starts in the file.</param>
    /// <param name="Names">Where the strings start that it refers to.</param>
    private readonly record struct Section(uint Type, int Offset, int Names);
}
