using System.Globalization;
using Longhaul.Runs.Tables;

namespace Longhaul.Runs.Tasks.Sources;

/// <summary>
/// A task whose targets are images: a folder of images, a folder with an image of the same name and size for each of them, a folder of images to
/// turn into such ones, and a sample submission that names single pixels IMAGE_ROW_COLUMN. It becomes a table of pixels.
/// </summary>
/// <param name="Inputs">The folder of images to learn from, relative.</param>
/// <param name="Outputs">The folder of what they should look like.</param>
/// <param name="Test">The folder of images to predict.</param>
/// <param name="Base">What rows and columns are counted from, 0 or 1.</param>
internal sealed record ImagePairs(string Root, string Inputs, string Outputs, string Test, int Base)
{
    /// <summary>Pixels to learn from: more of them add time, hardly knowledge.</summary>
    private const int MostPixels = 600_000;

    /// <summary>The columns of the tables, beside the sample's own.</summary>
    public const string Image = "image", Row = "row", Column = "column";

    /// <summary>Finds the folders; null where the task is another.</summary>
    /// <param name="sample">The sample submission: an id and a value.</param>
    public static ImagePairs? Find(string root, string sample)
    {
        if (Table.ReadHeader(sample) is not [_, _])
            return null;
        string[] folders = [.. Directory.EnumerateDirectories(root).Select(folder => Path.GetFileName(folder)!).Where(folder => Names(root, folder).Length > 0).Order(StringComparer.Ordinal)];
        if (Array.Find(folders, folder => folder.StartsWith("test", StringComparison.OrdinalIgnoreCase)) is not { } test)
            return null;
        var pair = (from inputs in folders
                    from outputs in folders
                    where inputs != outputs && inputs != test && outputs != test && AreAlike(root, inputs, outputs)
                    orderby inputs.Length
                    select (inputs, outputs)).FirstOrDefault();
        return pair.inputs is not null && Counted(root, test, sample) is { } from ? new ImagePairs(root, pair.inputs, pair.outputs, test, from) : null;
    }

    /// <summary>The labelled pixels, drawn evenly from every image: id, image, row, column, value in [0, 1].</summary>
    /// <exception cref="TaskPackageException">An image can't be read.</exception>
    public Table Train(string id, string value)
    {
        var names = Names(Root, Inputs);
        var each = MostPixels / names.Length;
        var columns = new Columns();
        var values = new ColumnBuilder(value);
        foreach (var (index, name) in names.Index())
        {
            var png = GreyPng.TryRead(Path.Combine(Root, Outputs, name))
                ?? throw new TaskPackageException(Path.Combine(Root, Outputs, name), "can't be read: images as targets must be PNG with 8 bits a channel, not interlaced.");
            foreach (var pixel in Drawn(png.Pixels.Length, each, index))
            {
                columns.Add(Path.GetFileNameWithoutExtension(name), $"{Inputs}/{name}", pixel / png.Width, pixel % png.Width, Base);
                values.Add(Math.Round(png.Pixels[pixel] / 255.0, 5));
            }
        }

        return columns.Build(id, values.Build());
    }

    /// <summary>The pixels to predict, in the sample's order: id, image, row, column.</summary>
    /// <exception cref="TaskPackageException">An id of the sample names no pixel.</exception>
    public Table TestOf(Column ids)
    {
        var images = Names(Root, Test).ToDictionary(name => Path.GetFileNameWithoutExtension(name)!, name => $"{Test}/{name}", StringComparer.Ordinal);
        var columns = new Columns();
        foreach (var id in ids)
        {
            if (!TryParse(id, out var image, out var row, out var column) || !images.TryGetValue(image.ToString(), out var path))
                throw new TaskPackageException(Path.Combine(Root, Test), $"the sample submission's id '{id}' names no pixel of an image in here (IMAGE_ROW_COLUMN).");
            columns.Place(path, row - Base, column - Base);
        }

        return columns.Build(ids, null);
    }

    /// <summary>Distinct pixels of an image, ascending; the same at every time.</summary>
    private static IEnumerable<int> Drawn(int pixels, int count, int seed)
    {
        if (count >= pixels)
            return Enumerable.Range(0, pixels);
        var random = new Random(seed);
        var drawn = new SortedSet<int>();
        while (drawn.Count < count)
            drawn.Add(random.Next(pixels));
        return drawn;
    }

    /// <summary>0 or 1, by the first image's ids; null where ids are no pixels.</summary>
    private static int? Counted(string root, string test, string sample)
    {
        var images = Names(root, test).ToDictionary(name => Path.GetFileNameWithoutExtension(name)!, name => name, StringComparer.Ordinal);
        int? least = null;
        foreach (var line in File.ReadLines(sample).Skip(1).Take(200_000))
        {
            if (!TryParse(line.Split(',')[0].Trim('"'), out var image, out var row, out var column) || !images.ContainsKey(image.ToString()))
                return null;
            least = Math.Min(least ?? int.MaxValue, Math.Min(row, column));
        }

        return least is 0 or 1 ? least : null;
    }

    private static bool TryParse(ReadOnlySpan<char> id, out ReadOnlySpan<char> image, out int row, out int column)
    {
        image = default;
        row = column = 0;
        var second = id.LastIndexOf('_');
        var first = second < 0 ? -1 : id[..second].LastIndexOf('_');
        if (first < 1)
            return false;
        image = id[..first];
        return int.TryParse(id[(first + 1)..second], NumberStyles.None, CultureInfo.InvariantCulture, out row)
            && int.TryParse(id[(second + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out column);
    }

    /// <summary>Whether the folders hold images of the same names, and the first ones are of one size.</summary>
    private static bool AreAlike(string root, string inputs, string outputs)
    {
        var names = Names(root, inputs);
        return names.SequenceEqual(Names(root, outputs))
            && names.Take(3).All(name => GreyPng.SizeOf(Path.Combine(root, inputs, name)) is { } size && size == GreyPng.SizeOf(Path.Combine(root, outputs, name)));
    }

    private static string[] Names(string root, string folder) =>
    [
        .. new DirectoryInfo(Path.Combine(root, folder)).EnumerateFiles("*.png", new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint })
            .Select(file => file.Name).Order(StringComparer.Ordinal),
    ];

    private sealed class Columns
    {
        private readonly ColumnBuilder _images = new(Image), _rows = new(Row), _columns = new(Column);
        private readonly List<string> _names = [];

        public void Add(string image, string path, int row, int column, int from)
        {
            _names.Add(string.Create(CultureInfo.InvariantCulture, $"{image}_{row + from}_{column + from}"));
            Place(path, row, column);
        }

        public void Place(string path, int row, int column)
        {
            _images.Add(path);
            _rows.Add(row);
            _columns.Add(column);
        }

        public Table Build(string id, Column values) => Build(new Column(id, _names), values);

        public Table Build(Column ids, Column? values) =>
            new([ids, _images.Build(), _rows.Build(), _columns.Build(), .. values is null ? Array.Empty<Column>() : [values]]);
    }
}
