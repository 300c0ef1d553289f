using Longhaul.Pipelines;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Features.Images;
using Longhaul.Trainer.Features.Numbers;
using Longhaul.Trainer.Features.Reduction;
using Longhaul.Trainer.Features.Text;

namespace Longhaul.Tests.Trainer;

public sealed class ShapesTests
{
    [Fact]
    public void Gradients_of_a_ramp_all_vote_for_its_direction()
    {
        var image = new RgbImage(16);
        for (var pixel = 0; pixel < 256; pixel++)
            image.Channels[1][pixel] = pixel / 16 / 16f; // grows downwards: 90°
        var hog = new OrientedGradients(16, cell: 8, bins: 9);
        var features = new float[hog.Width];

        hog.Describe(image, features);

        hog.Width.ShouldBe(36);
        // The middle of bin 4 of 9 is at 90°; four cells share a block of length 1.
        features.Where((_, i) => i % 9 == 4).Sum(value => value * value).ShouldBe(1, 0.01);
        features.Where((_, i) => i % 9 != 4).ShouldAllBe(value => value < 0.01);
    }

    [Fact]
    public void Gradients_do_not_depend_on_how_bright_or_strong_an_image_is()
    {
        RgbImage one = new(16), other = new(16);
        for (var pixel = 0; pixel < 256; pixel++)
        {
            one.Channels[0][pixel] = MathF.Sin(pixel * 0.7f) * 0.2f;
            other.Channels[0][pixel] = 0.5f + (MathF.Sin(pixel * 0.7f) * 0.4f);
        }

        var hog = new OrientedGradients(16, cell: 4, bins: 9);
        float[] first = new float[hog.Width], second = new float[hog.Width];
        hog.Describe(one, first);
        hog.Describe(other, second);

        first.Zip(second, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(0.01f);
    }

    [Theory]
    [InlineData(1, 0, 0, 0, 1, 1)]
    [InlineData(0, 0.5, 0, 1 / 3.0, 1, 0.5)]
    [InlineData(0.25, 0.25, 1, 2 / 3.0, 0.75, 1)]
    [InlineData(0.3, 0.3, 0.3, 0, 0, 0.3)]
    public void Colours_have_hue_saturation_and_value(double red, double green, double blue, double hue, double saturation, double value)
    {
        var (h, s, v) = ColoursStep.Hsv((float)red, (float)green, (float)blue);

        ((double)h).ShouldBe(hue, 1e-6);
        ((double)s).ShouldBe(saturation, 1e-6);
        ((double)v).ShouldBe(value, 1e-6);
    }

    [Fact]
    public void The_first_component_follows_the_line_that_the_data_lie_on()
    {
        float[] along = [.. Enumerable.Range(0, 200).Select(i => MathF.Sin(i * 1.7f) * 10)];
        float[][] columns = [[.. along.Select(value => 3 * value)], [.. along.Select(value => 5 - (4 * value))], [.. along.Select((_, i) => MathF.Cos(i) * 0.01f)]];

        var pca = DensePca.Fit(columns, 2, seed: 1);

        pca.Vectors[0].Select(Math.Abs).ShouldBe([0.6f, 0.8f, 0f], 0.001);
        pca.Project(columns)[0].Select(Math.Abs).Max().ShouldBe(50, 0.5);
    }

    [Fact]
    public void A_sparse_matrix_of_rank_two_has_two_themes_and_rows_are_made_of_them()
    {
        // Rows are u + k·v for two word vectors u and v.
        float[][] rows = [.. Enumerable.Range(0, 40).Select(k => new float[] { 1, 1, k % 5, 0, 2 * (k % 5) })];
        int[] full = [.. Enumerable.Range(0, 41).Select(row => row * 5)];
        var matrix = new CsrMatrix(5, full, [.. rows.SelectMany(_ => Enumerable.Range(0, 5))], [.. rows.SelectMany(row => row)]);

        var svd = TruncatedSvd.Fit(matrix, 4, seed: 3);

        svd.Components.ShouldBe(2);
        var projected = svd.Project(matrix);
        for (var row = 0; row < 40; row++)
        {
            for (var column = 0; column < 5; column++)
                (projected[0][row] * svd.Vectors[0][column] + projected[1][row] * svd.Vectors[1][column]).ShouldBe(rows[row][column], 1e-4f);
        }
    }

    [Fact]
    public void Naive_bayes_weighs_a_word_by_how_much_it_tells_the_classes_apart()
    {
        // Rows: {both, only first}, {both, only first}, {both, only second}; α = 1. Class 0 holds 4 terms, class 1 two; three features.
        var matrix = new CsrMatrix(3, [0, 2, 4, 6], [0, 1, 0, 1, 0, 2], [1, 1, 1, 1, 1, 1]);

        var weights = NbWeights.Fit(matrix, [0, 0, 1], 2, alpha: 1);

        weights.Factors[0].ShouldBe((float)Math.Abs(Math.Log(3 / 7.0 / (2 / 5.0))), 1e-6f);
        weights.Factors[1].ShouldBe((float)Math.Log(3 / 7.0 / (1 / 5.0)), 1e-6f);
        weights.Factors[2].ShouldBe((float)Math.Log(2 / 5.0 / (1 / 7.0)), 1e-6f);
    }

    [Fact]
    public void A_curve_is_normalised_smoothed_and_differentiated_within_its_row()
    {
        const string columns = "x1: number, x2: number, x3: number, x4: number";
        var data = new ViewBuilderForTests().Numbers("x1", [1, 10]).Numbers("x2", [2, 20]).Numbers("x3", [4, 40]).Numbers("x4", [8, 80]).Target("y", [0.0, 1]).Read(Pipe(columns, "{step: curve}"));

        Features(data, columns, "{step: curve, derivative: 1}").Select(column => column[0]).ShouldBe([1, 2, 4]);
        Features(data, columns, "{step: curve, smooth: 3, every: 2}").Select(column => column[0]).ShouldBe([(1.5f + (7 / 3f)) / 2, ((14 / 3f) + 6) / 2], 1e-5);
        var normalised = Features(data, columns, "{step: curve, normalise: true}");
        normalised.Select(column => column[0]).ShouldBe(normalised.Select(column => column[1]), 1e-5);
        Features(data, columns, "{step: row-statistics, statistics: [sum, argmax, roughness]}").Select(column => column[0]).ShouldBe([15, 3, 7 / 3f], 1e-5);
    }

    [Fact]
    public void Style_counts_what_it_says()
    {
        var measures = TextMeasures.Names.Zip(TextMeasures.Of("He said: \"No, no!\" Sooo good... I LOVE it; really (see www.x.org)")).ToDictionary();

        measures["sentences"].ShouldBe(MathF.Log(4), 1e-5f);
        measures["longest letter run"].ShouldBe(3);
        measures["longest punctuation run"].ShouldBe(3);
        measures["links"].ShouldBe(1);
        measures["first person"].ShouldBe(1 / 12f, 1e-5f);
        TextMeasures.Of("").ShouldAllBe(value => float.IsFinite(value));
    }

    private static Pipeline Pipe(string columns, string step) => Pipeline.Parse($"columns: {{{columns}}}\nfeatures: [{step}]\nmodel: {{kind: constant}}");

    private static float[][] Features(TrainingData data, string columns, string step) =>
        new FeatureFitter(Pipe(columns, step)).Fit(data.Frame, [0, 1], new Labels(data.Labels[0], 0, Seed: 3)).Training.Dense;
}
