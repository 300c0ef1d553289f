using Longhaul.Execution.Executors;
using Longhaul.Reporting.Papers.Checking;
using Longhaul.Search.Events;

namespace Longhaul.Tests.Reporting.Papers;

public sealed class SelfCheckingTests : IDisposable
{
    private readonly RunBuilder _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("""[{"id": "C1", "what": "first", "what": "loss"}]""", "loss")]
    [InlineData("""[{"id": "C1", "what": "\ud800"}]""", "")]
    [InlineData("""[{"\ud800": 1, "id": "C1", "what": "loss"}, 7, "C2"]""", "loss")]
    public void An_inventory_with_a_key_twice_or_half_a_character_is_read_as_far_as_it_goes(string inventory, string what)
    {
        Write("workspace/plan/inventory.json", inventory);

        SelfChecking.Of(_run.Folder, _run.State).Markdown.ShouldContain($"| C1 | {what} | not attempted |");
    }

    [Theory]
    [InlineData("0.00001", "0.31", "unsupported")]
    [InlineData("0.00001", "1.2e-5", "reproduced")]
    [InlineData("1.5e-5", "1.2e-5", "unsupported")]
    [InlineData("0.31", "0.3120", "reproduced")]
    [InlineData("0.31", "0.32", "unsupported")]
    public void A_value_stands_in_the_evidence_as_exactly_as_it_is_written(string ours, string found, string status)
    {
        Write("workspace/plan/inventory.json", """[{"id": "C1", "what": "loss", "value": 1e-7}]""");
        Write("workspace/plan/self_check.json", $$"""[{"id": "C1", "status": "reproduced", "experiment": "e1", "ours": {{ours}}}]""");
        _run.Record("e1", new TrialStarted(1, "s1.1.1", "loss", ["C1"], "", "python3 loss.py", new string('d', 40)));
        Write("workspace/experiments/e1/log.txt", $"the loss is {found}\n");
        _run.Record("e1", new TrialEnded(1, Ending.Success, 0, 1, new Dictionary<string, string>(StringComparer.Ordinal), null));

        SelfChecking.Of(_run.Folder, _run.State).Markdown.ShouldContain($"| C1 | loss | {status} | e1 | 1E-07 |");
    }

    private void Write(string path, string text)
    {
        var file = new FileInfo(Path.Combine(_run.Folder.Root, path));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, text);
    }
}
