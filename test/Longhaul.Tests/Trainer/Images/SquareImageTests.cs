using Longhaul.Pipelines;
using Longhaul.Trainer.Features.Images;
using SkiaSharp;

namespace Longhaul.Tests.Trainer.Images;

public sealed class SquareImageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(400, 300, 32)]
    [InlineData(300, 400, 64)]
    [InlineData(130, 130, 64)]
    [InlineData(90, 70, 64)]
    [InlineData(20, 30, 64)]
    public void A_JPEG_shows_the_same_as_a_PNG_whatever_part_of_its_size_it_is_decoded_at(int width, int height, int size)
    {
        using var picture = new SKBitmap(width, height);
        for (var x = 0; x < width; x++)
        {
            for (var y = 0; y < height; y++)
                picture.SetPixel(x, y, new SKColor((byte)(255 * x / width), (byte)(255 * y / height), x * 2 < width ? (byte)40 : (byte)200));
        }

        using var png = SquareImage.Decode(Write(picture, SKEncodedImageFormat.Png), size, SKColorType.Rgba8888);
        using var jpeg = SquareImage.Decode(Write(picture, SKEncodedImageFormat.Jpeg), size, SKColorType.Rgba8888);

        (jpeg.Width, jpeg.Height).ShouldBe((size, size));
        var apart = png.GetPixelSpan().ToArray().Zip(jpeg.GetPixelSpan().ToArray(), (one, other) => Math.Abs(one - other)).ToArray();
        apart.Average().ShouldBeLessThan(4);
    }

    [Fact]
    public void What_is_transparent_is_white()
    {
        using var picture = new SKBitmap(40, 40, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        picture.Erase(new SKColor(255, 0, 0, 0));

        using var square = SquareImage.Decode(Write(picture, SKEncodedImageFormat.Png), 10, SKColorType.Gray8);

        square.GetPixelSpan().ToArray().ShouldAllBe(value => value == 255);
    }

    [Fact]
    public void A_file_that_is_no_image_is_named() =>
        Should.Throw<PipelineException>(() => SquareImage.Decode(_folder.Write("broken.jpg", "no image"), 8, SKColorType.Gray8)).Message.ShouldContain("broken.jpg");

    private string Write(SKBitmap picture, SKEncodedImageFormat format)
    {
        var path = Path.Combine(_folder.Path, $"picture.{format}");
        using var file = File.Create(path);
        picture.Encode(file, format, 95);
        return path;
    }
}
