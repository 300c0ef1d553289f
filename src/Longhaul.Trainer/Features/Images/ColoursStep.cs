using System.Globalization;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Images;

/// <summary>Which colours an image has, over all and by region: means and deviations of its channels, and histograms of hue, saturation and value.</summary>
public sealed class ColoursStep(IReadOnlyList<string> columns, int bins, int regions) : IFeatureStep, IFittedStep
{
    // Colours need no details.
    private const int Size = 48;

    private int Width => (6 * regions * regions) + (3 * bins) + 6;

    public FittedStep Fit(Frame frame, int[] rows, Labels labels) => FittedStep.Of(this, frame, rows);

    public IFittedStep Load(StateReader from) => this;

    // Nothing is learnt.
    public void Save(StateWriter to)
    {
    }

    public FeatureMatrix Transform(Frame frame, int[] rows)
    {
        List<float[]> dense = [];
        List<Feature> features = [];
        foreach (var name in columns)
        {
            var all = frame.Once(("colours", name, bins, regions), () => ImageReader.Read(frame, frame.Column<ImageColumn>(name), Size, Width, Describe));
            dense.AddRange(all.Select(column => FeatureMatrix.Gather(column, rows)));
            features.AddRange(Enumerable.Range(0, Width).Select(i => new Feature(string.Create(CultureInfo.InvariantCulture, $"{name} colour {i}"))));
        }

        return FeatureMatrix.Of(rows.Length, [.. dense], features);
    }

    private void Describe(RgbImage image, Span<float> features)
    {
        var at = 0;
        foreach (var channel in image.Channels)
        {
            for (var region = 0; region < regions * regions; region++)
                (features[at++], features[at++]) = Moments(channel, region % regions, region / regions, regions);
            (features[at++], features[at++]) = Moments(channel, 0, 0, 1);
        }

        var histograms = features[at..];
        histograms.Clear();
        var share = 1f / (Size * Size);
        for (var pixel = 0; pixel < Size * Size; pixel++)
        {
            var (hue, saturation, value) = Hsv(image.Channels[0][pixel], image.Channels[1][pixel], image.Channels[2][pixel]);
            // A hue without colour says nothing, so it counts by its saturation.
            histograms[Bin(hue)] += share * saturation;
            histograms[bins + Bin(saturation)] += share;
            histograms[(2 * bins) + Bin(value)] += share;
        }
    }

    private int Bin(float value) => Math.Clamp((int)(value * bins), 0, bins - 1);

    private static (float Mean, float Deviation) Moments(float[] channel, int column, int row, int regions)
    {
        int fromX = Size * column / regions, toX = Size * (column + 1) / regions, fromY = Size * row / regions, toY = Size * (row + 1) / regions;
        double sum = 0, squares = 0;
        for (var y = fromY; y < toY; y++)
        {
            for (var x = fromX; x < toX; x++)
            {
                var value = channel[(y * Size) + x];
                sum += value;
                squares += value * value;
            }
        }

        var count = (toX - fromX) * (toY - fromY);
        var mean = sum / count;
        return ((float)mean, (float)Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean))));
    }

    /// <summary>Hue, saturation and value (Smith 1978), each in [0, 1].</summary>
    internal static (float Hue, float Saturation, float Value) Hsv(float red, float green, float blue)
    {
        var (most, least) = (Math.Max(red, Math.Max(green, blue)), Math.Min(red, Math.Min(green, blue)));
        var range = most - least;
        if (range <= 0)
            return (0, 0, most);
        var hue = most == red ? (green - blue) / range : most == green ? 2 + ((blue - red) / range) : 4 + ((red - green) / range);
        return ((hue < 0 ? hue + 6 : hue) / 6, range / most, most);
    }
}
