using System.Globalization;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Images;

/// <summary>Histograms of oriented gradients of images: what shapes there are, whatever the light.</summary>
public sealed class HogStep(IReadOnlyList<string> columns, int size, int cell, int bins) : IFeatureStep, IFittedStep
{
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
        var gradients = new OrientedGradients(size, cell, bins);
        foreach (var name in columns)
        {
            var all = frame.Once(("hog", name, size, cell, bins), () => ImageReader.Read(frame, frame.Column<ImageColumn>(name), size, gradients.Width, gradients.Describe));
            dense.AddRange(all.Select(column => FeatureMatrix.Gather(column, rows)));
            features.AddRange(Enumerable.Range(0, gradients.Width).Select(i => new Feature(string.Create(CultureInfo.InvariantCulture, $"{name} hog {i}"))));
        }

        return FeatureMatrix.Of(rows.Length, [.. dense], features);
    }
}
