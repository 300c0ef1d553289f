using Longhaul.Builtin.Profile;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Alarms;

namespace Longhaul.Builtin.Leaks;

/// <summary>
/// Names of rows that know the target: an id's order, its remainders, its characters and parts, the path of an image, the order of rows. A name
/// should know nothing, so a tenth of the target is too much.
/// </summary>
internal static class IdCheck
{
    private const double Much = 0.1, RowsForIt = 40;

    /// <summary>A part number or a first name may well tell something; a label that went into one tells most.</summary>
    private const double MuchOfWord = 0.5;
    private const double SharedWithTest = 0.5;

    public static IEnumerable<Alarm> Run(AuditedData data)
    {
        if (data.Rows.Length < 50)
            yield break;
        ColumnProfile[] columns = [.. data.Profile.Columns.Where(column => column.Kind is ColumnKind.Id or ColumnKind.Word || IsFile(column))];
        var found = false;
        foreach (var column in columns)
        {
            var name = column.Name;
            if (Best(data, name) is not var (part, answer, skill) || (column.Kind == ColumnKind.Word && skill < MuchOfWord))
                continue;
            found = true;
            yield return Named(data, name, $"{char.ToUpperInvariant(part[0])}{part[1..]} of `{name}`", skill, answer);
        }

        // Rows of a group often stand together; that is no secret. And rows in the order of their names say what these say.
        if (found || data.Task.Split != SplitKind.Random || columns.Any(column => IsSorted(data.Cells(column.Name))))
            yield break;
        foreach (var answer in data.Answers)
        {
            if (Power.Of(Bins.Numbers(Array.ConvertAll(data.Rows, row => (double)row)), answer, data.Folds) is { } power && Tells(power, answer))
                yield return Describe(data, $"The order of the rows in train carries the target `{answer.Name}`: test's order may give it away as well.", [], power.Skill, answer);
        }
    }

    private static bool IsSorted(string[] cells) => cells.Zip(cells.Skip(1)).All(pair => string.CompareOrdinal(pair.First, pair.Second) <= 0);

    private static bool Tells(Power power, Answer answer) => power.Skill >= Math.Max(Much, RowsForIt / answer.Rows);

    private static (string Part, Answer Answer, double Skill)? Best(AuditedData data, string name)
    {
        var (cells, test) = IdFolders.Comparable(data.Cells(name), data.TestCells(name));
        (string, Answer, double)? best = null;
        foreach (var part in IdPart.Of(cells))
        {
            var bins = part.Bins(cells);
            foreach (var answer in data.Answers)
            {
                var power = Power.Of(bins, answer, data.Folds);
                if (Tells(power, answer) && power.Skill > (best?.Item3 ?? 0) && (test.Length == 0 || part.Shared(cells, test) >= SharedWithTest)
                    && !StandsInAColumn(data, part.Values(cells)) && AddsToSeries(data, part.Values(cells), answer))
                    best = (part.Name, answer, power.Skill);
            }
        }

        return best;
    }

    /// <summary>
    /// Whether a feature, whose values repeat, determines these: a pixel's id that names its place gives away no more than the place does.
    /// </summary>
    private static bool StandsInAColumn(AuditedData data, string[] values) => data.Features.Any(column =>
    {
        var cells = data.Cells(column.Name);
        var distinct = cells.Distinct(StringComparer.Ordinal).Count();
        return distinct <= cells.Length / 2 && cells.Zip(values).Distinct().Count() == distinct;
    });

    /// <summary>Whether these tell something beside what series a row belongs to: ids that go round the series of a panel name them by their remainders.</summary>
    private static bool AddsToSeries(AuditedData data, string[] values, Answer answer)
    {
        if (data.Profile.Series.Count == 0)
            return true;
        var series = data.Profile.Series.Select(data.Cells).Aggregate(Both);
        var (known, joint) = (Power.Of(Bins.Levels(series), answer, data.Folds).Skill, Power.Of(Bins.Levels(Both(series, values)), answer, data.Folds).Skill);
        return joint - known >= Much * (1 - known);

        static string[] Both(string[] one, string[] other) => [.. one.Zip(other, (left, right) => $"{left}\u001f{right}")];
    }

    // A part number or a person's name may well mean something: only what names the rows, or their files, should know nothing.
    private static Alarm Named(AuditedData data, string name, string part, double skill, Answer answer)
    {
        var isFile = data.Profile.Columns.Any(column => column.Name == name && IsFile(column));
        var alarm = isFile || data.Task.Submission.Id.Contains(name, StringComparer.Ordinal)
            ? Describe(data, $"{part} carries the target `{answer.Name}`: the ids leak.", [name], skill, answer)
            : new Alarm(
                AlarmKind.IdTells, $"{part} tells the target `{answer.Name}`.", [name], skill, Explained(answer),
                "If it is known when predicting, give it a column of its own; if the label went into it, it is a leak.", AlarmAction.NotUsed);
        return data.Profile.IsFeature(name) ? alarm with { Action = AlarmAction.None } : alarm;
    }

    private static bool IsFile(ColumnProfile column) => column.Kind is ColumnKind.Image or ColumnKind.File;

    private static string Explained(Answer answer) => $"the share of `{answer.Name}` that it explains alone on rows held out ({answer.Rows} rows)";

    private static Alarm Describe(AuditedData data, string what, string[] columns, double skill, Answer answer) => new(
        AlarmKind.IdTells, what, columns, skill,
        $"{Explained(answer)}; names should explain nothing",
        data.Task.Split == SplitKind.Time ? "Ids that follow time are natural; this goes beyond it." : "Deal the ids anew at random before anyone trusts a score on this data.",
        AlarmAction.NotUsed);
}
