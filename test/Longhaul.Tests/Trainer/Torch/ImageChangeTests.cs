using Longhaul.Trainer;
using Longhaul.Trainer.Torch.Images;

namespace Longhaul.Tests.Trainer.Torch;

public sealed class ImageChangeTests
{
    private const int Size = 8;

    private static readonly float[] Shade = [.. Enumerable.Range(0, 256).Select(value => (float)value)];
    private static readonly byte[] Image = [.. Enumerable.Range(0, Size * Size).Select(i => (byte)(i * 37 % 251))];

    [Fact]
    public void No_change_gives_the_image_itself() => Changed(DrawnChange.None).ShouldBe(Image.Select(value => (float)value));

    [Fact]
    public void A_shift_by_whole_pixels_moves_them_and_repeats_the_edge()
    {
        var moved = Changed(DrawnChange.None with { Right = 2 });

        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size - 1; x++)
                moved[y * Size + x].ShouldBe(Image[y * Size + Math.Max(0, x - 2)], 0.5);
        }
    }

    [Fact]
    public void A_mirrored_image_mirrored_again_is_the_image()
    {
        var mirrored = Changed(DrawnChange.None with { FlipX = true }).Select(value => (byte)Math.Round(value)).ToArray();
        var back = new float[Size * Size];

        (DrawnChange.None with { FlipX = true }).Write(mirrored, Size, Shade, back, step: 1);

        Enumerable.Range(0, back.Length).ShouldAllBe(i => Math.Abs(back[i] - Image[i]) <= 1);
    }

    [Fact]
    public void A_blanked_square_is_of_the_mean_shade()
    {
        var blanked = Changed(DrawnChange.None with { Left = 1, Top = 2, Side = 3 });

        blanked.Count(value => value == 0).ShouldBe(9 + Enumerable.Range(0, Size * Size).Count(i => Image[i] == 0 && !(i % Size is >= 1 and < 4 && i / Size is >= 2 and < 5)));
    }

    [Fact]
    public void Channels_lie_side_by_side_where_a_step_is_named()
    {
        var change = DrawnChange.None with { Turn = 0.2, Zoom = 1.1, Left = 1, Top = 2, Side = 3 };
        var apart = new float[3 * Size * Size];

        change.Write(Image, Size, Shade, apart.AsSpan(1, (3 * Size * Size) - 2), step: 3);

        apart.Where((_, i) => i % 3 == 1).ShouldBe(Changed(change));
        apart.Where((_, i) => i % 3 != 1).ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void Draws_stay_within_what_was_allowed()
    {
        var change = new ImageChange(Shift: 0.1, Rotate: 10, Zoom: 0.2, Cutout: 0, Flip: "auto");
        var random = new Rng(5);

        for (var i = 0; i < 500; i++)
        {
            var drawn = change.Draw(random, Size, colours: false);
            Math.Abs(drawn.Right).ShouldBeLessThanOrEqualTo(0.8);
            Math.Abs(drawn.Turn).ShouldBeLessThanOrEqualTo(10 * Math.PI / 180);
            drawn.Zoom.ShouldBeInRange(0.8, 1.2);
            (drawn.FlipX || drawn.FlipY).ShouldBeFalse();
        }
    }

    private static float[] Changed(DrawnChange change)
    {
        var target = new float[Size * Size];
        change.Write(Image, Size, Shade, target, step: 1);
        return target;
    }
}
