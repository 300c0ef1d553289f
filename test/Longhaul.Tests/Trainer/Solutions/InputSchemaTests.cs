using System.Text.Json.Nodes;
using Longhaul.Pipelines;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.Solutions;

namespace Longhaul.Tests.Trainer.Solutions;

public sealed class InputSchemaTests
{
    [Theory]
    [InlineData("price\n\"$1,200.50\"\n-\n", 1200.5f)]
    [InlineData("price\n7\n8\n", 7f)]
    public void New_rows_may_write_numbers_as_the_tasks_tables_did_or_plainly(string csv, float first) =>
        First(csv, new AffixForm("$", "", DecimalComma: false)).ShouldBe(first);

    [Theory]
    [InlineData("price;other\n1.234;1\n", 1234f)]
    [InlineData("price;other\n1,5;1\n", 1.5f)]
    [InlineData("price,other\n1.234,1\n", 1.234f)]
    [InlineData("price,other\n\"1.234,5\",1\n", 1234.5f)]
    public void In_files_that_commas_separate_only_cells_with_a_comma_have_a_decimal_comma(string csv, float first) =>
        First(csv, new AffixForm("", "", DecimalComma: true)).ShouldBe(first);

    [Fact]
    public void Rows_that_all_are_in_hours_are_read_as_those_in_hours_and_minutes_were() => First("price\n2h\n3h\n", new DurationForm()).ShouldBe(120f);

    [Fact]
    public void A_schema_of_an_earlier_release_knows_no_forms()
    {
        using var folder = new TemporaryFolder();
        Schema(new Dictionary<string, NumberForm>()).Write(folder.At("schema.json"));
        var earlier = JsonNode.Parse(File.ReadAllText(folder.At("schema.json")))!.AsObject();
        earlier.Remove("number_forms").ShouldBeTrue();
        File.WriteAllText(folder.At("schema.json"), earlier.ToJsonString());

        InputSchema.Read(folder.At("schema.json"), Prices).NumberForms.ShouldBeEmpty();
    }

    [Fact]
    public void Forms_of_numbers_are_kept()
    {
        using var folder = new TemporaryFolder();
        var forms = new Dictionary<string, NumberForm> { ["a"] = new AffixForm("$", " kg", DecimalComma: true), ["b"] = new MagnitudeForm("€"), ["c"] = new DurationForm() };

        Schema(forms).Write(folder.At("schema.json"));

        InputSchema.Read(folder.At("schema.json"), Prices).NumberForms.ShouldBe(forms, ignoreOrder: true);
    }

    private static readonly Pipeline Prices = new() { Columns = Pipeline.NoColumns.Add("price", ColumnRole.Number), Features = [], Model = ModelSpec.Of("constant") };

    private static float First(string csv, NumberForm form)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("new.csv"), csv);
        return Schema(new Dictionary<string, NumberForm> { ["price"] = form })
            .FrameOf(Table.Read(folder.At("new.csv")), folder.Path, Prices).Column<NumberColumn>("price").Values[0];
    }

    private static InputSchema Schema(IReadOnlyDictionary<string, NumberForm> forms) =>
        new(new Problem([new Target("y", TargetKind.Number, [])]), new Dictionary<string, bool> { ["price"] = true }) { NumberForms = forms };
}
