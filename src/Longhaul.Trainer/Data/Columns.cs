using Longhaul.Trainer.State;

namespace Longhaul.Trainer.Data;

/// <summary>A column of a <see cref="Frame"/>: one value per row, train first, then test.</summary>
public abstract record FrameColumn(string Name)
{
    /// <summary>The first <paramref name="rows"/> rows of this column, then all of another of the same type.</summary>
    public FrameColumn Append(int rows, FrameColumn other) => (this, other) switch
    {
        (NumberColumn one, NumberColumn two) => new NumberColumn(Name, [.. one.Values.AsSpan(0, rows), .. two.Values]),
        (DateColumn one, DateColumn two) => new DateColumn(Name, [.. one.Days.AsSpan(0, rows), .. two.Days]),
        (CategoryColumn one, CategoryColumn two) => one.Append(rows, two),
        _ => throw NotKept(),
    };

    /// <summary>Writes the first <paramref name="rows"/> rows down.</summary>
    public void Save(StateWriter to, int rows)
    {
        switch (this)
        {
            case NumberColumn numbers:
                to.Set("numbers", numbers.Values[..rows]);
                break;
            case DateColumn dates:
                to.Set("days", dates.Days[..rows]);
                break;
            case CategoryColumn categories:
                to.Set("codes", categories.Codes[..rows]);
                to.Set("levels", categories.Levels);
                break;
            default:
                throw NotKept();
        }
    }

    /// <summary>What <see cref="Save"/> wrote.</summary>
    public static FrameColumn Load(string name, int rows, StateReader from)
    {
        if (from.Has("numbers"))
            return new NumberColumn(name, from.Floats("numbers", rows));
        if (from.Has("days"))
            return new DateColumn(name, from.Numbers("days", rows));
        var levels = from.Texts("levels");
        return levels.Distinct(StringComparer.Ordinal).Count() == levels.Count
            ? new CategoryColumn(name, from.Integers("codes", rows, -1, levels.Count), levels)
            : throw from.Wrong($"a level of '{name}' stands twice");
    }

    private NotSupportedException NotKept() => new($"Columns of type {GetType().Name} are not kept.");
}

/// <summary>Numbers; NaN where the cell is empty.</summary>
public sealed record NumberColumn(string Name, float[] Values) : FrameColumn(Name);

/// <summary>Categories: an index into <paramref name="Levels"/> per row, −1 where the cell is empty. Levels stand in the order of their first row.</summary>
public sealed record CategoryColumn(string Name, int[] Codes, IReadOnlyList<string> Levels) : FrameColumn(Name)
{
    /// <summary>As <see cref="FrameColumn.Append"/>: equal names get equal codes.</summary>
    internal CategoryColumn Append(int rows, CategoryColumn other)
    {
        List<string> levels = [.. Levels];
        var codes = levels.Select((level, code) => (level, code)).ToDictionary(pair => pair.level, pair => pair.code, StringComparer.Ordinal);
        foreach (var level in other.Levels.Where(level => codes.TryAdd(level, levels.Count)))
            levels.Add(level);
        int[] codeOf = [.. other.Levels.Select(level => codes[level])];
        return new CategoryColumn(Name, [.. Codes.AsSpan(0, rows), .. other.Codes.Select(code => code < 0 ? -1 : codeOf[code])], levels);
    }
}

/// <summary>Moments as days since 1970-01-01 00:00 of whatever clock the data use; NaN where the cell is empty or no date.</summary>
public sealed record DateColumn(string Name, double[] Days) : FrameColumn(Name);

/// <summary>Texts; <c>""</c> where the cell is empty.</summary>
public sealed record TextColumn(string Name, string[] Texts) : FrameColumn(Name);

/// <summary>Paths of images or other files below <paramref name="Folder"/>; <c>""</c> where the cell is empty.</summary>
public sealed record ImageColumn(string Name, string[] Paths, string Folder) : FrameColumn(Name);
