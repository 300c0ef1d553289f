using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Images;

/// <summary>An image's pixels in [0, 1], row by row, after resizing to a square: grey ones, or red, green and blue. An empty cell gives empty features.</summary>
public sealed class PixelsStep(IReadOnlyList<string> columns, int size, bool colour) : IFeatureStep, IFittedStep
{
    private static readonly string[] Channels = [" red", " green", " blue"];

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
            // Reading an image needs no fitting, so it is done once for all folds.
            var pixels = frame.Once(("pixels", name, size, colour), () => Read(frame, frame.Column<ImageColumn>(name)));
            for (var i = 0; i < pixels.Length; i++)
            {
                var pixel = i % (size * size);
                dense.Add(FeatureMatrix.Gather(pixels[i], rows));
                features.Add(new Feature($"{name} {pixel / size}:{pixel % size}{(colour ? Channels[i / (size * size)] : "")}"));
            }
        }

        return FeatureMatrix.Of(rows.Length, [.. dense], features);
    }

    private float[][] Read(Frame frame, ImageColumn column) => colour ? ImageReader.Read(frame, column, size, 3 * size * size, InColour) : ReadGrey(frame, column);

    private void InColour(RgbImage image, Span<float> features)
    {
        for (var channel = 0; channel < 3; channel++)
            image.Channels[channel].CopyTo(features[(channel * size * size)..]);
    }

    private float[][] ReadGrey(Frame frame, ImageColumn column)
    {
        var images = ImageBytes.ReadAll(frame, column, size, channels: 1);
        return [.. Enumerable.Range(0, size * size).Select(pixel => Array.ConvertAll(images, image => image.Length == 0 ? float.NaN : image[pixel] / 255f))];
    }
}
