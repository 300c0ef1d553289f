using System.Buffers.Binary;
using System.IO.Compression;

namespace Longhaul.Runs.Tasks.Sources;

/// <summary>
/// The brightness of a PNG's pixels. The host reads what a stranger's task holds only with managed code of bounded size, so this is a small
/// decoder of its own: 8 bits a channel (grey, colours, a palette, with or without alpha), not interlaced; other images are "not to be read".
/// Format: PNG specification, second edition (W3C 2003), sections 9 (filters) and 11 (chunks).
/// </summary>
/// <param name="Width">Pixels a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels">Row by row, 0 (black) to 255 (white).</param>
public sealed record GreyPng(int Width, int Height, byte[] Pixels)
{
    private const int MostPixels = 1 << 26;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Width and height, from the first bytes alone; null where the file is no PNG.</summary>
    public static (int Width, int Height)? SizeOf(string path)
    {
        using var stream = File.OpenRead(path);
        Span<byte> head = stackalloc byte[24];
        if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.StartsWith(Signature))
            return null;
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(head[16..]), BinaryPrimitives.ReadInt32BigEndian(head[20..]));
        return width > 0 && height > 0 && (long)width * height <= MostPixels ? (width, height) : null;
    }

    /// <summary>The image; null where it isn't such a PNG, or is damaged.</summary>
    public static GreyPng? TryRead(string path)
    {
        try
        {
            return SizeOf(path) is var (width, height) ? Decode(File.ReadAllBytes(path), width, height) : null;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ArgumentException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static GreyPng? Decode(byte[] file, int width, int height)
    {
        var (depth, colour, interlaced) = (file[24], file[25], file[28]);
        var channels = colour switch { 0 => 1, 2 => 3, 3 => 1, 4 => 2, 6 => 4, _ => 0 };
        if (depth != 8 || channels == 0 || interlaced != 0)
            return null;
        byte[] palette = [];
        var isWhole = false;
        using var packed = new MemoryStream();
        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var kind = file.AsSpan(at + 4, 4);
            if (length < 0 || length > file.Length - at - 12)
                return null;
            if (kind.SequenceEqual("IDAT"u8))
                packed.Write(file, at + 8, length);
            else if (kind.SequenceEqual("PLTE"u8))
                palette = file[(at + 8)..(at + 8 + length)];
            isWhole |= kind.SequenceEqual("IEND"u8);
            at += length + 12;
        }

        if (!isWhole)
            return null;
        packed.Position = 0;
        using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
        var lines = new byte[(width * channels + 1) * height];
        unpacked.ReadExactly(lines);
        Unfilter(lines, width * channels, channels);
        return new GreyPng(width, height, Greys(lines, width, height, channels, colour == 3 ? palette : null));
    }

    /// <summary>Undoes the filters line by line; every line begins with its filter's number.</summary>
    private static void Unfilter(byte[] lines, int bytes, int channels)
    {
        var stride = bytes + 1;
        for (var line = 0; line < lines.Length / stride; line++)
        {
            var start = line * stride;
            for (var i = 1; i <= bytes; i++)
            {
                var left = i > channels ? lines[start + i - channels] : 0;
                var above = line > 0 ? lines[start + i - stride] : 0;
                var corner = i > channels && line > 0 ? lines[start + i - stride - channels] : 0;
                lines[start + i] += lines[start] switch
                {
                    0 => 0,
                    1 => (byte)left,
                    2 => (byte)above,
                    3 => (byte)((left + above) / 2),
                    4 => (byte)Paeth(left, above, corner),
                    _ => throw new InvalidDataException("no such filter"),
                };
            }
        }
    }

    private static int Paeth(int left, int above, int corner)
    {
        var guess = left + above - corner;
        var (byLeft, byAbove, byCorner) = (Math.Abs(guess - left), Math.Abs(guess - above), Math.Abs(guess - corner));
        return byLeft <= byAbove && byLeft <= byCorner ? left : byAbove <= byCorner ? above : corner;
    }

    private static byte[] Greys(byte[] lines, int width, int height, int channels, byte[]? palette)
    {
        var greys = new byte[width * height];
        for (var i = 0; i < greys.Length; i++)
        {
            var at = ((i / width) * (width * channels + 1)) + 1 + ((i % width) * channels);
            greys[i] = palette is not null ? Grey(palette, lines[at] * 3) : channels < 3 ? lines[at] : Grey(lines, at);
        }

        return greys;
    }

    /// <summary>Brightness by ITU-R BT.601, as most programs turn colours into grey.</summary>
    private static byte Grey(byte[] colours, int at) => (byte)(((299 * colours[at]) + (587 * colours[at + 1]) + (114 * colours[at + 2]) + 500) / 1000);
}
