using Longhaul.Trainer.Data;
using SkiaSharp;

namespace Longhaul.Trainer.Features.Images;

/// <summary>Decodes images of a column, each resized to a square, side by side; only one image a thread is in memory beside the results.</summary>
internal static class ImageReader
{
    /// <summary>Features of every image: [feature][row]; NaN for empty cells.</summary>
    /// <param name="size">Width and height after resizing, in pixels.</param>
    /// <param name="width">Features per image.</param>
    /// <param name="of">Writes an image's features; called from several threads.</param>
    public static float[][] Read(Frame frame, ImageColumn column, int size, int width, Action<RgbImage, Span<float>> of)
    {
        float[][] features = [.. Enumerable.Range(0, width).Select(_ => new float[column.Paths.Length])];
        using var rooms = new ThreadLocal<(RgbImage Image, float[] Features)>(() => (new RgbImage(size), new float[width]));
        ImageRows.ForEach(frame, column, (row, path) =>
        {
            var room = rooms.Value;
            if (path is null)
            {
                room.Features.AsSpan().Fill(float.NaN);
            }
            else
            {
                Decode(path, room.Image);
                of(room.Image, room.Features);
            }

            for (var i = 0; i < width; i++)
                features[i][row] = room.Features[i];
        });
        return features;
    }

    private static void Decode(string path, RgbImage into)
    {
        using var square = SquareImage.Decode(path, into.Size, SKColorType.Rgba8888);
        var bytes = square.GetPixelSpan();
        for (var pixel = 0; pixel < into.Size * into.Size; pixel++)
        {
            for (var channel = 0; channel < 3; channel++)
                into.Channels[channel][pixel] = bytes[(pixel * 4) + channel] / 255f;
        }
    }
}

/// <summary>A square image: red, green and blue in [0, 1], each row by row.</summary>
internal sealed class RgbImage(int size)
{
    public int Size { get; } = size;

    /// <summary>Red, green, blue.</summary>
    public float[][] Channels { get; } = [new float[size * size], new float[size * size], new float[size * size]];
}
