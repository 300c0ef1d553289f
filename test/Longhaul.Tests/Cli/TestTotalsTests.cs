using Longhaul.Cli.Testing;

namespace Longhaul.Tests.Cli;

public sealed class TestTotalsTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Totals_are_read_from_the_report()
    {
        File.WriteAllText(_path, """{"results":{"summary":{"tests":6,"passed":3,"failed":1,"pending":0,"skipped":2,"other":0},"tests":[{"name":"A.B","status":"passed"},{"name":"A.C(x: 1)","status":"failed"}]}}""");

        var totals = TestTotals.Read(_path)!;

        (totals.Passed, totals.Failed, totals.Skipped).ShouldBe((3, 1, 2));
        totals.Failures.ShouldBe(["A.C(x: 1)"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    public void A_report_that_was_cut_off_has_none(string text)
    {
        File.WriteAllText(_path, text);

        TestTotals.Read(_path).ShouldBeNull();
    }
}
