using Longhaul.Trainer.Data;
using SkiaSharp;

namespace Longhaul.Trainer.Features.Images;

/// <summary>Decodes images to bytes of one size.</summary>
internal static class ImageBytes
{
    /// <summary>Every row's image; empty where the cell is empty. The same file is read once.</summary>
    public static byte[][] ReadAll(Frame frame, ImageColumn column, int size, int channels)
    {
        var images = new byte[column.Paths.Length][];
        ImageRows.ForEach(frame, column, (row, path) => images[row] = path is null ? [] : Read(path, size, channels));
        return images;
    }

    /// <summary>One image, channel by channel, on white where it is transparent.</summary>
    /// <exception cref="DamagedImageException">The file is no image.</exception>
    public static byte[] Read(string path, int size, int channels)
    {
        using var target = SquareImage.Decode(path, size, channels == 1 ? SKColorType.Gray8 : SKColorType.Rgba8888);
        var bytes = target.GetPixelSpan();
        if (channels == 1)
            return bytes.ToArray();
        var planes = new byte[3 * size * size];
        for (var pixel = 0; pixel < size * size; pixel++)
        {
            for (var channel = 0; channel < 3; channel++)
                planes[channel * size * size + pixel] = bytes[4 * pixel + channel];
        }

        return planes;
    }
}
