using Longhaul.Trainer.Features.Images.Neighbourhood;

namespace Longhaul.Tests.Trainer.Images;

/// <summary>Filters against their definitions, pixel by pixel.</summary>
public sealed class NeighbourhoodTests
{
    private static readonly GreyImage Image = Random(width: 23, height: 17);
    private static readonly float[] Plane = Array.ConvertAll(Image.Pixels, value => (float)value);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    public void Filters_are_what_their_definition_says(int radius)
    {
        var mean = Filters.Mean(Image, Plane, radius);
        Close(mean, Defined(radius, window => window.Average()));
        Close(Filters.Deviation(Image, Plane, mean, radius), Defined(radius, window => MathF.Sqrt(window.Average(value => (value - window.Average()) * (value - window.Average())))));
        Close(Filters.Least(Image, Plane, radius), Defined(radius, window => window.Min()));
        Close(Filters.Greatest(Image, Plane, radius), Defined(radius, window => window.Max()));
        Close(Filters.Median(Image, radius), Defined(radius, window => window.Order().ElementAt(window.Length / 2)));
    }

    [Fact]
    public void Every_feature_has_a_name_and_a_finite_value()
    {
        float[][] columns = [.. PixelMaps.Names.Select(_ => new float[1])];

        PixelMaps.Of(Image).Fill(columns, 0, row: 16, column: 22);

        columns.ShouldAllBe(column => float.IsFinite(column[0]));
        columns[12][0].ShouldBe(Image.Pixels[^1] / 255f);
        PixelMaps.Names[12].ShouldBe("pixel 0:0");
    }

    private static float[] Defined(int radius, Func<float[], float> of) =>
    [
        .. from y in Enumerable.Range(0, Image.Height)
           from x in Enumerable.Range(0, Image.Width)
           select of(
           [
               .. from dy in Enumerable.Range(-radius, (2 * radius) + 1)
                  from dx in Enumerable.Range(-radius, (2 * radius) + 1)
                  select Plane[(Math.Clamp(y + dy, 0, Image.Height - 1) * Image.Width) + Math.Clamp(x + dx, 0, Image.Width - 1)],
           ]),
    ];

    private static void Close(float[] found, float[] expected)
    {
        for (var i = 0; i < expected.Length; i++)
            found[i].ShouldBe(expected[i], 0.05f);
    }

    private static GreyImage Random(int width, int height)
    {
        var pixels = new byte[width * height];
        new Random(5).NextBytes(pixels);
        return new GreyImage(width, height, pixels);
    }
}
