namespace Longhaul.Trainer.Features.Images.Neighbourhood;

/// <summary>
/// What is known of every pixel of an image by what lies around it, as maps of the image's size: estimates of the background (medians and closings
/// of large windows) and how much darker the pixel is, local means, deviations and extremes, gradients, its rank in the whole image. All in [0, 1]
/// units of brightness.
/// </summary>
internal sealed class PixelMaps
{
    private const int WindowRadius = 2;

    private readonly GreyImage _image;
    private readonly List<float[]> _maps = [];

    private PixelMaps(GreyImage image) => _image = image;

    /// <summary>Names of the features, in the order in which <see cref="Fill"/> writes them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. from dy in Enumerable.Range(-WindowRadius, (2 * WindowRadius) + 1) from dx in Enumerable.Range(-WindowRadius, (2 * WindowRadius) + 1) select $"pixel {dy}:{dx}",
        "below median 5", "median 5", "below median 25", "median 25", "below closing 9", "closing 9", "below closing 21", "closing 21", "contrast to median 25",
        "mean 3", "mean 7", "mean 15", "mean 41", "deviation 3", "deviation 7", "deviation 15", "least 3", "greatest 3", "least 7", "greatest 7", "least 21", "greatest 21",
        "place between extremes 21", "gradient across", "gradient down", "gradient", "curvature", "below mean 15", "below mean 41",
        "rank in the image", "image mean", "image deviation", "image 5 % quantile", "image median", "image 95 % quantile",
    ];

    /// <summary>The maps of an image.</summary>
    public static PixelMaps Of(GreyImage image)
    {
        var maps = new PixelMaps(image);
        var plane = Array.ConvertAll(image.Pixels, value => value / 255f);
        maps.Backgrounds(plane);
        maps.Surroundings(plane);
        maps.WholeImage(plane);
        return maps;
    }

    /// <summary>Writes a pixel's features to place <paramref name="at"/> of each column; a place outside the image gives those of the nearest pixel.</summary>
    public void Fill(float[][] columns, int at, int row, int column)
    {
        var feature = 0;
        for (var dy = -WindowRadius; dy <= WindowRadius; dy++)
        {
            for (var dx = -WindowRadius; dx <= WindowRadius; dx++)
                columns[feature++][at] = _image.Pixels[Place(row + dy, column + dx)] / 255f;
        }

        var place = Place(row, column);
        foreach (var map in _maps)
            columns[feature++][at] = map[map.Length == 1 ? 0 : place];
    }

    private int Place(int row, int column) => (Math.Clamp(row, 0, _image.Height - 1) * _image.Width) + Math.Clamp(column, 0, _image.Width - 1);

    private void Backgrounds(float[] plane)
    {
        var large = Scaled(Filters.Median(_image, 12));
        foreach (var background in new[] { Scaled(Filters.Median(_image, 2)), large, Closing(plane, 4), Closing(plane, 10) })
        {
            _maps.Add(Combine(background, plane, (b, p) => b - p));
            _maps.Add(background);
        }

        _maps.Add(Combine(plane, large, (p, b) => p / (b + 0.02f)));
    }

    private void Surroundings(float[] plane)
    {
        float[][] means = [.. new[] { 1, 3, 7, 20 }.Select(radius => Filters.Mean(_image, plane, radius))];
        _maps.AddRange(means);
        _maps.AddRange(new[] { 1, 3, 7 }.Select((radius, i) => Filters.Deviation(_image, plane, means[i], radius)));
        foreach (var radius in new[] { 1, 3, 10 })
        {
            _maps.Add(Filters.Least(_image, plane, radius));
            _maps.Add(Filters.Greatest(_image, plane, radius));
        }

        var (least, greatest) = (_maps[^2], _maps[^1]);
        _maps.Add([.. plane.Select((p, i) => (p - least[i]) / (greatest[i] - least[i] + 0.05f))]);
        var across = Shifted(plane, 0, 1, (a, b) => b - a);
        var down = Shifted(plane, 1, 0, (a, b) => b - a);
        _maps.AddRange([across, down, Combine(across, down, (a, d) => MathF.Sqrt((a * a) + (d * d))), Combine(means[0], plane, (m, p) => 9 * (m - p))]);
        _maps.AddRange(means.Skip(2).Select(mean => Combine(mean, plane, (m, p) => m - p)));
    }

    private void WholeImage(float[] plane)
    {
        var counts = new int[257];
        foreach (var value in _image.Pixels)
            counts[value + 1]++;
        for (var level = 1; level < counts.Length; level++)
            counts[level] += counts[level - 1];
        _maps.Add(Array.ConvertAll(_image.Pixels, value => (counts[value] + counts[value + 1]) / (2f * plane.Length)));
        var mean = plane.Average();
        _maps.Add([mean]);
        _maps.Add([MathF.Sqrt(plane.Average(value => (value - mean) * (value - mean)))]);
        foreach (var share in new[] { 0.05, 0.5, 0.95 })
            _maps.Add([Array.FindIndex(counts, 1, count => count >= share * plane.Length) / 255f]);
    }

    /// <summary>Fills what is darker than its surroundings and smaller than the window: text goes, paper stays.</summary>
    private float[] Closing(float[] plane, int radius) => Filters.Least(_image, Filters.Greatest(_image, plane, radius), radius);

    /// <summary>From the pixel before to the pixel after it.</summary>
    private float[] Shifted(float[] plane, int dy, int dx, Func<float, float, float> combine)
    {
        var result = new float[plane.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var (row, column) = (i / _image.Width, i % _image.Width);
            result[i] = combine(plane[Place(row - dy, column - dx)], plane[Place(row + dy, column + dx)]);
        }

        return result;
    }

    private static float[] Scaled(float[] levels) => Array.ConvertAll(levels, level => level / 255f);

    private static float[] Combine(float[] one, float[] other, Func<float, float, float> combine)
    {
        var result = new float[one.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = combine(one[i], other[i]);
        return result;
    }
}
