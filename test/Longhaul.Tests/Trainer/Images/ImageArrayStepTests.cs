using Longhaul.Pipelines;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Features.Images;
using SkiaSharp;

namespace Longhaul.Tests.Trainer.Images;

public sealed class ImageArrayStepTests : IDisposable
{
    private static readonly Labels NoLabels = new([], 0, 0);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Grey_images_stay_grey_and_keep_their_size()
    {
        var images = Fit([Draw("a.png", 20, 12, _ => new SKColor(90, 90, 90)), ""], size: 0);

        (images.Size, images.Channels).ShouldBe((20, 1));
        images.Images[0].ShouldBe(Enumerable.Repeat((byte)90, 400));
        images.Images[1].ShouldBeEmpty();
    }

    [Fact]
    public void One_image_with_colours_makes_all_of_them_coloured_channel_by_channel()
    {
        var images = Fit([Draw("a.png", 8, 8, _ => new SKColor(90, 90, 90)), Draw("b.png", 8, 8, _ => new SKColor(200, 100, 50))], size: 8);

        images.Channels.ShouldBe(3);
        images.Images[1].Chunk(64).Select(plane => plane.Distinct().ShouldHaveSingleItem()).ShouldBe([(byte)200, (byte)100, (byte)50]);
    }

    [Fact]
    public void A_large_image_shrinks_to_the_most_that_was_allowed() =>
        Fit([Draw("a.png", 300, 200, x => new SKColor((byte)x, (byte)x, (byte)x))], size: 0).Size.ShouldBe(64);

    [Fact]
    public void Rows_that_are_taken_point_at_their_own_images()
    {
        var images = Fit([Draw("a.png", 8, 8, _ => SKColors.Black), Draw("b.png", 8, 8, _ => SKColors.White)], size: 8);

        images.Take([1]).Rows.ShouldBe([1]);
    }

    [Fact]
    public void A_file_that_is_no_image_is_named() =>
        Should.Throw<PipelineException>(() => Fit([Path.GetFileName(_folder.Write("broken.png", "no image"))], size: 8)).Message.ShouldContain("broken.png");

    private ImageBlock Fit(string[] paths, int size)
    {
        var frame = new Frame(paths.Length, 0, [new ImageColumn("image", paths, _folder.Path)]);
        return new ImageArrayStep("image", size, largest: 64, "auto").Fit(frame, [.. Enumerable.Range(0, paths.Length)], NoLabels).Training.Images.ShouldNotBeNull();
    }

    private string Draw(string name, int width, int height, Func<int, SKColor> colour)
    {
        using var bitmap = new SKBitmap(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                bitmap.SetPixel(x, y, colour(x));
        }

        using var file = File.Create(_folder.At(name));
        bitmap.Encode(file, SKEncodedImageFormat.Png, 100);
        return name;
    }
}
