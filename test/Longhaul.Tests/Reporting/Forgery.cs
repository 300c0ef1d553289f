using System.Text;
using Longhaul.Runs.Files;

namespace Longhaul.Tests.Reporting;

/// <summary>What somebody does who wants a run to look otherwise than it was.</summary>
internal static class Forgery
{
    /// <summary>Changes a text in a file; the text must be there.</summary>
    public static void Alter(string file, string from, string to)
    {
        var text = File.ReadAllText(file);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0, $"'{from}' in {file}");
        File.WriteAllText(file, string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length)));
    }

    /// <summary>Changes a file, and the journal's hash of it as well.</summary>
    public static void AlterWithHash(string journal, string file, Func<string, string> change)
    {
        var before = ContentHash.OfFile(file).Value;
        File.WriteAllText(file, change(File.ReadAllText(file)));
        var after = ContentHash.OfFile(file).Value;
        after.ShouldNotBe(before);
        Rewrite(journal, line => line.Replace(before, after, StringComparison.Ordinal));
    }

    /// <summary>Rewrites a journal with a change to its lines, every hash of the chain made right again.</summary>
    public static void Rewrite(string journal, Func<string, string> change)
    {
        var forged = new StringBuilder();
        var (previous, heads) = (ContentHash.Zero, new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var line in File.ReadAllLines(journal))
        {
            // The report names the head that it was written from.
            var data = heads.Aggregate(change(line), (text, head) => text.Replace(head.Key, head.Value, StringComparison.Ordinal));
            data = string.Concat(data.AsSpan(0, data.LastIndexOf("\"prev\":", StringComparison.Ordinal)), $"\"prev\":\"{previous}\"}}");
            previous = ContentHash.Of(data);
            if (ContentHash.Of(line).Value != previous.Value)
                heads[ContentHash.Of(line).Value] = previous.Value;
            forged.Append(data).Append('\n');
        }

        File.WriteAllText(journal, forged.ToString());
    }

    /// <summary>Copies a run.</summary>
    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
