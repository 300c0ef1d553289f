using Longhaul.Pipelines;
using Longhaul.Pipelines.Cells;
using Longhaul.Runs.Tables;

namespace Longhaul.Builtin.Profile;

/// <summary>Whether a column's cells are paths of files next to the table.</summary>
public enum CellFiles
{
    None,
    Images,
    Others,
}

/// <summary>Tells what a column is from its cells. A single word among a million numbers makes it no number.</summary>
internal static class KindDetector
{
    private const double TextWords = 3.5;
    private const int LongTextCharacters = 40;

    /// <summary>The kind of a column that is no target.</summary>
    /// <param name="isId">The submission names it as an id. One that repeats, or is a date, is a column like others all the same.</param>
    /// <param name="files">What the task says of its cells.</param>
    public static ColumnKind Of(Column train, Column? test, ColumnSample sample, bool isId, CellFiles files)
    {
        if (files == CellFiles.Images)
            return ColumnKind.Image;
        if (files == CellFiles.Others)
            return CellFormats.Of(sample.Filled, areFiles: true) is { } known ? Structured(known) : ColumnKind.Id;
        if (isId && sample.DateFormat is null && sample.Levels.Count == sample.Filled.Count && !SpeaksInSentences(sample))
            return ColumnKind.Id;
        if (sample.Levels.Count <= 1 && (sample.Filled.Count == sample.Rows || sample.Levels.Count == 0))
            return ColumnKind.Constant;
        if (train.IsNumeric && (test is null || test.IsNumeric))
            return sample.Rows > 50 && sample.Levels.Count == sample.Rows && RunsInOrder(train) ? ColumnKind.Id : ColumnKind.Number;
        if (sample.DateFormat is not null)
            return ColumnKind.Date;
        return CellFormats.Of(sample.Filled, areFiles: false) is { } format ? Structured(format) : OfWords(sample);
    }

    /// <summary>The kind of a column of structured cells, or of files.</summary>
    public static ColumnKind Structured(ICellFormat format) => format.Role switch
    {
        ColumnRole.Json => ColumnKind.Json,
        ColumnRole.List => ColumnKind.List,
        ColumnRole.Code => ColumnKind.Code,
        ColumnRole.File => ColumnKind.File,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format.Role, "no kind of column"),
    };

    /// <summary>Some submissions repeat the texts themselves to name their rows; they say something all the same.</summary>
    private static bool SpeaksInSentences(ColumnSample sample) => sample.Filled.Count > 0 && sample.Filled.Average(WordsIn) >= TextWords;

    /// <summary>Whether the whole numbers of a column go up by one from row to row.</summary>
    public static bool RunsInOrder(Column column)
    {
        for (var row = 1; row < column.Count; row++)
        {
            if (column.Number(row) - column.Number(row - 1) != 1)
                return false;
        }

        return column.Count > 1;
    }

    private static ColumnKind OfWords(ColumnSample sample)
    {
        double words = 0, characters = 0;
        foreach (var cell in sample.Filled)
        {
            characters += cell.Length;
            words += WordsIn(cell);
        }

        var count = Math.Max(1, sample.Filled.Count);
        var mostlyDifferent = sample.Levels.Count > count * 0.5;
        if (mostlyDifferent && (words / count >= TextWords || characters / count >= LongTextCharacters && words / count > 1.5))
            return ColumnKind.Text;
        if (words / count >= 8 && sample.Levels.Count > 50)
            return ColumnKind.Text;
        return sample.Rows > 50 && sample.Levels.Count >= count * 0.98 && words / count < 1.5 ? ColumnKind.Id : ColumnKind.Category;
    }

    /// <summary>Runs of characters between blanks.</summary>
    public static int WordsIn(string cell)
    {
        var words = 0;
        for (var i = 0; i < cell.Length; i++)
            words += !char.IsWhiteSpace(cell[i]) && (i == 0 || char.IsWhiteSpace(cell[i - 1])) ? 1 : 0;
        return words;
    }
}
