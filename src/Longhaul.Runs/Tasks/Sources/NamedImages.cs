using System.Text.RegularExpressions;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks.Inference;

namespace Longhaul.Runs.Tasks.Sources;

/// <summary>
/// Images that say themselves what they show, where there is no table of labels: by the beginning of their name (<c>train/cat.17.jpg</c>), or by the
/// folder they lie in (<c>train/cat/17.jpg</c>).
/// </summary>
/// <param name="Rows">An id (the path below the folder, without its ending) and a label per image.</param>
internal sealed partial record NamedImages(IReadOnlyList<(string Id, string Label)> Rows)
{
    private const int MostClasses = 1000;
    private const int FewestEach = 2;

    /// <summary>The images of the folder <c>train</c>; null where their names don't tell.</summary>
    public static NamedImages? Find(string root)
    {
        var folder = Directory.EnumerateDirectories(root).FirstOrDefault(name => Path.GetFileName(name).Equals("train", StringComparison.OrdinalIgnoreCase));
        if (folder is null)
            return null;
        (string Id, string Label)[] rows =
        [
            .. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1, AttributesToSkip = FileAttributes.ReparsePoint })
                .Where(ImageColumns.IsImage).Select(file => Path.ChangeExtension(Path.GetRelativePath(folder, file), null)).Order(StringComparer.Ordinal)
                .Select(id => (id, LabelOf(id))),
        ];
        var classes = rows.CountBy(row => row.Label, StringComparer.OrdinalIgnoreCase).ToList();
        return rows.All(row => row.Label.Length > 0) && classes.Count is >= 2 and <= MostClasses && classes.TrueForAll(label => label.Value >= FewestEach) ? new NamedImages(rows) : null;
    }

    /// <summary>The table of labels. Where the sample asks for one number of two classes, they are 1 and 0, as the description says, else by their order.</summary>
    public Table Table(IReadOnlyList<string> sample, string description, out string note)
    {
        var target = sample.Count == 2 ? sample[1] : "label";
        string[] classes = [.. Rows.Select(row => row.Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var positive = sample.Count == 2 && classes.Length == 2 ? Positive(classes, description) : null;
        note = positive is null ? $"{classes.Length} classes" : $"{positive} is 1, {classes.First(label => label != positive)} is 0";
        return new Table(
        [
            new Column(sample[0], Rows.Select(row => row.Id)),
            new Column(target, Rows.Select(row => positive is null ? row.Label : row.Label == positive ? "1" : "0")),
        ]);
    }

    /// <summary>The class that the description gives the 1 (<c>1 = dog</c>, <c>the probability that an image is a dog</c>), else the last one.</summary>
    private static string Positive(string[] classes, string description)
    {
        foreach (Match match in Meaning().Matches(description.Length > 20_000 ? description[..20_000] : description))
        {
            if (classes.FirstOrDefault(label => (match.Groups["word"].Value + match.Groups["words"].Value).Contains(label, StringComparison.OrdinalIgnoreCase)) is { } named)
                return named;
        }

        return classes[^1];
    }

    private static string LabelOf(string id)
    {
        if (id.Contains('/', StringComparison.Ordinal))
            return id.Split('/')[0];
        var word = new string([.. id.TakeWhile(c => char.IsLetter(c) || c is ' ')]).Trim();
        return word.Length > 0 && word.Length < id.Length && id[word.Length..].Any(char.IsAsciiDigit) ? word : "";
    }

    [GeneratedRegex(@"\b1\s*(?:=|is|for|means|:)\s*(?:an? |the )?(?<word>\w+)|probability (?:that|of)(?<words>[^.(\n]{1,80})", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Meaning();
}
