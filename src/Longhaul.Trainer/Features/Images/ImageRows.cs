using System.Collections.Concurrent;
using System.Globalization;
using Longhaul.Pipelines;
using Longhaul.Trainer.Data;

namespace Longhaul.Trainer.Features.Images;

/// <summary>
/// Goes through the images of a column, several at once. A damaged file among many counts as an empty cell, and the frame's notes say so: one of ten thousand
/// must not keep every model from the others. Where more than a few of those to learn from are damaged, it is no damage but something else that is wrong; rows to
/// predict alone are predicted, whatever their images are.
/// </summary>
internal static class ImageRows
{
    private const double MostDamaged = 0.01;
    private const int FewestForMost = 50;
    private const int Named = 3;

    /// <summary>Looks at every row.</summary>
    /// <param name="look">Gets a row and the path of its image, or null where it has none; called from several threads, and again with null after the path of a damaged one.</param>
    /// <exception cref="PipelineException">There are training rows, and more than a hundredth of the images can't be decoded, or any of fewer than fifty.</exception>
    public static void ForEach(Frame frame, ImageColumn column, Action<int, string?> look)
    {
        var damaged = new ConcurrentDictionary<string, DamagedImageException>(StringComparer.Ordinal);
        Parallel.For(0, column.Paths.Length, row =>
        {
            try
            {
                look(row, column.Paths[row].Length == 0 ? null : Path.Combine(column.Folder, column.Paths[row]));
            }
            catch (DamagedImageException problem)
            {
                damaged[column.Paths[row]] = problem;
                look(row, null);
            }
        });
        if (damaged.IsEmpty)
            return;
        var images = column.Paths.Where(path => path.Length > 0).Distinct(StringComparer.Ordinal).Count();
        string[] paths = [.. damaged.Keys.Order(StringComparer.Ordinal)];
        if (frame.TrainRows > 0 && (images < FewestForMost || paths.Length > Math.Max(1, MostDamaged * images)))
            throw new PipelineException(paths.Length == 1 ? damaged[paths[0]].Message : string.Create(CultureInfo.InvariantCulture, $"{damaged[paths[0]].Message}; {paths.Length} of {images} images are so"));
        frame.Note(string.Create(CultureInfo.InvariantCulture,
            $"{paths.Length} of {images} images in '{column.Name}' can't be decoded and count as empty cells: {string.Join(", ", paths.Take(Named))}{(paths.Length > Named ? " …" : "")}"));
    }
}
