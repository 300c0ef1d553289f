using Longhaul.Pipelines;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.Features;
using Longhaul.Trainer.Features.Text;

namespace Longhaul.Tests.Trainer;

public sealed class FeatureTests
{
    private const int Rows = 60;
    private static readonly string[] Words = ["ham", "spam", "egg", "bacon", "the", "and"];

    public static TheoryData<string> AllSteps => [.. new[]
    {
        "{step: numbers, scale: standard, clip: 0.05, missing: median, flags: true}",
        "{step: numbers, scale: quantile, log: true}",
        "{step: ratios, by: [hours, numbers]}",
        "{step: one-hot, min_count: 2}",
        "{step: hashing, bits: 5, pairs: true}",
        "{step: ordinal}",
        "{step: frequency, pairs: true}",
        "{step: row-statistics}",
        "{step: curve, smooth: 3}",
        "{step: pca, components: 1}",
        "{step: tfidf, min_df: 1, nb: 1}",
        "{step: target-encoding, smoothing: 1}",
        "{step: date-parts, cyclic: [hour, weekday]}",
        "{step: season, yearly: 2, weekly: 1, interact: true}",
        "{step: season-by-level, yearly: 1, weekly: 1, pairs: true, min_count: 2}",
        "{step: tfidf, min_df: 1}",
        "{step: tfidf, analyzer: char_wb, max_n: 3, hash_bits: 8}",
        "{step: tfidf, min_df: 1, svd: 3}",
        "{step: text-style, scale: standard}",
    }];

    [Theory]
    [MemberData(nameof(AllSteps))]
    public void A_step_learns_nothing_from_rows_it_is_not_fitted_on(string step)
    {
        int[] training = [.. Enumerable.Range(0, 40)];
        var (plain, forged) = (Data(step, forgedFrom: Rows), Data(step, forgedFrom: 40));

        var (fitted, features) = Fit(step, plain, training);
        var (fittedOnForged, featuresOnForged) = Fit(step, forged, training);

        Text(featuresOnForged).ShouldBe(Text(features));
        int[] asked = [3, 50, 7, 45];
        Text(fittedOnForged.Transform(plain.Frame, asked)).ShouldBe(Text(fitted.Transform(plain.Frame, asked)));
    }

    [Theory]
    [MemberData(nameof(AllSteps))]
    public void A_rows_features_do_not_depend_on_the_rows_beside_it(string step)
    {
        var data = Data(step, Rows);
        var (fitted, _) = Fit(step, data, [.. Enumerable.Range(0, 40)]);

        var together = fitted.Transform(data.Frame, [41, 42, 43]);
        var alone = fitted.Transform(data.Frame, [42]);

        Text(together.Take([1])).ShouldBe(Text(alone));
    }

    [Fact]
    public void Target_encoding_keeps_a_rows_own_label_out_of_its_features()
    {
        const string step = "{step: target-encoding}";
        var data = Data(step, Rows);
        int[] rows = [.. Enumerable.Range(0, Rows)];
        var (_, before) = Fit(step, data, rows);
        data.Labels[0][17] = 1e6;
        var (_, after) = Fit(step, data, rows);

        after.Dense[0][17].ShouldBe(before.Dense[0][17]);
        after.Dense[0].ShouldNotBe(before.Dense[0]);
    }

    [Fact]
    public void Tfidf_weighs_as_scikit_learn_does()
    {
        // TfidfVectorizer(token_pattern=r"\w+").fit_transform(["a b b", "a c"]), scikit-learn 1.2.1
        var data = new ViewBuilderForTests().Texts("t", ["a b b", "a c"]).Target("y", [0.0, 1.0]).Read(OneStep("t: text", "{step: tfidf, min_df: 1, max_n: 1, sublinear: false}"));
        var (_, features) = Fit("{step: tfidf, min_df: 1, max_n: 1, sublinear: false}", data, [0, 1], "t: text");

        Cells(features, 0).Where(value => value > 0).Order().ShouldBe([0.33517574f, 0.94215562f], 1e-6);
        Cells(features, 1).Where(value => value > 0).Order().ShouldBe([0.57973867f, 0.81480247f], 1e-6);
    }

    [Theory]
    [InlineData("ab cd", "[ab][cd][ab cd]")]
    [InlineData("很好 ok2。差", "[很][好][ok2][差][很好][好 ok2][ok2。差]")]
    [InlineData("กี่วัน", "[กี่][วั][น][กี่วั][วัน]")]
    public void Letters_of_scripts_without_blanks_are_words(string text, string expected)
    {
        var found = "";
        Ngrams.Cut(text, new NgramOptions(NgramKind.Word, 1, 2, Lowercase: true), (_, start, length) => found += $"[{text.Substring(start, length)}]");

        found.ShouldBe(expected);
    }

    [Theory]
    [InlineData("ab cd", 2, 3, "[ a][ab][b ][ ab][ab ][ c][cd][d ][ cd][cd ]")]
    [InlineData("a", 2, 5, "[ a][a ][ a ]")]
    [InlineData("", 1, 2, "")]
    public void Character_ngrams_stay_within_words_as_in_scikit_learn(string text, int shortest, int longest, string expected)
    {
        var options = new NgramOptions(NgramKind.CharactersInWord, shortest, longest, Lowercase: true);
        var prepared = Ngrams.Prepare(text, options);
        var found = "";
        Ngrams.Cut(prepared, options, (_, start, length) => found += $"[{prepared.Substring(start, length)}]");

        found.ShouldBe(expected);
    }

    [Fact]
    public void Dates_come_apart_into_parts()
    {
        const string step = "{step: date-parts, parts: [year, month, day, weekday, hour, dayofyear, days, weekend]}";
        var data = new ViewBuilderForTests().Texts("d", ["2024-02-29 18:30:00", "2024-03-02", "nonsense"]).Target("y", [0.0, 1, 2]).Read(OneStep("d: date", step));
        var (_, features) = Fit(step, data, [0, 1, 2], "d: date");

        Cells(features, 0).ShouldBe([2024, 2, 29, 3, 18.5f, 60, 0, 0]);
        Cells(features, 1)[..6].ShouldBe([2024, 3, 2, 5, 0, 62]);
        Cells(features, 1)[6].ShouldBe(1.229f, 0.001f);
        Cells(features, 1)[7].ShouldBe(1);
        Cells(features, 2).ShouldAllBe(value => float.IsNaN(value));
    }

    [Fact]
    public void Empty_cells_are_a_level_of_their_own_where_training_rows_have_any()
    {
        var data = new ViewBuilderForTests().Texts("c", ["a", "", "b", "", "a", ""]).Target("y", [1, 2, 3, 4, 5, 6]).Read(OneStep("c: category", "{step: one-hot}"));

        var (fitted, features) = Fit("{step: one-hot}", data, [0, 1, 2], "c: category");
        features.Features.Select(feature => feature.Name).ShouldBe(["c=a", "c=b", "c missing"]);
        Enumerable.Range(0, 3).Select(row => string.Join(' ', Cells(fitted.Transform(data.Frame, [3, 4, 5]), row))).ShouldBe(["0 0 1", "1 0 0", "0 0 1"]);

        Fit("{step: one-hot}", data, [0, 2], "c: category").Training.Features.Count.ShouldBe(2);
    }

    [Fact]
    public void A_hashed_level_has_its_place_whether_it_was_seen_or_not_and_the_same_level_of_another_column_has_another()
    {
        var data = new ViewBuilderForTests().Texts("c", ["a", "b", "new", "a", ""]).Texts("d", ["a", "a", "a", "b", "a"]).Target("y", [1.0, 2, 3, 4, 5])
            .Read(OneStep("c: category, d: category", "{step: hashing, bits: 20}"));
        var (fitted, _) = Fit("{step: hashing, bits: 20}", data, [0, 1], "c: category, d: category");
        var matrix = fitted.Transform(data.Frame, [0, 1, 2, 3, 4]).Sparse!;

        int[][] places = [.. Enumerable.Range(0, 5).Select(row => matrix.Indices[matrix.RowStart[row]..matrix.RowStart[row + 1]])];
        places.ShouldAllBe(row => row.Length == 2);
        matrix.Columns.ShouldBe(1 << 20);
        matrix.Values.ShouldAllBe(value => Math.Abs(value) == 1);
        places[0].Intersect(places[1]).Count().ShouldBe(1, "d = a");
        places[0].Intersect(places[2]).Count().ShouldBe(1, "c = new is neither a nor b");
        places[0].Intersect(places[3]).Count().ShouldBe(1, "c = a");
        places[0].Intersect(places[4]).Count().ShouldBe(1, "an empty cell is a level");
        places.SelectMany(row => row).Distinct().Count().ShouldBe(6);
    }

    [Fact]
    public void Hashed_levels_that_clash_add_up_with_their_signs()
    {
        var data = new ViewBuilderForTests().Texts("c", ["a", "b"]).Texts("d", ["x", "y"]).Texts("e", ["u", "v"]).Target("y", [1.0, 2]).Read(OneStep("c: category, d: category, e: category", "{step: hashing, bits: 1}"));
        var (_, features) = Fit("{step: hashing, bits: 1}", data, [0, 1], "c: category, d: category, e: category");

        features.Columns.ShouldBe(2);
        for (var row = 0; row < 2; row++)
            (Cells(features, row).Sum(Math.Abs) % 2).ShouldBe(1, "three levels with signs");
    }

    [Fact]
    public void A_constant_or_empty_column_of_numbers_harms_nobody()
    {
        const string step = "{step: numbers, scale: quantile, missing: median}";
        var data = new ViewBuilderForTests().Numbers("c", [5, 5, 5]).Numbers("e", [double.NaN, double.NaN, double.NaN]).Target("y", [0.0, 1, 2])
            .Read(OneStep("c: number, e: number", step));
        var (_, features) = Fit(step, data, [0, 1, 2], "c: number, e: number");

        Cells(features, 1).ShouldAllBe(value => float.IsFinite(value));
    }

    [Fact]
    public void A_levels_season_has_the_seasons_terms_in_its_rows_alone()
    {
        const string terms = "trend: 1, yearly: 1, weekly: 1";
        int[] rows = [.. Enumerable.Range(0, Rows)];
        var data = Data("{step: season}", forgedFrom: Rows);
        var season = Fit($"{{step: season, {terms}}}", data, rows).Training;
        var byLevel = Fit($"{{step: season-by-level, {terms}}}", data, rows).Training;

        byLevel.Columns.ShouldBe(season.Columns * Words.Length);
        foreach (var row in rows)
        {
            var level = $"c={Words[((row * 7) + 1) % Words.Length]} ";
            var filled = Cells(byLevel, row).Zip(byLevel.Features).Where(cell => cell.Second.Name.StartsWith(level, StringComparison.Ordinal)).Select(cell => cell.First);
            filled.ShouldBe(Cells(season, row));
            Cells(byLevel, row).Zip(byLevel.Features).Where(cell => !cell.Second.Name.StartsWith(level, StringComparison.Ordinal)).ShouldAllBe(cell => cell.First == 0);
        }
    }

    private static TrainingData Data(string step, int forgedFrom)
    {
        string Word(int row, int salt) => row >= forgedFrom ? "forged" + salt : Words[(row * 7 + salt) % Words.Length];
        double Number(int row) => row >= forgedFrom ? 1e6 + row : row % 9 == 0 ? double.NaN : Math.Sin(row);
        return new ViewBuilderForTests()
            .Numbers("n", Enumerable.Range(0, Rows).Select(Number))
            .Texts("c", Enumerable.Range(0, Rows).Select(row => Word(row, 1)))
            .Texts("t", Enumerable.Range(0, Rows).Select(row => $"{Word(row, 2)} {Word(row, 3)}! {Word(row, 5)} {row % 4}"))
            .Texts("d", Enumerable.Range(0, Rows).Select(row => $"20{(row >= forgedFrom ? 50 : 10 + row % 9)}-0{1 + row % 9}-11 0{row % 10}:00"))
            .Target("y", Enumerable.Range(0, Rows).Select(Number).Select((value, row) => double.IsNaN(value) ? row : value))
            .Read(OneStep("n: number, c: category, t: text, d: date", step));
    }

    private static Pipeline OneStep(string columns, string step) =>
        Pipeline.Parse($"columns: {{{columns}}}\nfeatures: [{step}]\nmodel: {{kind: constant}}");

    private static (FittedFeatures Fitted, FeatureMatrix Training) Fit(string step, TrainingData data, int[] rows, string columns = "n: number, c: category, t: text, d: date") =>
        new FeatureFitter(OneStep(columns, step)).Fit(data.Frame, rows, new Labels(data.Labels[0], 0, Seed: 3));

    private static float[] Cells(FeatureMatrix matrix, int row)
    {
        var cells = new float[matrix.Columns];
        for (var column = 0; column < matrix.Dense.Length; column++)
            cells[column] = matrix.Dense[column][row];
        if (matrix.Sparse is { } sparse)
        {
            for (var k = sparse.RowStart[row]; k < sparse.RowStart[row + 1]; k++)
                cells[matrix.Dense.Length + sparse.Indices[k]] = sparse.Values[k];
        }

        return cells;
    }

    // By feature name, as the order of equally frequent n-grams is of no interest.
    private static string Text(FeatureMatrix matrix) => string.Join('\n', Enumerable.Range(0, matrix.Rows).Select(row =>
        string.Join(' ', Cells(matrix, row).Zip(matrix.Features, (value, feature) => $"{feature.Name}:{value}"))));
}
