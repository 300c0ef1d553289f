using BitMiracle.LibTiff.Classic;
using CsCheck;
using Longhaul.Pipelines;
using Longhaul.Trainer.Features.Images;
using SkiaSharp;

namespace Longhaul.Tests.Trainer.Images;

public sealed class TiffFileTests : IDisposable
{
    private const int Width = 48;
    private const int Height = 30;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Compression.NONE)]
    [InlineData(Compression.LZW)]
    [InlineData(Compression.ADOBE_DEFLATE)]
    [InlineData(Compression.PACKBITS)]
    public void A_TIFF_shows_the_same_as_a_PNG(Compression compression)
    {
        using var picture = new SKBitmap(Width, Height);
        for (var x = 0; x < Width; x++)
        {
            for (var y = 0; y < Height; y++)
                picture.SetPixel(x, y, Colour(x, y));
        }

        var png = Path.Combine(_folder.Path, "picture.png");
        using (var file = File.Create(png))
            picture.Encode(file, SKEncodedImageFormat.Png, 100);
        var tiff = Colours("picture.tif", compression);

        using var expected = SquareImage.Decode(png, 16, SKColorType.Rgba8888);
        using var shown = SquareImage.Decode(tiff, 16, SKColorType.Rgba8888);

        shown.GetPixelSpan().ToArray().ShouldBe(expected.GetPixelSpan().ToArray());
        ImageFile.SizeOf(tiff).ShouldBe(new SKSizeI(Width, Height));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void Grey_pixels_keep_their_brightness(int bits)
    {
        var path = Path.Combine(_folder.Path, "grey.tiff");
        using (var tiff = Begin(path, Compression.NONE, bits, samples: 1, Photometric.MINISBLACK))
        {
            for (var y = 0; y < Height; y++)
                tiff.WriteScanline([.. Enumerable.Range(0, Width).SelectMany(x => Enumerable.Repeat((byte)(5 * x), bits / 8))], y);
        }

        using var image = ImageFile.Decode(path);

        Enumerable.Range(0, Width).Select(x => (int)image.GetPixel(x, Height / 2).Red).ShouldBe(Enumerable.Range(0, Width).Select(x => 5 * x));
    }

    [Fact]
    public void One_that_is_too_large_is_refused_before_it_is_decoded()
    {
        var path = Path.Combine(_folder.Path, "large.tif");
        using (var tiff = Begin(path, Compression.LZW, 8, samples: 3, Photometric.RGB))
        {
            tiff.SetField(TiffTag.IMAGEWIDTH, 50_000);
            tiff.SetField(TiffTag.IMAGELENGTH, 50_000);
            tiff.WriteScanline(new byte[150_000], 0);
        }

        Should.Throw<PipelineException>(() => ImageFile.Decode(path)).Message.ShouldContain("too many");
    }

    [Fact]
    public void A_damaged_one_is_decoded_or_named_and_nothing_else()
    {
        byte[][] whole = [.. new[] { Compression.NONE, Compression.LZW, Compression.ADOBE_DEFLATE }.Select(compression => File.ReadAllBytes(Colours("whole.tif", compression)))];
        var path = Path.Combine(_folder.Path, "damaged.tif");
        Gen.Select(Gen.Int[0, 2], Gen.Select(Gen.Int[0, 20_000], Gen.Byte).Array[1, 12], Gen.Int[0, 20_000]).Sample(
            (which, changes, cut) =>
            {
                var bytes = whole[which][..];
                foreach (var (at, value) in changes)
                    bytes[at % bytes.Length] = value;
                File.WriteAllBytes(path, bytes[..Math.Max(8, bytes.Length - (cut % 5 == 0 ? cut % bytes.Length : 0))]);
                try
                {
                    using var image = ImageFile.Decode(path);
                    (image.Width > 0).ShouldBeTrue();
                }
                catch (PipelineException problem)
                {
                    problem.Message.ShouldContain("damaged.tif");
                }
            },
            iter: 400,
            threads: 1);
    }

    private static SKColor Colour(int x, int y) => new((byte)(5 * x), (byte)(8 * y), x > y ? (byte)40 : (byte)200);

    private string Colours(string name, Compression compression)
    {
        var path = Path.Combine(_folder.Path, name);
        using var tiff = Begin(path, compression, 8, samples: 3, Photometric.RGB);
        for (var y = 0; y < Height; y++)
            tiff.WriteScanline([.. Enumerable.Range(0, Width).Select(x => Colour(x, y)).SelectMany(colour => new[] { colour.Red, colour.Green, colour.Blue })], y);
        return path;
    }

    private static Tiff Begin(string path, Compression compression, int bits, int samples, Photometric photometric)
    {
        var tiff = Tiff.Open(path, "w");
        tiff.SetField(TiffTag.IMAGEWIDTH, Width);
        tiff.SetField(TiffTag.IMAGELENGTH, Height);
        tiff.SetField(TiffTag.BITSPERSAMPLE, bits);
        tiff.SetField(TiffTag.SAMPLESPERPIXEL, samples);
        tiff.SetField(TiffTag.ROWSPERSTRIP, 7);
        tiff.SetField(TiffTag.PLANARCONFIG, PlanarConfig.CONTIG);
        tiff.SetField(TiffTag.PHOTOMETRIC, photometric);
        tiff.SetField(TiffTag.COMPRESSION, compression);
        return tiff;
    }
}
