namespace Longhaul.Trainer.Torch.Images;

/// <summary>How far an image may be changed without becoming another.</summary>
/// <param name="Shift">Share of the size.</param>
/// <param name="Rotate">Degrees.</param>
/// <param name="Zoom">Share of the size.</param>
/// <param name="Cutout">Side of the blanked square, as a share of the size.</param>
/// <param name="Flip"><c>auto</c>, <c>none</c>, <c>horizontal</c>, <c>both</c>.</param>
internal sealed record ImageChange(double Shift, double Rotate, double Zoom, double Cutout, string Flip)
{
    /// <summary>What is drawn for one copy of an image.</summary>
    /// <param name="colours">Whether images have colours: photographs are mostly as good mirrored, signs are not.</param>
    public DrawnChange Draw(Rng random, int size, bool colours)
    {
        double Within(double most) => most * (2 * random.Uniform() - 1);
        var (turn, zoom, right, down) = (Within(Rotate) * Math.PI / 180, 1 + Within(Zoom), Within(Shift) * size, Within(Shift) * size);
        var mirrored = Flip is "horizontal" or "both" || (Flip == "auto" && colours);
        var (flipX, flipY) = (mirrored && random.Uniform() < 0.5, Flip == "both" && random.Uniform() < 0.5);
        var side = (int)Math.Round(Cutout * size);
        return new DrawnChange(turn, zoom, right, down, flipX, flipY, random.Below(size) - side / 2, random.Below(size) - side / 2, side);
    }

    /// <summary>A milder change, for predictions: without blanked squares, and half as far.</summary>
    public ImageChange Milder => this with { Shift = Shift / 2, Rotate = Rotate / 2, Zoom = Zoom / 2, Cutout = 0 };
}

/// <summary>One change.</summary>
/// <param name="Turn">Radians.</param>
/// <param name="Zoom">1: as it is.</param>
/// <param name="Right">Pixels.</param>
/// <param name="Down">Pixels.</param>
/// <param name="Left">The blanked square's left edge.</param>
/// <param name="Top">Its upper edge.</param>
/// <param name="Side">Its side; 0: none.</param>
internal readonly record struct DrawnChange(double Turn, double Zoom, double Right, double Down, bool FlipX, bool FlipY, int Left, int Top, int Side)
{
    public static DrawnChange None => new(0, 1, 0, 0, false, false, 0, 0, 0);

    /// <summary>
    /// Writes the changed image, standardised. Points between pixels are interpolated bilinearly, points outside take the nearest edge.
    /// </summary>
    /// <param name="image">One channel, row by row.</param>
    /// <param name="shade">From byte to standardised value.</param>
    /// <param name="target">Where the pixels go, from the first one on.</param>
    /// <param name="step">From a pixel to the next one in <paramref name="target"/>.</param>
    public void Write(ReadOnlySpan<byte> image, int size, float[] shade, Span<float> target, int step)
    {
        if (this == None)
        {
            for (var i = 0; i < image.Length; i++)
                target[i * step] = shade[image[i]];
            return;
        }

        var centre = (size - 1) / 2f;
        var (cos, sin) = ((float)(Math.Cos(Turn) / Zoom), (float)(Math.Sin(Turn) / Zoom));
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                var (dx, dy) = ((FlipX ? size - 1 - x : x) - centre - (float)Right, (FlipY ? size - 1 - y : y) - centre - (float)Down);
                target[(y * size + x) * step] = Sample(image, size, shade, cos * dx + sin * dy + centre, cos * dy - sin * dx + centre);
            }
        }

        // Standardised, 0 is the mean shade.
        for (var y = Math.Max(0, Top); y < Math.Min(size, Top + Side); y++)
        {
            for (var x = Math.Max(0, Left); x < Math.Min(size, Left + Side); x++)
                target[(y * size + x) * step] = 0;
        }
    }

    private static float Sample(ReadOnlySpan<byte> image, int size, float[] shade, float x, float y)
    {
        (x, y) = (Math.Clamp(x, 0, size - 1.001f), Math.Clamp(y, 0, size - 1.001f));
        var (left, top) = ((int)x, (int)y);
        var (across, down) = (x - left, y - top);
        var at = top * size + left;
        var upper = shade[image[at]] * (1 - across) + shade[image[at + 1]] * across;
        var lower = shade[image[at + size]] * (1 - across) + shade[image[at + size + 1]] * across;
        return upper * (1 - down) + lower * down;
    }
}
