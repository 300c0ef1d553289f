using Longhaul.Runs.Files;
using Longhaul.Search.Experiments;

namespace Longhaul.Tests.Search.Experiments;

public sealed class CandidateNotesTests : IDisposable
{
    private readonly TemporaryFolder _root = TemporaryFolder.InMemory();

    [Theory]
    [InlineData("{\"importance\": 7, \"notes\": {}}")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{\"importance\": [1, null, {\"feature\": \"a\"}, {\"feature\": 1, \"share\": 0.5}], \"notes\": [1, null, []]}")]
    [InlineData("{\"importance\": [{\"feature\": \"\\ud800\", \"share\": 0.5}], \"notes\": [\"\\ud800\"]}")]
    public void Notes_that_can_not_be_read_are_none(string text)
    {
        _root.Write("c/metrics.json", text);

        CandidateNotes.Importance(_root.At("c")).ShouldBeEmpty();
        CandidateNotes.Remarks(_root.At("c")).ShouldBeEmpty();
        CandidateNotes.Importance(_root.At("nowhere")).ShouldBeEmpty();
    }

    [Fact]
    public void Importance_is_best_first_and_passes_over_what_is_no_share()
    {
        _root.Write("c/metrics.json", """{"importance":[{"feature":"a","share":0.2},{"feature":"x","share":-1},{"feature":"b","share":0.8},{"feature":"y","share":"1"}]}""");

        CandidateNotes.Importance(_root.At("c")).ShouldBe([("b", 0.8), ("a", 0.2)]);
    }

    [Fact]
    public void Remarks_are_few_and_short()
    {
        _root.Write("c/metrics.json", $$"""{"notes":["one", 2, "{{new string('x', 400)}}", "three", "four"]}""");

        CandidateNotes.Remarks(_root.At("c")).ShouldBe(["one", new string('x', 300) + "…", "three"]);
    }

    public void Dispose() => _root.Dispose();
}
