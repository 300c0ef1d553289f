using Longhaul.Pipelines;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;
using Longhaul.Trainer.Data;
using Longhaul.Trainer.Solutions;

namespace Longhaul.Tests.Trainer.Solutions;

public sealed class InputSchemaTests
{
    [Theory]
    [InlineData("price,other\n\"$1,200.50\",1\n-,2\n$3,3\n$4,4\n$5,5\n$6,6\n$7,7\n$8,8\n$9,9\n$9,9\n$9,9\n", 1200.5f)]
    [InlineData("price;other\n1,234;1\n2,5;2\n", 1.234f)]
    [InlineData("price;other\n7;1\n8;2\n", 7f)]
    public void New_rows_may_write_numbers_as_the_tasks_tables_did(string csv, float first)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("new.csv"), csv);
        var schema = new InputSchema(new Problem([new Target("y", TargetKind.Number, [])]), new Dictionary<string, bool> { ["price"] = true });
        var pipeline = new Pipeline { Columns = Pipeline.NoColumns.Add("price", ColumnRole.Number), Features = [], Model = ModelSpec.Of("constant") };

        schema.FrameOf(Table.Read(folder.At("new.csv")), folder.Path, pipeline).Column<NumberColumn>("price").Values[0].ShouldBe(first);
    }
}
