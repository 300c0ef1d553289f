using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks.Inference;

namespace Longhaul.Runs.Tasks.Sources;

/// <summary>Makes tables of a folder that has images and a sample submission, but no table to learn from.</summary>
internal static class ImageTables
{
    private const int MaxDescriptionBytes = 1 << 16;

    /// <summary>The folder with the tables that its images make; as it is where they make none.</summary>
    /// <exception cref="TaskPackageException">An image that is needed can't be read.</exception>
    public static FolderView Of(string folder, AnswerBook book)
    {
        string[] files = [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file))];
        if (FileRoles.Best(files, FileRole.Sample) is not [var sample] || FileRoles.Best(files, FileRole.Train).Count > 0 || book.Given("train") is not null
            || !Directory.EnumerateDirectories(folder).Any())
            return new FolderView(folder);
        var path = Path.Combine(folder, sample);
        return ImagePairs.Find(folder, path) is { } pairs ? OfPixels(pairs, path, book)
            : NamedImages.Find(folder) is { } images ? OfNames(images, path, Description(folder, files), book)
            : new FolderView(folder);
    }

    private static FolderView OfPixels(ImagePairs pairs, string sample, AnswerBook book)
    {
        var names = Table.ReadHeader(sample);
        book.Infer($"train.csv: pixels of {pairs.Inputs}/ with the brightness that they have in {pairs.Outputs}/, drawn evenly from all images");
        book.Infer($"test.csv: the pixels of {pairs.Test}/ that the sample submission names IMAGE_ROW_COLUMN, counted from {pairs.Base}");
        return new FolderView(pairs.Root)
        {
            Written =
            [
                ("train.csv", $"pixels of {pairs}", path => TableWriter.Write(path, pairs.Train(names[0], names[1]))),
                ("test.csv", $"pixels of {pairs}", path => TableWriter.Write(path, pairs.TestOf(Table.Read(sample).Columns[0]))),
            ],
        };
    }

    private static FolderView OfNames(NamedImages images, string sample, string description, AnswerBook book)
    {
        var table = images.Table(Table.ReadHeader(sample), description, out var note);
        book.Infer($"train.csv: a row per image of train/, its label by its name ({note})");
        return new FolderView(Path.GetDirectoryName(sample)!) { Written = [("train.csv", $"labels by name, {note}", path => TableWriter.Write(path, table))] };
    }

    private static string Description(string folder, string[] files)
    {
        if (FileRoles.Best(files, FileRole.Description) is not [var name, ..])
            return "";
        using var stream = File.OpenRead(Path.Combine(folder, name));
        var bytes = new byte[Math.Min(stream.Length, MaxDescriptionBytes)];
        return System.Text.Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }
}
