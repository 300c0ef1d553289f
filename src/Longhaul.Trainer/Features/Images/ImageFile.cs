using Longhaul.Pipelines;
using SkiaSharp;

namespace Longhaul.Trainer.Features.Images;

/// <summary>Decodes image files, which strangers made: what Skia knows, and TIFF.</summary>
internal static class ImageFile
{
    private const long MostPixels = 1 << 26;

    /// <summary>Width and height in pixels; nothing else is decoded.</summary>
    /// <exception cref="DamagedImageException">It is no image, or one of more than 67 million pixels.</exception>
    public static SKSizeI SizeOf(string path)
    {
        if (TiffFile.Is(path))
            return Checked(path, TiffFile.SizeOf(path));
        using var codec = SKCodec.Create(path);
        return Checked(path, codec?.Info.Size);
    }

    /// <summary>The image; a JPEG at a half, a quarter or an eighth of its size where that is enough: its blocks hold their means.</summary>
    /// <param name="path">The file.</param>
    /// <param name="side">Of a square, in pixels, than which it is to be no smaller; null: in full.</param>
    /// <exception cref="DamagedImageException">It is no image, or one of more than 67 million pixels.</exception>
    public static SKBitmap Decode(string path, int? side = null)
    {
        if (TiffFile.Is(path))
            return TiffFile.Decode(path, size => Checked(path, size)) ?? throw Unreadable(path);
        using var codec = SKCodec.Create(path) ?? throw Unreadable(path);
        var part = PartOf(Checked(path, codec.Info.Size), side);
        var info = codec.Info.WithSize(part > 1 ? codec.GetScaledDimensions(1f / part) : codec.Info.Size)
            .WithAlphaType(codec.Info.AlphaType == SKAlphaType.Unpremul ? SKAlphaType.Premul : codec.Info.AlphaType).WithColorSpace(null);
        return SKBitmap.Decode(codec, info) ?? throw Unreadable(path);
    }

    private static int PartOf(SKSizeI size, int? side) => (Math.Min(size.Width, size.Height) / side) switch
    {
        >= 8 => 8,
        >= 4 => 4,
        >= 2 => 2,
        _ => 1,
    };

    private static SKSizeI Checked(string path, SKSizeI? size) => size switch
    {
        null => throw Unreadable(path),
        { } known when (long)known.Width * known.Height > MostPixels => throw new DamagedImageException($"{path}: {known.Width} x {known.Height} pixels are too many"),
        { } known => known,
    };

    private static DamagedImageException Unreadable(string path) => new($"{path}: no image that can be read");
}

/// <summary>An image file that can't be decoded.</summary>
internal sealed class DamagedImageException(string message) : PipelineException(message);
