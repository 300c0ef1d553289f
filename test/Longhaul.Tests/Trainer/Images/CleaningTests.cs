using System.Globalization;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Arrow;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.Training;
using SkiaSharp;

namespace Longhaul.Tests.Trainer.Images;

/// <summary>Dirty pages become clean ones, by the trainer's own path.</summary>
public sealed class CleaningTests
{
    private const int Pages = 6, Width = 48, Height = 40;

    [Fact]
    public void Text_is_told_from_stains_on_pages_that_were_never_seen()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("files"));
        var pages = Enumerable.Range(0, Pages).Select(page => Page(page, folder.At($"files/{page}.png"))).ToArray();
        var pipeline = Pipeline.Parse("""
            columns: {image: image, row: number, column: number}
            features: [{step: neighbourhood, columns: [image, row, column]}]
            model: {kind: lightgbm, params: {rounds: 60, early_stopping: 0, num_leaves: 15}}
            """);
        Write(folder, pages);

        var (predictions, _) = new CrossValidation(FrameReader.Read(folder.At(""), pipeline), pipeline, 2, TimeProvider.System, _ => { }).Run(null);

        var (ours, untouched) = (0.0, 0.0);
        for (var i = 0; i < predictions.Rows.Length; i++)
        {
            var (page, pixel) = (predictions.Rows[i] / (Width * Height), predictions.Rows[i] % (Width * Height));
            ours += Math.Pow(predictions.HeldOut[0][i] - pages[page].Clean[pixel], 2);
            untouched += Math.Pow(pages[page].Dirty[pixel] - pages[page].Clean[pixel], 2);
        }

        Math.Sqrt(ours / untouched).ShouldBeLessThan(0.35);
    }

    private static void Write(TemporaryFolder folder, (double[] Clean, double[] Dirty)[] pages)
    {
        int[] rows = [.. Enumerable.Range(0, Pages * Width * Height)];
        Column Of(string name, Func<int, object> cell) => new(name, rows.Select(row => Convert.ToString(cell(row), CultureInfo.InvariantCulture)!));
        Column[] columns =
        [
            Of("image", row => $"{row / (Width * Height)}.png"), Of("row", row => row % (Width * Height) / Width), Of("column", row => row % Width),
        ];
        HashSet<string> numeric = ["row", "column", "y"];
        var table = new Table([.. columns, Of("y", row => pages[row / (Width * Height)].Clean[row % (Width * Height)])]);
        ArrowTable.Write(folder.At("train.arrow"), table, numeric, ArrowSource.Integers(TrainingView.FoldColumn, row => row / (Width * Height) % 3));
        ArrowTable.Write(folder.At("test.arrow"), new Table([.. columns.Select(column => column.Rows(rows.Take(10)))]), numeric);
        var view = new TrainingView
        {
            Rows = rows.Length,
            TestRows = 10,
            Problem = new Problem([new Target("y", TargetKind.Number, [])]),
            Metric = new MetricSpec("rmse", Direction.Minimize),
            Split = SplitKind.Group,
            Group = "image",
            Folds = 3,
            Id = [],
            Images = ["image"],
        };
        File.WriteAllText(folder.At("view.json"), view.ToJson());
    }

    /// <summary>Dark strokes on white; the dirty copy has paper of uneven brightness, a stain as dark as pale ink, and noise.</summary>
    private static (double[] Clean, double[] Dirty) Page(int seed, string path)
    {
        var random = new Random(seed);
        double[] clean = [.. Enumerable.Repeat(1.0, Width * Height)];
        for (var stroke = 0; stroke < 25; stroke++)
        {
            var (x, y) = (random.Next(2, Width - 8), random.Next(2, Height - 3));
            for (var i = 0; i < 6; i++)
                clean[(y * Width) + x + i] = 0.1;
        }

        var (cx, cy) = (random.Next(Width), random.Next(Height));
        using var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Gray8, SKAlphaType.Opaque));
        var dirty = new double[clean.Length];
        for (var i = 0; i < dirty.Length; i++)
        {
            var stain = Math.Exp(-(Math.Pow((i % Width) - cx, 2) + Math.Pow((i / Width) - cy, 2)) / 150);
            var level = Math.Clamp(clean[i] * (0.8 - (0.35 * stain)) + (random.NextDouble() * 0.04), 0, 1);
            var grey = (byte)Math.Round(level * 255);
            dirty[i] = grey / 255.0;
            bitmap.SetPixel(i % Width, i / Width, new SKColor(grey, grey, grey));
        }

        using var file = File.Create(path);
        bitmap.Encode(file, SKEncodedImageFormat.Png, 100);
        return (clean, dirty);
    }
}
