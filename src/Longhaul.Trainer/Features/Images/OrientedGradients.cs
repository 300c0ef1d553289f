namespace Longhaul.Trainer.Features.Images;

/// <summary>
/// Histograms of oriented gradients (Dalal &amp; Triggs 2005): gradients by [−1, 0, 1] of the colour channel where they are largest; votes of their
/// length into cells and orientations from 0° to 180°, shared linearly among the two nearest of each; blocks of 2 × 2 cells that overlap, each
/// scaled to length 1, cut at 0.2 and scaled again (L2-Hys).
/// </summary>
/// <param name="size">Width and height of the images, in pixels.</param>
/// <param name="cell">Width and height of a cell, in pixels; what is left over at the right and below belongs to the last cells.</param>
/// <param name="bins">Orientations.</param>
internal sealed class OrientedGradients(int size, int cell, int bins)
{
    private const float Hysteresis = 0.2f;
    private const float Epsilon = 1e-3f;

    private readonly int _cells = Math.Max(1, size / cell);

    private int Blocks => Math.Max(1, _cells - 1);

    private int BlockCells => Math.Min(2, _cells);

    /// <summary>Features per image.</summary>
    public int Width => Blocks * Blocks * BlockCells * BlockCells * bins;

    /// <summary>Writes an image's features.</summary>
    public void Describe(RgbImage image, Span<float> features)
    {
        var histograms = new float[_cells * _cells * bins];
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
                Vote(image, x, y, histograms);
        }

        var at = 0;
        for (var by = 0; by < Blocks; by++)
        {
            for (var bx = 0; bx < Blocks; bx++)
            {
                var start = at;
                for (var cy = by; cy < by + BlockCells; cy++)
                {
                    histograms.AsSpan(((cy * _cells) + bx) * bins, BlockCells * bins).CopyTo(features[at..]);
                    at += BlockCells * bins;
                }

                Normalise(features[start..at]);
            }
        }
    }

    private void Vote(RgbImage image, int x, int y, float[] histograms)
    {
        var (gx, gy) = Gradient(image, x, y);
        var length = MathF.Sqrt((gx * gx) + (gy * gy));
        if (length == 0)
            return;
        var angle = MathF.Atan2(gy, gx) / MathF.PI;
        var (bin, share) = Split((angle < 0 ? angle + 1 : angle) * bins - 0.5f);
        var (cx, shareX) = Split(((x + 0.5f) / cell) - 0.5f);
        var (cy, shareY) = Split(((y + 0.5f) / cell) - 0.5f);
        for (var i = 0; i < 4; i++)
        {
            var (column, row) = (Math.Clamp(cx + (i & 1), 0, _cells - 1), Math.Clamp(cy + (i >> 1), 0, _cells - 1));
            var weight = length * ((i & 1) == 0 ? 1 - shareX : shareX) * ((i >> 1) == 0 ? 1 - shareY : shareY);
            var place = ((row * _cells) + column) * bins;
            histograms[place + ((bin + bins) % bins)] += weight * (1 - share);
            histograms[place + ((bin + 1) % bins)] += weight * share;
        }
    }

    private (float X, float Y) Gradient(RgbImage image, int x, int y)
    {
        float bestX = 0, bestY = 0;
        var (left, right) = (Math.Max(0, x - 1), Math.Min(size - 1, x + 1));
        var (above, below) = (Math.Max(0, y - 1), Math.Min(size - 1, y + 1));
        foreach (var channel in image.Channels)
        {
            var gx = channel[(y * size) + right] - channel[(y * size) + left];
            var gy = channel[(below * size) + x] - channel[(above * size) + x];
            if ((gx * gx) + (gy * gy) > (bestX * bestX) + (bestY * bestY))
                (bestX, bestY) = (gx, gy);
        }

        return (bestX, bestY);
    }

    private static (int Floor, float Share) Split(float place)
    {
        var floor = MathF.Floor(place);
        return ((int)floor, place - floor);
    }

    private static void Normalise(Span<float> block)
    {
        Scale(block);
        for (var i = 0; i < block.Length; i++)
            block[i] = Math.Min(block[i], Hysteresis);
        Scale(block);
    }

    private static void Scale(Span<float> block)
    {
        var squares = 0f;
        foreach (var value in block)
            squares += value * value;
        var length = MathF.Sqrt(squares + (Epsilon * Epsilon));
        for (var i = 0; i < block.Length; i++)
            block[i] /= length;
    }
}
