using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Runs.Tasks.Sources;
using SkiaSharp;

namespace Longhaul.Tests.Tasks;

/// <summary>Folders whose tables must be made of their images.</summary>
public sealed class ImageTablesTests
{
    [Fact]
    public void Pages_and_their_clean_copies_become_a_table_of_pixels_grouped_by_page()
    {
        using var task = Pages(start: 1);

        var package = task.Read(("metric", "rmse")).Require();

        package.Targets.ShouldBe(["value"]);
        package.Images.ShouldBe(["image"]);
        package.Split.ShouldBe(SplitKind.Group);
        package.Group.ShouldBe("image");
        var train = Table.Read(package.TrainFile);
        train.Names.ShouldBe(["id", "image", "row", "column", "value"]);
        train.RowCount.ShouldBe(3 * 6 * 4);
        var last = train.RowCount - 1;
        (train["id"][last], train["image"][last], train["row"][last], train["column"][last], train["value"][last]).ShouldBe(("9_4_6", "train/9.png", "3", "5", "1"));
        var test = Table.Read(package.TestFile);
        test["id"].ShouldBe(Table.Read(package.SampleFile)["id"]);
        (test["id"][1], test["row"][1], test["column"][1]).ShouldBe(("2_2_1", "1", "0"));
    }

    [Fact]
    public void Rows_and_columns_may_count_from_0()
    {
        using var task = Pages(start: 0);

        var test = Table.Read(task.Read(("metric", "rmse")).Require().TestFile);

        (test["id"][1], test["row"][1], test["column"][1]).ShouldBe(("2_1_0", "1", "0"));
    }

    [Fact]
    public void An_id_that_is_no_pixel_of_a_page_is_named()
    {
        using var task = Pages(start: 1);
        File.AppendAllText(task.At("sampleSubmission.csv"), string.Concat(Enumerable.Repeat("2_1_1,1\n", 200_000)) + "77_1_1,1\n");

        Should.Throw<TaskPackageException>(() => task.Read(("metric", "rmse"))).Message.ShouldContain("'77_1_1'");
    }

    [Theory]
    [InlineData("train/{0}.{1}.png")]
    [InlineData("train/{0}/{1}.png")]
    public void Images_that_name_their_class_become_a_table_of_labels(string name)
    {
        using var task = new TaskFolder().With("description.md", "Predict the probability that the image is a dog (1 = dog, 0 = cat).\n")
            .With("sample_submission.csv", "id,label\n1,0.5\n2,0.5\n").With("test/1.png", Png(4, 4)).With("test/2.png", Png(4, 4));
        foreach (var (word, number) in new[] { ("cat", 0), ("cat", 1), ("dog", 0), ("dog", 1) })
            task.With(string.Format(System.Globalization.CultureInfo.InvariantCulture, name, word, number), Png(4, 4));

        var package = task.Read().Require();

        package.Targets.ShouldBe(["label"]);
        package.Metric.Name.ShouldBe("roc_auc");
        var train = Table.Read(package.TrainFile);
        train["label"].ShouldBe(["0", "0", "1", "1"]);
        train["image"][2].ShouldBe(string.Format(System.Globalization.CultureInfo.InvariantCulture, name, "dog", 0));
        Table.Read(package.TestFile)["image"].ShouldBe(["test/1.png", "test/2.png"]);
    }

    [Theory]
    [InlineData(SKColorType.Gray8)]
    [InlineData(SKColorType.Rgba8888)]
    public void Brightness_is_what_a_known_decoder_sees(SKColorType type)
    {
        using var folder = new TemporaryFolder();
        using var bitmap = new SKBitmap(new SKImageInfo(31, 9, type, SKAlphaType.Opaque));
        for (var i = 0; i < 31 * 9; i++)
            bitmap.SetPixel(i % 31, i / 31, type == SKColorType.Gray8 ? new SKColor((byte)i, (byte)i, (byte)i) : new SKColor((byte)(i * 7), (byte)(i * 3), (byte)(i * 5)));
        using (var file = File.Create(folder.At("a.png")))
            bitmap.Encode(file, SKEncodedImageFormat.Png, 100);

        var png = GreyPng.TryRead(folder.At("a.png"))!;

        (png.Width, png.Height).ShouldBe((31, 9));
        for (var i = 0; i < png.Pixels.Length; i++)
        {
            var pixel = bitmap.GetPixel(i % 31, i / 31);
            ((double)png.Pixels[i]).ShouldBe((0.299 * pixel.Red) + (0.587 * pixel.Green) + (0.114 * pixel.Blue), 0.51);
        }
    }

    [Fact]
    public void A_damaged_image_is_no_image()
    {
        using var folder = new TemporaryFolder();
        var png = Png(20, 20);
        for (var cut = 0; cut < png.Length; cut += 7)
        {
            File.WriteAllBytes(folder.At("a.png"), png[..cut]);
            GreyPng.TryRead(folder.At("a.png")).ShouldBeNull();
        }
    }

    private static TaskFolder Pages(int start)
    {
        var task = new TaskFolder();
        foreach (var name in new[] { "5", "7", "9" })
            task.With($"train/{name}.png", Png(6, 4)).With($"train_cleaned/{name}.png", Png(6, 4, white: true));
        task.With("test/2.png", Png(6, 4)).With("test/4.png", Png(6, 4));
        var ids = from image in new[] { 2, 4 } from column in Enumerable.Range(start, 6) from row in Enumerable.Range(start, 4) select $"{image}_{row}_{column},1\n";
        return task.With("sampleSubmission.csv", "id,value\n" + string.Concat(ids));
    }

    private static byte[] Png(int width, int height, bool white = false)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque));
        for (var i = 0; i < width * height; i++)
            bitmap.SetPixel(i % width, i / width, white ? SKColors.White : new SKColor((byte)(i * 9), (byte)(i * 9), (byte)(i * 9)));
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
