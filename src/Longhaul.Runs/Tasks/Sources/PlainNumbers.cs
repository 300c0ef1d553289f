using Longhaul.Runs.Tables;

namespace Longhaul.Runs.Tasks.Sources;

/// <summary>Columns whose numbers stand in another form than plainly, and how to write them so.</summary>
/// <param name="Forms">Column → the form that all its cells have, in train and in test.</param>
internal sealed record PlainNumbers(IReadOnlyDictionary<string, NumberForm> Forms)
{
    /// <summary>What was done, as a part of a cache's key.</summary>
    public string Recipe => $"plain numbers in {string.Join(", ", Forms.Keys)}";

    /// <summary>Features that both tables have, and targets whose sample is of that form too, or of plain numbers, as the answers must be.</summary>
    /// <param name="except">Columns that keep their text: ids, paths.</param>
    /// <param name="answersOf">A target's column of answers; null where there are none.</param>
    public static PlainNumbers Find(TaskTables tables, IReadOnlyList<string> except, IReadOnlyList<string> targets, Func<string, Column?> answersOf)
    {
        var forms = new Dictionary<string, NumberForm>(StringComparer.Ordinal);
        var commas = tables.Train.Format.Delimiter != ',';
        foreach (var train in tables.Train.Columns.Where(column => !except.Contains(column.Name, StringComparer.Ordinal)))
        {
            Column[] columns = targets.Contains(train.Name, StringComparer.Ordinal) ? [train] : tables.Test.Find(train.Name) is { } test ? [train, test] : [];
            if (Array.TrueForAll(columns, column => column.IsNumeric) || NumberForm.Of(columns.SelectMany(column => column), commas) is not { } form)
                continue;
            // Nobody says in which unit a duration is to be answered.
            if (columns.Length == 2 || (form is not DurationForm && IsPlainOr(form, tables.Sample.Find(train.Name)) && answersOf(train.Name) is not { IsNumeric: false }))
                forms.Add(train.Name, form);
        }

        return new PlainNumbers(forms);
    }

    private static bool IsPlainOr(NumberForm form, Column? shown) => shown is null or { IsNumeric: true } || shown.All(cell => !double.IsNaN(form.Read(cell)));

    /// <summary>A line per column for a person: <c>numbers: price ($1,234.50 is 1234.5)</c>.</summary>
    public IEnumerable<string> Describe(Table train) => Forms.Select(form =>
    {
        var column = train[form.Key];
        var cell = column.FirstOrDefault(cell => form.Value.Plainly(cell) is { Length: > 0 } plain && plain != cell) ?? column.First(cell => cell.Length > 0);
        var plain = form.Value.Plainly(cell) is { Length: > 0 } number ? form.Value is DurationForm ? $"{number} minutes" : number : "none";
        return $"numbers: {form.Key} ({cell} is {plain})";
    });

    /// <summary>The table with those columns written plainly; cells without a number are empty.</summary>
    public Table Of(Table table) => new([.. table.Columns.Select(column => Forms.TryGetValue(column.Name, out var form)
        ? new Column(column.Name, column.Select(form.Plainly))
        : column)]);
}
