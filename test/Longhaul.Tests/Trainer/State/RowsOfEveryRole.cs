using Longhaul.Pipelines;
using Longhaul.Trainer.Data;
using SkiaSharp;

namespace Longhaul.Tests.Trainer.State;

/// <summary>A frame with columns of every role, and the same cells again in a frame of its last rows alone.</summary>
internal sealed class RowsOfEveryRole : IDisposable
{
    public const int Train = 60;
    public const int Test = 12;

    /// <summary>The pipeline's columns, as its file has them.</summary>
    public const string Columns = "{n: number, m: number, c: category, g: category, t: text, s: text, d: date, e: date, i: image, k: group, j: json, l: list, x: code, w: word, f: file}";

    private static readonly string[] Words = ["ham", "spam", "egg", "bacon", "the", "and", "Tea!", "42", "größe"];

    private readonly string _folder = Directory.CreateTempSubdirectory("longhaul-rows-").FullName;

    public RowsOfEveryRole()
    {
        for (var image = 0; image < 5; image++)
            Draw(image);
        File.WriteAllText(Path.Combine(_folder, "0.xyz"), "3\nwater\nO 0 0 0\nH 0.76 0.59 0\nH -0.76 0.59 0\n");
        File.WriteAllText(Path.Combine(_folder, "1.xyz"), "lattice_vector 4 0 0\nlattice_vector 0 4 0\nlattice_vector 0 0 4\natom 0 0 0 Al\natom 1.9 0 0 O\n");
        Both = Frame(Enumerable.Range(0, Train + Test), Train);
        TestAlone = Frame(Enumerable.Range(Train, Test), 0);
    }

    /// <summary>Train rows, then test rows.</summary>
    public Frame Both { get; }

    /// <summary>The test rows without any other.</summary>
    public Frame TestAlone { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Frame Frame(IEnumerable<int> rows, int train)
    {
        int[] of = [.. rows];
        T[] Cells<T>(Func<int, T> cell) => Array.ConvertAll(of, row => cell(row));
        return new Frame(train, of.Length - train,
        [
            new NumberColumn("n", Cells(row => row % 9 == 0 ? float.NaN : MathF.Sin(row) * 10)),
            new NumberColumn("m", Cells(row => (float)(row * 37 % 23))),
            Categories("c", Cells(row => row % 11 == 0 ? null : Words[row * row % (row >= Train ? 9 : 7)])),
            Categories("g", Cells(row => row % 13 == 0 ? null : $"g{row % 4}")),
            new TextColumn("t", Cells(row => $"{Words[row * 7 % 9]} {Words[row * 5 % 9]} {Words[row % 9]} {row % 4}")),
            new TextColumn("s", Cells(row => row % 10 == 0 ? "" : $"{Words[row % 3]} {(row >= Train ? "unseen" : "seen")} {Words[row % 5]}")),
            new DateColumn("d", Cells(row => row % 12 == 0 ? double.NaN : 19_000 + row * 1.37)),
            new DateColumn("e", Cells(row => 19_010 + row * 1.1)),
            Categories("k", Cells(row => row % 17 == 0 ? null : $"k{row % (row >= Train ? 7 : 5)}")),
            new TextColumn("j", Cells(row => row % 8 == 0 ? "" : $"{{\"a\": {{\"b\": {row % 5}}}, \"c\": \"{Words[row % 4]}\", \"d\": [1, {row}]}}")),
            new TextColumn("l", Cells(row => row % 2 == 0 ? $"{Words[row % 3]}|{Words[row % 5]}" : $"[{row}, 2, 3.5]")),
            new TextColumn("x", Cells(row => $"{(char)('A' + (row % 7))}{(char)('A' + (row % 3))}B")),
            new TextColumn("w", Cells(row => $"{Words[row % 4]}-{row * 37 % 101}{(char)('a' + (row % 5))}")),
            new ImageColumn("f", Cells(row => row % 7 == 0 ? "" : $"{row % 3}.xyz"), _folder),
            new ImageColumn("i", Cells(row => row % 14 == 0 ? "" : $"{row % 5}.png"), _folder),
        ]);
    }

    private static CategoryColumn Categories(string name, string?[] cells)
    {
        var builder = new CategoryBuilder(name, cells.Length);
        builder.Append(new Apache.Arrow.StringArray.Builder().AppendRange(cells).Build());
        return (CategoryColumn)builder.Build();
    }

    private void Draw(int image)
    {
        using var bitmap = new SKBitmap(16, 12);
        for (var y = 0; y < 12; y++)
        {
            for (var x = 0; x < 16; x++)
                bitmap.SetPixel(x, y, new SKColor((byte)(x * 16), (byte)(y * 20 * image % 256), (byte)(image * 50)));
        }

        using var file = File.Create(Path.Combine(_folder, $"{image}.png"));
        bitmap.Encode(file, SKEncodedImageFormat.Png, 100);
    }
}
