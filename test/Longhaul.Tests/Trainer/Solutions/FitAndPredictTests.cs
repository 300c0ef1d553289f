using System.IO.Compression;
using System.Text.Json;
using Longhaul.Pipelines.Arrow;
using Longhaul.Runs.Tables;
using Longhaul.Trainer;

namespace Longhaul.Tests.Trainer.Solutions;

public sealed class FitAndPredictTests : IDisposable
{
    private const string Columns = "columns: {x: number, whole: category, side: category, note: text, when: date}\n";
    private const string Steps = "features: [{step: numbers, missing: median, flags: true}, {step: one-hot}, {step: target-encoding}, {step: tfidf, min_df: 2}, {step: date-parts}]\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("longhaul-fit-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    private string Data => Path.Combine(_folder, "data");

    private string Csv => Path.Combine(_folder, "new.csv");

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("{kind: lightgbm, params: {rounds: 15, early_stopping: 0, feature_fraction: 0.5}}", "none", false)]
    [InlineData("{kind: linear}", "log1p", false)]
    [InlineData("{kind: extra-trees, params: {trees: 10}}", "none", true)]
    [InlineData("{kind: neighbours}", "none", true)]
    [InlineData("{kind: constant}", "log1p", false)]
    public void What_was_fitted_predicts_the_rows_of_a_table_bit_by_bit_as_it_did_those_of_the_view(string model, string transform, bool classes)
    {
        View(classes);
        var pipeline = Write("p.yaml", $"{Columns}{Steps}model: {model}\ntarget: {{transform: {transform}}}");

        Run("fit", "--data", Data, "--pipeline", pipeline, "--out", Out, "--threads", "2", "--bags", "2").ShouldBe(0, _error.ToString());
        Run("predict", "--model", Path.Combine(Out, "model"), "--input", Csv, "--out", Path.Combine(_folder, "raw.csv")).ShouldBe(0, _error.ToString());

        var fitted = RawPredictionsFile.ReadTest(Out);
        var predicted = Table.Read(Path.Combine(_folder, "raw.csv"));
        predicted.RowCount.ShouldBe(9);
        fitted.SelectMany(output => output).Distinct().Count().ShouldBeGreaterThanOrEqualTo(model.Contains("constant", StringComparison.Ordinal) ? 1 : 5);
        for (var output = 0; output < fitted.Length; output++)
            predicted.Columns[output].Numbers().ShouldBe(fitted[output]);
    }

    [Fact]
    public void Rows_may_be_compressed()
    {
        View(classes: false);
        var pipeline = Write("p.yaml", $"{Columns}{Steps}model: {{kind: linear}}");
        Run("fit", "--data", Data, "--pipeline", pipeline, "--out", Out, "--threads", "1").ShouldBe(0, _error.ToString());
        using (var compressed = new GZipStream(File.Create(Csv + ".gz"), CompressionLevel.Fastest))
            compressed.Write(File.ReadAllBytes(Csv));

        Run("predict", "--model", Path.Combine(Out, "model"), "--input", Csv + ".gz", "--out", Path.Combine(_folder, "raw.csv")).ShouldBe(0, _error.ToString());
        Run("predict", "--model", Path.Combine(Out, "model"), "--input", Write("no.csv.gz", "these are no compressed rows"), "--out", Path.Combine(_folder, "none.csv")).ShouldBe(2);

        Table.Read(Path.Combine(_folder, "raw.csv")).RowCount.ShouldBe(9);
        _error.ToString().ShouldContain("no.csv.gz: is no gzip file, or damaged.");
    }

    [Fact]
    public void The_largest_seed_has_one_after_it()
    {
        View(classes: false);
        var pipeline = Write("p.yaml", $"seed: 2147483647\n{Columns}{Steps}model: {{kind: extra-trees, params: {{trees: 3}}}}");

        Run("fit", "--data", Data, "--pipeline", pipeline, "--out", Out, "--threads", "1", "--bags", "2").ShouldBe(0, _error.ToString());

        File.ReadAllText(Path.Combine(Out, "fit.json")).ShouldContain("-2147483648");
    }

    [Fact]
    public void Two_targets_are_predicted_side_by_side()
    {
        View(classes: false, second: true);
        var pipeline = Write("p.yaml", $"{Columns}{Steps}model: {{kind: linear}}");

        Run("fit", "--data", Data, "--pipeline", pipeline, "--out", Out, "--threads", "1").ShouldBe(0, _error.ToString());
        Run("predict", "--model", Path.Combine(Out, "model"), "--input", Csv, "--out", Path.Combine(_folder, "raw.csv")).ShouldBe(0, _error.ToString());

        Table.Read(Path.Combine(_folder, "raw.csv")).Names.ShouldBe(["y", "z"]);
        Table.Read(Path.Combine(_folder, "raw.csv"))["z"].Numbers().ShouldBe(RawPredictionsFile.ReadTest(Out)[1]);
    }

    [Fact]
    public void Rounds_that_folds_chose_grow_with_the_rows_and_other_choices_stay()
    {
        View(classes: false);
        var notes = Write("metrics.json", """{"model":"lightgbm","threads":1,"folds":[{"fold":0,"rows":60,"seconds":0.1,"tuning":[{"rounds":40,"c":0.3}]},{"fold":1,"rows":60,"seconds":0.1,"tuning":[{"rounds":50,"c":0.3}]},{"fold":2,"rows":20,"seconds":0.1,"tuning":[{"rounds":900,"c":9}]}],"features":3,"importance":[],"seconds":1}""");
        var pipeline = Write("p.yaml", $"{Columns}{Steps}model: {{kind: lightgbm}}");

        Run("fit", "--data", Data, "--pipeline", pipeline, "--out", Out, "--threads", "1", "--tunings", notes, "--bags", "3").ShouldBe(0, _error.ToString());

        var fit = JsonDocument.Parse(File.ReadAllText(Path.Combine(Out, "fit.json"))).RootElement;
        fit.GetProperty("tuning")[0].GetProperty("rounds").GetDouble().ShouldBe(60); // the median of 40 and 50, for 80 rows instead of 60
        fit.GetProperty("tuning")[0].GetProperty("c").GetDouble().ShouldBe(0.3);
        fit.GetProperty("rows").GetInt32().ShouldBe(80);
        fit.GetProperty("bags").GetInt32().ShouldBe(1, "nothing in it is drawn at random");
    }

    [Fact]
    public void Without_time_for_a_single_model_it_gives_up_and_writes_nothing()
    {
        View(classes: false);
        var notes = Write("metrics.json", """{"model":"linear","threads":1,"folds":[{"fold":0,"rows":60,"seconds":5000,"tuning":[{}]}],"features":3,"importance":[],"seconds":1}""");
        var pipeline = Write("p.yaml", $"{Columns}{Steps}model: {{kind: linear}}");

        Run("fit", "--data", Data, "--pipeline", pipeline, "--out", Out, "--threads", "1", "--tunings", notes, "--time", "60").ShouldBe(TrainCommand.OutOfTime);

        _error.ToString().ShouldContain("gave up before the fit");
        Directory.Exists(Out).ShouldBeFalse();
    }

    [Fact]
    public void A_table_that_lacks_a_column_is_refused_with_its_name()
    {
        View(classes: false);
        Run("fit", "--data", Data, "--pipeline", Write("p.yaml", $"{Columns}{Steps}model: {{kind: constant}}"), "--out", Out, "--threads", "1").ShouldBe(0, _error.ToString());

        Run("predict", "--model", Path.Combine(Out, "model"), "--input", Write("less.csv", "x,side\n1,left\n"), "--out", Path.Combine(_folder, "raw.csv")).ShouldBe(2);

        _error.ToString().ShouldContain("column 'note' is missing in the rows to predict; they have x, side");
    }

    private string Out => Path.Combine(_folder, "out");

    private void View(bool classes, bool second = false)
    {
        const int rows = 80;
        string[] words = ["red", "green", "blue", "tea"];
        string[] when = [.. Enumerable.Range(0, 9).Select(i => $"2021-0{1 + i}-1{i}")];
        double[] x = [3.25, double.NaN, -1e-3, 1234567.891, 0.1, 7, 8, 9, 10];
        var view = new ViewBuilderForTests()
            .Numbers("x", Enumerable.Range(0, rows).Select(i => i % 7 == 0 ? double.NaN : i * 37 % rows - 20.1), x)
            .Numbers("whole", Enumerable.Range(0, rows).Select(i => (double)(i % 3)), Enumerable.Range(0, 9).Select(i => (double)(i % 4)))
            .Texts("side", Enumerable.Range(0, rows).Select(i => i % 3 == 0 ? "left" : i % 5 == 0 ? "" : "right"), Enumerable.Range(0, 9).Select(i => i % 4 == 0 ? "up" : "left"))
            .Texts("note", Enumerable.Range(0, rows).Select(i => $"{words[i % 4]} {words[i / 4 % 4]}"), Enumerable.Range(0, 9).Select(i => $"{words[i % 4]} unseen"))
            .Texts("when", Enumerable.Range(0, rows).Select(i => $"2020-01-{1 + i % 28:00}"), when);
        view = classes
            ? view.Target("y", Enumerable.Range(0, rows).Select(i => words[i * 7 % 3]))
            : view.Target("y", Enumerable.Range(0, rows).Select(i => i * 37 % rows + 0.5));
        if (second)
            view = view.Target("z", Enumerable.Range(0, rows).Select(i => i % 7 == 0 ? 5.0 : -i));
        view.Write(Data);
        File.WriteAllText(Csv, "id,x,whole,side,note,when\n" + string.Concat(Enumerable.Range(0, 9).Select(i => string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{i},{(double.IsNaN(x[i]) ? "" : $"{x[i]:R}")},{i % 4}.0,{(i % 4 == 0 ? "up" : "left")},{words[i % 4]} unseen,{when[i]}\n"))));
    }

    private int Run(params string[] args) => new TrainCommand(TimeProvider.System, _output, _error).Run(args);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
