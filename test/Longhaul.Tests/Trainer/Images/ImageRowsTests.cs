using Longhaul.Pipelines;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Features.Images;
using SkiaSharp;

namespace Longhaul.Tests.Trainer.Images;

public sealed class ImageRowsTests : IDisposable
{
    private static readonly Labels None = new([], 0, 0);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_damaged_image_of_many_counts_as_an_empty_cell_and_is_named()
    {
        var frame = FrameOf(images: 60, damaged: 1);

        var pixels = new PixelsStep(["image"], 8, colour: false).Fit(frame, [0, 1], None).Training;
        var shapes = new HogStep(["image"], 16, 8, 4).Transform(frame, [0, 1]);
        var whole = new ImageArrayStep("image", 0, 64, "auto").Fit(frame, [0, 1], None).Training;

        float.IsNaN(pixels.Dense[0][0]).ShouldBeTrue();
        pixels.Dense[0][1].ShouldBe(1);
        float.IsNaN(shapes.Dense[0][0]).ShouldBeTrue();
        float.IsFinite(shapes.Dense[0][1]).ShouldBeTrue();
        whole.Images!.Images[0].ShouldBeEmpty();
        whole.Images.Images[1].Length.ShouldBe(20 * 20);
        frame.Notes.ShouldBe(["1 of 60 images in 'image' can't be decoded and count as empty cells: 0.png"]);
    }

    [Theory]
    [InlineData(60, 2)]
    [InlineData(49, 1)]
    [InlineData(1, 1)]
    public void Many_damaged_images_or_any_of_few_are_a_failure(int images, int damaged)
    {
        var frame = FrameOf(images, damaged);

        Should.Throw<PipelineException>(() => new PixelsStep(["image"], 8, colour: true).Transform(frame, [0])).Message.ShouldContain("0.png");
        frame.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Where_no_image_can_be_decoded_a_network_says_so_at_once() =>
        Should.Throw<PipelineException>(() => new ImageArrayStep("image", 0, 64, "auto").Fit(FrameOf(5, 5), [0], None)).Message.ShouldContain("nor is any other of 'image'");

    [Fact]
    public void Rows_to_predict_alone_are_predicted_whatever_their_images_are()
    {
        var frame = FrameOf(images: 3, damaged: 2, train: false);

        var pixels = new PixelsStep(["image"], 8, colour: false).Transform(frame, [0, 1, 2]);

        pixels.Dense[0].ShouldBe([float.NaN, float.NaN, 1]);
        frame.Notes.ShouldBe(["2 of 3 images in 'image' can't be decoded and count as empty cells: 0.png, 1.png"]);
    }

    private Frame FrameOf(int images, int damaged, bool train = true)
    {
        using var white = new SKBitmap(20, 20);
        white.Erase(SKColors.White);
        for (var i = 0; i < images; i++)
        {
            using var file = File.Create(Path.Combine(_folder.Path, $"{i}.png"));
            if (i < damaged)
                file.Write("no image"u8);
            else
                white.Encode(file, SKEncodedImageFormat.Png, 100);
        }

        return new Frame(train ? images : 0, train ? 0 : images, [new ImageColumn("image", [.. Enumerable.Range(0, images).Select(i => $"{i}.png")], _folder.Path)]);
    }
}
