using System.Text.Json;

namespace Longhaul.Cli.Testing;

/// <summary>How many tests passed, failed and were skipped.</summary>
/// <param name="Failures">The names of those that failed, or what broke off.</param>
internal sealed record TestTotals(int Passed, int Failed, int Skipped, IReadOnlyList<string> Failures)
{
    public static readonly TestTotals None = new(0, 0, 0, []);

    public static TestTotals Failure(string what) => new(0, 1, 0, [what]);

    public static TestTotals operator +(TestTotals left, TestTotals right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped, [.. left.Failures, .. right.Failures]);

    /// <summary>The totals of a report in the Common Test Report Format (ctrf.io); null where the file is missing or cut off.</summary>
    public static TestTotals? Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            var results = document.RootElement.GetProperty("results");
            var summary = results.GetProperty("summary");
            return new TestTotals(
                summary.GetProperty("passed").GetInt32(),
                summary.GetProperty("failed").GetInt32(),
                summary.GetProperty("skipped").GetInt32(),
                [.. results.GetProperty("tests").EnumerateArray().Where(test => test.GetProperty("status").ValueEquals("failed")).Select(test => test.GetProperty("name").GetString()!)]);
        }
        catch (Exception problem) when (problem is IOException or JsonException or KeyNotFoundException)
        {
            return null;
        }
    }
}
