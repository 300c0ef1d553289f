using Longhaul.Pipelines;
using SkiaSharp;

namespace Longhaul.Trainer.Features.Images;

/// <summary>Opens image files, which strangers made.</summary>
internal static class ImageFile
{
    private const long MostPixels = 1 << 26;

    /// <summary>What decodes the file; its size is known before anything is decoded.</summary>
    /// <exception cref="PipelineException">It is no image, or one of more than 67 million pixels.</exception>
    public static SKCodec Open(string path)
    {
        var codec = SKCodec.Create(path) ?? throw Unreadable(path);
        if ((long)codec.Info.Width * codec.Info.Height <= MostPixels)
            return codec;
        using (codec)
            throw new PipelineException($"{path}: {codec.Info.Width} x {codec.Info.Height} pixels are too many");
    }

    /// <summary>For a file that can't be decoded.</summary>
    public static PipelineException Unreadable(string path) => new($"{path}: no image that can be read");
}
