using Longhaul.Pipelines;
using SkiaSharp;

namespace Longhaul.Trainer.Features.Images.Neighbourhood;

/// <summary>The brightness of an image's pixels, row by row, 0 to 255.</summary>
public sealed record GreyImage(int Width, int Height, byte[] Pixels)
{
    /// <summary>Decodes a file.</summary>
    /// <exception cref="PipelineException">It is no image, or one of more than 67 million pixels.</exception>
    public static GreyImage Read(string path)
    {
        using var source = ImageFile.Decode(path);
        if (source.ColorType == SKColorType.Gray8 && source.RowBytes == source.Width)
            return new GreyImage(source.Width, source.Height, source.Bytes);
        var pixels = source.Pixels;
        return new GreyImage(source.Width, source.Height, Array.ConvertAll(pixels, Grey));
    }

    /// <summary>By ITU-R BT.601, as most programs do.</summary>
    private static byte Grey(SKColor colour) => (byte)(((299 * colour.Red) + (587 * colour.Green) + (114 * colour.Blue) + 500) / 1000);
}
