using SkiaSharp;

namespace Longhaul.Trainer.Features.Images;

/// <summary>Decodes an image file to a square.</summary>
internal static class SquareImage
{
    /// <summary>The image, stretched to a square, on white where it is transparent.</summary>
    /// <param name="path">The file.</param>
    /// <param name="size">Width and height of the square, in pixels.</param>
    /// <param name="colours">Of the result's pixels.</param>
    /// <exception cref="DamagedImageException">The file is no image, or one of more than 67 million pixels.</exception>
    public static SKBitmap Decode(string path, int size, SKColorType colours)
    {
        using var source = ImageFile.Decode(path, size);
        using var image = SKImage.FromBitmap(source);
        var square = new SKBitmap(new SKImageInfo(size, size, colours, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(square);
        canvas.Clear(SKColors.White);
        canvas.DrawImage(image, new SKRect(0, 0, size, size), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        canvas.Flush();
        return square;
    }
}
