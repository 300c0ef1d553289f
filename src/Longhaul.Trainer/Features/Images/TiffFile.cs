using System.Runtime.InteropServices;
using BitMiracle.LibTiff.Classic;
using SkiaSharp;

namespace Longhaul.Trainer.Features.Images;

/// <summary>Decodes TIFF, as microscopes and scanners write it: the first page, brought to eight bits a channel.</summary>
internal static class TiffFile
{
    static TiffFile() => Tiff.SetErrorHandler(new Silence());

    /// <summary>Whether the file begins as a TIFF does. Skia, asked first, takes 4 ms to say that it knows no such file.</summary>
    public static bool Is(string path)
    {
        if (!File.Exists(path))
            return false;
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[4];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
            return false;
        // The second of each is BigTIFF.
        return head.SequenceEqual("II*\0"u8) || head.SequenceEqual("II+\0"u8) || head.SequenceEqual("MM\0*"u8) || head.SequenceEqual("MM\0+"u8);
    }

    /// <summary>Width and height in pixels; null where the file is no TIFF of a kind that can be decoded.</summary>
    public static SKSizeI? SizeOf(string path) => Read(path, tiff => tiff.RGBAImageOK(out _) ? SizeOf(tiff) : (SKSizeI?)null);

    /// <summary>The image; null where it is damaged.</summary>
    /// <param name="path">The file.</param>
    /// <param name="check">Throws where the image is too large to decode.</param>
    public static SKBitmap? Decode(string path, Func<SKSizeI, SKSizeI> check) => Read(path, tiff =>
    {
        var size = check(SizeOf(tiff));
        var raster = new int[size.Width * size.Height];
        if (!tiff.ReadRGBAImageOriented(size.Width, size.Height, raster, Orientation.TOPLEFT, stopOnError: true))
            return null;
        // A raster's numbers hold red in their lowest byte and alpha, which colours are multiplied with, in the highest.
        var image = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        MemoryMarshal.AsBytes(raster.AsSpan()).CopyTo(image.GetPixelSpan());
        return image;
    });

    private static SKSizeI SizeOf(Tiff tiff) => new(Number(tiff, TiffTag.IMAGEWIDTH), Number(tiff, TiffTag.IMAGELENGTH));

    private static int Number(Tiff tiff, TiffTag tag) => tiff.GetField(tag)?[0].ToInt() is > 0 and var number ? number : throw new InvalidDataException($"a TIFF without {tag}");

    // The library was written for files of friends: what it meets in others it may fail over in any of these ways.
    private static T? Read<T>(string path, Func<Tiff, T?> read)
    {
        try
        {
            using var tiff = Tiff.Open(path, "r");
            return tiff is null ? default : read(tiff);
        }
        catch (Exception problem) when (problem is InvalidDataException or IndexOutOfRangeException or ArgumentException or NullReferenceException or OverflowException or InvalidCastException or DivideByZeroException)
        {
            return default;
        }
    }

    private sealed class Silence : TiffErrorHandler
    {
        public override void WarningHandler(Tiff tif, string method, string format, params object[] args)
        {
        }

        public override void WarningHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
        {
        }

        public override void ErrorHandler(Tiff tif, string method, string format, params object[] args)
        {
        }

        public override void ErrorHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
        {
        }
    }
}
