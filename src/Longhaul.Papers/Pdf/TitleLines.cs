namespace Longhaul.Papers.Pdf;

/// <summary>The title: the largest lines of the first page's upper half.</summary>
internal static class TitleLines
{
    public static IReadOnlyList<TextLine> Of(IReadOnlyList<TextLine> lines, Typography type)
    {
        var first = lines.TakeWhile(line => line.Page == lines[0].Page).ToList();
        if (first.Count == 0)
            return [];
        var middle = (first.Max(line => line.Baseline) + first.Min(line => line.Baseline)) / 2;
        var upper = first.Where(line => line.Baseline >= middle && line.Text.Length > 3 && line.Formula < 0.3).ToList();
        var size = upper.Count == 0 ? 0 : upper.Max(line => line.Size);
        if (size < 1.15 * type.Body)
            return [];
        var begin = upper.FindIndex(line => line.Size > size - 0.3);
        return [.. upper.Skip(begin).TakeWhile((line, i) => line.Size > size - 0.3 && (i == 0 || upper[begin + i - 1].Baseline - line.Baseline < 2 * size))];
    }
}
