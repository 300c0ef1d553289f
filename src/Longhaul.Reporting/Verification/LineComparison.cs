using System.Globalization;

namespace Longhaul.Reporting.Verification;

/// <summary>Holds a file that follows from the journal against what it must say, line by line.</summary>
internal static class LineComparison
{
    private const int MostLines = 20;

    /// <summary>Adds a finding for each line that differs, up to twenty; after a line that was put in or taken out, for the first one alone.</summary>
    public static void Hold(VerifyContext context, string file, string expected)
    {
        var path = Path.GetRelativePath(context.Folder.Root, file);
        if (!File.Exists(file))
        {
            context.Add(path, "is missing");
            return;
        }

        var (should, does) = (expected.Split('\n'), File.ReadAllText(file).Split('\n'));
        var differing = Enumerable.Range(0, Math.Max(should.Length, does.Length)).Where(i => should.ElementAtOrDefault(i) != does.ElementAtOrDefault(i));
        foreach (var i in differing.Take(should.Length == does.Length ? MostLines : 1))
            context.Add(string.Create(CultureInfo.InvariantCulture, $"{path}:{i + 1}"), TextDifference.Describe(should.ElementAtOrDefault(i), does.ElementAtOrDefault(i)));
    }
}
