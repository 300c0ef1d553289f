using Longhaul.Pipelines;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Features.Images;

/// <summary>
/// Images as bytes for networks that look at them themselves: of one size, and in colours only where some image has any. Makes no features.
/// </summary>
/// <param name="column">The column; a pipeline has at most one that networks look at.</param>
/// <param name="size">Width and height in pixels; 0: the median of the images' longer sides, at most <paramref name="largest"/>.</param>
public sealed class ImageArrayStep(string column, int size, int largest, string channels) : IFeatureStep
{
    private const int LargestSize = 256;

    // Enough to know a folder of images by.
    private const int Looked = 200;

    // A shade that is nearly grey is what JPEG leaves of a grey scan.
    private const int GreyWithin = 12;

    public FittedStep Fit(Frame frame, int[] rows, Labels labels)
    {
        // The form of images is no label and no statistic of the target: all rows of the frame may tell it, so that every fold has the same.
        var form = frame.Once(("image form", column, size, largest, channels), () => FormOf(frame.Column<ImageColumn>(column)));
        return FittedStep.Of(new Fitted(column, form.Size, form.Channels), frame, rows);
    }

    public IFittedStep Load(StateReader from) => new Fitted(column, from.Whole("size", 1, LargestSize), from.Whole("channels", 1, 3));

    private Form FormOf(ImageColumn images)
    {
        string[] paths = [.. images.Paths.Where(path => path.Length > 0).Distinct(StringComparer.Ordinal)];
        if (paths.Length == 0)
            return new Form(Math.Max(8, size), 1);
        var some = Enumerable.Range(0, Math.Min(Looked, paths.Length)).Select(i => Path.Combine(images.Folder, paths[(int)((long)i * paths.Length / Math.Min(Looked, paths.Length))])).ToArray();
        int[] sides = [.. some.Select(path => Undamaged(path, LongerSide)).OfType<int>().Order()];
        if (sides.Length == 0)
            throw new PipelineException($"{Path.Combine(images.Folder, paths[0])}: no image that can be read, nor is any other of '{column}'");
        var side = size > 0 ? size : Math.Clamp(sides[sides.Length / 2], 8, largest);
        return new Form(side, channels switch
        {
            "grey" => 1,
            "colour" => 3,
            _ => some.Any(path => Undamaged(path, HasColours) == true) ? 3 : 1,
        });
    }

    /// <summary>What a look at the image gives; null where it can't be decoded.</summary>
    private static T? Undamaged<T>(string path, Func<string, T> look) where T : struct
    {
        try
        {
            return look(path);
        }
        catch (DamagedImageException)
        {
            return null;
        }
    }

    private static int LongerSide(string path)
    {
        var size = ImageFile.SizeOf(path);
        return Math.Max(size.Width, size.Height);
    }

    private static bool HasColours(string path)
    {
        var bytes = ImageBytes.Read(path, size: 16, channels: 3);
        var pixels = bytes.Length / 3;
        return Enumerable.Range(0, pixels).Any(i => Math.Abs(bytes[i] - bytes[pixels + i]) > GreyWithin || Math.Abs(bytes[i] - bytes[2 * pixels + i]) > GreyWithin);
    }

    private sealed record Form(int Size, int Channels);

    private sealed record Fitted(string Column, int Size, int Channels) : IFittedStep
    {
        public void Save(StateWriter to)
        {
            to.Set("size", Size);
            to.Set("channels", Channels);
        }

        public FeatureMatrix Transform(Frame frame, int[] rows)
        {
            var images = frame.Once(("image array", Column, Size, Channels), () => ImageBytes.ReadAll(frame, frame.Column<ImageColumn>(Column), Size, Channels));
            return FeatureMatrix.Of(rows.Length, [], []) with { Images = new ImageBlock(Size, Channels, images, rows) };
        }
    }
}
