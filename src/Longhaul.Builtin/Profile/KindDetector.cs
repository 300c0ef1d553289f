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

/// <summary>Tells what a column is from its cells. A word among numbers makes it no number, unless it is a mark for none (<see cref="ColumnSample.IsMarkedNumbers"/>).</summary>
internal static class KindDetector
{
    private const double TextWords = 3.5;
    private const int LongTextCharacters = 40;

    /// <summary>Titles of several words that come again: of so many different ones, a few rows each, the words say more than the whole.</summary>
    private const double TitleWords = 2.5;
    private const double ManyTitles = 0.1;
    private const int FewestTitles = 50;

    /// <summary>An index spans so many times the rows at most where the vault has taken its tenth of them.</summary>
    private const double SpanWithGaps = 1.25;

    /// <summary>Fewer different numbers may be anything, whatever moments they would be.</summary>
    private const int FewestMoments = 20;

    /// <summary>The kind of a column that is no target.</summary>
    /// <param name="testSample">The sampled cells of test; null where it lacks the column.</param>
    /// <param name="isId">The submission names it as an id. One that repeats, or is a date, is a column like others all the same.</param>
    /// <param name="files">What the task says of its cells.</param>
    /// <param name="lacksRows">Whether the vault may have taken rows from between others.</param>
    public static ColumnKind Of(Column train, Column? test, ColumnSample sample, ColumnSample? testSample, bool isId, CellFiles files, bool lacksRows)
    {
        if (files == CellFiles.Images)
            return ColumnKind.Image;
        if (files == CellFiles.Others)
            return CellFormats.Of(sample.Filled, areFiles: true) is { } known ? Structured(known) : ColumnKind.Id;
        if (isId && sample.DateFormat is null && sample.Levels.Count == sample.Filled.Count && !SpeaksInSentences(sample))
            return ColumnKind.Id;
        if (sample.Levels.Count <= 1 && (sample.Filled.Count == sample.Rows || sample.Levels.Count == 0))
            return ColumnKind.Constant;
        if (HoldsNumbers(train, sample) && (test is null || FitsNumbers(test, testSample!, sample)))
            return OfNumbers(train, sample, testSample, lacksRows);
        if (sample.DateFormat is not null)
            return ColumnKind.Date;
        // A few first cells tell any other format; that each word comes once all of them must say.
        var format = CellFormats.Of(sample.Filled, areFiles: false);
        return format is { Role: not ColumnRole.Word } ? Structured(format) : OfWords(sample, areSpelt: format is not null);
    }

    private static ColumnKind OfNumbers(Column train, ColumnSample sample, ColumnSample? test, bool lacksRows)
    {
        if (sample.Rows > 50 && sample.Levels.Count == sample.Rows && RunsInOrder(train, lacksRows ? SpanWithGaps : 1))
            return ColumnKind.Id;
        var moments = sample.UnixFormat is { } format && sample.Levels.Count >= FewestMoments && (test is null || test.Filled.Count == 0 || test.UnixFormat == format);
        return moments ? ColumnKind.Date : ColumnKind.Number;
    }

    private static bool HoldsNumbers(Column column, ColumnSample sample) => column.IsNumeric || sample.IsMarkedNumbers;

    /// <summary>Test may hold no number at all, a single empty cell even; marks are those of train, or among numbers.</summary>
    private static bool FitsNumbers(Column test, ColumnSample sample, ColumnSample train) => sample.Texts.Keys.All(train.Texts.ContainsKey) || HoldsNumbers(test, sample);

    /// <summary>The kind of a column of structured cells, or of files.</summary>
    public static ColumnKind Structured(ICellFormat format) => format.Role switch
    {
        ColumnRole.Json => ColumnKind.Json,
        ColumnRole.List => ColumnKind.List,
        ColumnRole.Code => ColumnKind.Code,
        ColumnRole.Word => ColumnKind.Word,
        ColumnRole.File => ColumnKind.File,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format.Role, "no kind of column"),
    };

    /// <summary>Some submissions repeat the texts themselves to name their rows; they say something all the same.</summary>
    private static bool SpeaksInSentences(ColumnSample sample) => sample.Filled.Count > 0 && sample.Filled.Average(WordsIn) >= TextWords;

    /// <summary>Whether the whole numbers of a column go up from row to row, and by one where nothing is missing.</summary>
    /// <param name="span">The numbers from the first to the last may be so many times the rows; 1: all of them are there.</param>
    public static bool RunsInOrder(Column column, double span = 1)
    {
        for (var row = 1; row < column.Count; row++)
        {
            if (!double.IsInteger(column.Number(row)) || !(column.Number(row) > column.Number(row - 1)))
                return false;
        }

        return column.Count > 1 && column.Number(column.Count - 1) - column.Number(0) + 1 <= span * column.Count;
    }

    private static ColumnKind OfWords(ColumnSample sample, bool areSpelt)
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
        if (words / count >= TitleWords && sample.Levels.Count >= FewestTitles && sample.Levels.Count > count * ManyTitles)
            return ColumnKind.Text;
        if (sample.Rows <= 50 || sample.Levels.Count < count * 0.98)
            return ColumnKind.Category;
        return areSpelt ? ColumnKind.Word : words / count < 1.5 ? ColumnKind.Id : ColumnKind.Category;
    }

    /// <summary>Runs of characters between blanks; of scripts that have none between words, every two letters.</summary>
    public static int WordsIn(string cell)
    {
        int words = 0, letters = 0;
        for (var i = 0; i < cell.Length; i++)
        {
            if (Script.IsUnspaced(cell[i]))
                letters++;
            else if (!char.IsWhiteSpace(cell[i]) && (i == 0 || char.IsWhiteSpace(cell[i - 1])))
                words++;
        }

        return words + ((letters + 1) / 2);
    }
}
