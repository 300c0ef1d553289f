using Longhaul.Pipelines;
using Longhaul.Runs.Files;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Images.Neighbourhood;

/// <summary>
/// Features of single pixels: what lies around them (<see cref="PixelMaps"/>). Rows name a pixel by an image, its row and its column, from 0 on.
/// Nothing is fitted.
/// </summary>
public sealed class NeighbourhoodStep : IFeatureStep, IFittedStep
{
    private readonly string _image, _row, _column;

    /// <param name="columns">The image's column, then those of the pixel's row and column.</param>
    /// <exception cref="PipelineException">They are not three.</exception>
    public NeighbourhoodStep(IReadOnlyList<string> columns) => (_image, _row, _column) = columns is [var image, var row, var column]
        ? (image, row, column)
        : throw new PipelineException("'neighbourhood' needs exactly three columns: the image, the pixel's row, the pixel's column");

    public FittedStep Fit(Frame frame, int[] rows, Labels labels) => FittedStep.Of(this, frame, rows);

    public IFittedStep Load(StateReader from) => this;

    public void Save(StateWriter to)
    {
        // Nothing was learnt.
    }

    public FeatureMatrix Transform(Frame frame, int[] rows)
    {
        Feature[] features = [.. PixelMaps.Names.Select(name => new Feature(name))];
        if (!Array.TrueForAll(rows, row => row < frame.TrainRows))
            return FeatureMatrix.Of(rows.Length, Make(frame, rows), features);
        // All folds learn from and score the same pixels; those to predict are too many to keep.
        var train = frame.Once(("neighbourhood", _image, _row, _column), () => Make(frame, [.. Enumerable.Range(0, frame.TrainRows)]));
        return FeatureMatrix.Of(rows.Length, [.. train.Select(column => FeatureMatrix.Gather(column, rows))], features);
    }

    private float[][] Make(Frame frame, int[] rows)
    {
        float[][] columns = [.. PixelMaps.Names.Select(_ => new float[rows.Length])];
        var images = frame.Column<ImageColumn>(_image);
        var (down, across) = (frame.Column<NumberColumn>(_row).Values, frame.Column<NumberColumn>(_column).Values);
        var groups = Enumerable.Range(0, rows.Length).GroupBy(i => images.Paths[rows[i]], StringComparer.Ordinal).Where(group => group.Key.Length > 0);
        // Maps of an image take some 60 MB: a few images at once, however many cores there are.
        Parallel.ForEach(groups, new ParallelOptions { MaxDegreeOfParallelism = Math.Min(4, Environment.ProcessorCount) }, group =>
        {
            var path = SafePath.Below(images.Folder, group.Key, out var problem) ?? throw new PipelineException($"{group.Key}: {problem}");
            var maps = PixelMaps.Of(GreyImage.Read(path));
            foreach (var i in group)
                maps.Fill(columns, i, (int)down[rows[i]], (int)across[rows[i]]);
        });
        return columns;
    }
}
