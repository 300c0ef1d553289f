namespace Longhaul.Trainer.Features.Images.Neighbourhood;

/// <summary>Filters over square windows of (2 · radius + 1)² pixels; beyond the border the image goes on as its border.</summary>
internal static class Filters
{
    /// <summary>The mean, by sums along rows, then along columns.</summary>
    public static float[] Mean(GreyImage image, float[] plane, int radius) =>
        Columns(image, Rows(image, plane, radius, Means), radius, Means);

    /// <summary>The standard deviation.</summary>
    public static float[] Deviation(GreyImage image, float[] plane, float[] mean, int radius)
    {
        var squares = Mean(image, Array.ConvertAll(plane, value => value * value), radius);
        for (var i = 0; i < squares.Length; i++)
            squares[i] = MathF.Sqrt(MathF.Max(0, squares[i] - (mean[i] * mean[i])));
        return squares;
    }

    /// <summary>The darkest pixel (erosion).</summary>
    public static float[] Least(GreyImage image, float[] plane, int radius) => Columns(image, Rows(image, plane, radius, Leasts), radius, Leasts);

    /// <summary>The brightest pixel (dilation).</summary>
    public static float[] Greatest(GreyImage image, float[] plane, int radius)
    {
        var turned = Least(image, Array.ConvertAll(plane, value => -value), radius);
        return Array.ConvertAll(turned, value => -value);
    }

    /// <summary>The median, by a histogram that slides along each row (Huang, Yang, Tang 1979).</summary>
    public static float[] Median(GreyImage image, int radius)
    {
        var median = new float[image.Pixels.Length];
        var half = ((2 * radius) + 1) * ((2 * radius) + 1) / 2;
        var histogram = new int[256];
        for (var y = 0; y < image.Height; y++)
        {
            Array.Clear(histogram);
            for (var dx = -radius; dx <= radius; dx++)
                Change(image, histogram, y, dx, radius, 1);
            for (var x = 0; x < image.Width; x++)
            {
                int below = 0, level = 0;
                while ((below += histogram[level]) <= half)
                    level++;
                median[(y * image.Width) + x] = level;
                Change(image, histogram, y, x - radius, radius, -1);
                Change(image, histogram, y, x + radius + 1, radius, 1);
            }
        }

        return median;
    }

    private static void Change(GreyImage image, int[] histogram, int y, int x, int radius, int by)
    {
        var column = Math.Clamp(x, 0, image.Width - 1);
        for (var dy = -radius; dy <= radius; dy++)
            histogram[image.Pixels[(Math.Clamp(y + dy, 0, image.Height - 1) * image.Width) + column]] += by;
    }

    private static float[] Rows(GreyImage image, float[] plane, int radius, Action<float[], float[], int> filter)
    {
        var result = new float[plane.Length];
        var (line, filtered) = (new float[image.Width + (2 * radius)], new float[image.Width]);
        for (var y = 0; y < image.Height; y++)
        {
            for (var i = 0; i < line.Length; i++)
                line[i] = plane[(y * image.Width) + Math.Clamp(i - radius, 0, image.Width - 1)];
            filter(line, filtered, radius);
            Array.Copy(filtered, 0, result, y * image.Width, image.Width);
        }

        return result;
    }

    private static float[] Columns(GreyImage image, float[] plane, int radius, Action<float[], float[], int> filter)
    {
        var result = new float[plane.Length];
        var (line, filtered) = (new float[image.Height + (2 * radius)], new float[image.Height]);
        for (var x = 0; x < image.Width; x++)
        {
            for (var i = 0; i < line.Length; i++)
                line[i] = plane[(Math.Clamp(i - radius, 0, image.Height - 1) * image.Width) + x];
            filter(line, filtered, radius);
            for (var y = 0; y < image.Height; y++)
                result[(y * image.Width) + x] = filtered[y];
        }

        return result;
    }

    private static void Means(float[] line, float[] result, int radius)
    {
        var width = (2 * radius) + 1;
        double sum = 0;
        for (var i = 0; i < line.Length; i++)
        {
            sum += line[i];
            if (i >= width)
                sum -= line[i - width];
            if (i >= width - 1)
                result[i - width + 1] = (float)(sum / width);
        }
    }

    /// <summary>Sliding minima in three comparisons a value, whatever the width (van Herk 1992).</summary>
    private static void Leasts(float[] line, float[] result, int radius)
    {
        var width = (2 * radius) + 1;
        var (forward, backward) = (new float[line.Length], new float[line.Length]);
        for (var i = 0; i < line.Length; i++)
            forward[i] = i % width == 0 ? line[i] : Math.Min(forward[i - 1], line[i]);
        for (var i = line.Length - 1; i >= 0; i--)
            backward[i] = i == line.Length - 1 || (i + 1) % width == 0 ? line[i] : Math.Min(backward[i + 1], line[i]);
        for (var i = 0; i < result.Length; i++)
            result[i] = Math.Min(backward[i], forward[i + width - 1]);
    }
}
