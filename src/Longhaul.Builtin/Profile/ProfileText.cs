using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Longhaul.Builtin.Leaks;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Alarms;

namespace Longhaul.Builtin.Profile;

/// <summary>The profile as a colleague's notes (<c>analysis/summary.md</c>) and as data (<c>analysis/profile.json</c>).</summary>
public static class ProfileText
{
    private const int ColumnsListed = 60;

    /// <summary>The notes: what the data are, what stands out, what it means for the models.</summary>
    public static string Summary(DataProfile profile, TaskPackage task, IReadOnlyList<Alarm> alarms)
    {
        var text = new StringBuilder();
        text.Append($"# {task.Title}\n\n").Append(Opening(profile, task)).Append("\n\n").Append(AlarmText.Section(alarms)).Append("## What stands out\n\n");
        var findings = Finding.In(profile, task);
        foreach (var finding in findings)
            text.Append($"- {finding.What} {finding.Meaning}\n");
        if (findings.Count == 0)
            text.Append("- Nothing: no gaps, no drift, no twins worth a word.\n");
        text.Append("\n## Columns\n\n| column | kind | values | empty | test against train |\n| --- | --- | --- | --- | --- |\n");
        foreach (var column in profile.Columns.Take(ColumnsListed))
            text.Append($"| {Cell(column.Name)} | {Word(column.Kind)} | {Cell(Values(column))} | {Percent(column.Missing)} | {Against(column)} |\n");
        if (profile.Columns.Count > ColumnsListed)
            text.Append($"\n{profile.Columns.Count - ColumnsListed} more columns stand in `profile.json`.\n");
        return text.ToString();
    }

    /// <summary>The profile as JSON.</summary>
    public static string Json(DataProfile profile) => JsonSerializer.Serialize(profile, ProfileJson.Default.DataProfile);

    private static string Opening(DataProfile profile, TaskPackage task)
    {
        var kinds = profile.Columns.Where(column => profile.IsFeature(column.Name)).GroupBy(column => column.Kind).OrderByDescending(kind => kind.Count())
            .Select(kind => $"{kind.Count()} {(kind.Count() == 1 ? Word(kind.Key) : Words(kind.Key))}");
        var split = task.Split switch
        {
            SplitKind.Group => $" Test holds other values of `{task.Group}` than train, and so does every fold.",
            SplitKind.Time => " Test lies after train, and every fold after what it learns from.",
            _ => "",
        };
        return $"{Count(profile.Rows)} labelled rows, {Count(profile.TestRows)} to predict; to learn from: {(profile.Features.Count == 0 ? "no column" : string.Join(", ", kinds))}. " +
            $"{string.Join(' ', profile.Targets.Select(Describe))} The metric is {task.Metric.Name} ({(task.Metric.Direction == Direction.Maximize ? "higher" : "lower")} is better).{split}";
    }

    private static string Describe(TargetProfile target) => target switch
    {
        { Kind: TargetKind.Class, Classes.Count: 2 } => $"`{target.Name}` is one of two classes: {string.Join(", ", target.Classes.Select(label => $"`{label.Value}` {Percent(label.Share)}"))}.",
        { Kind: TargetKind.Class } => $"`{target.Name}` is one of {target.Classes.Count} classes, from {Percent(target.Classes[^1].Share)} (`{target.Classes[^1].Value}`) to {Percent(target.Classes[0].Share)} (`{target.Classes[0].Value}`) of the rows.",
        { Classes.Count: > 0 } => $"`{target.Name}` is an ordinal number: {string.Join(", ", target.Classes.OrderBy(label => double.Parse(label.Value, CultureInfo.InvariantCulture)).Select(label => $"{label.Value} ({Percent(label.Share)})"))}.",
        _ => $"`{target.Name}` is a number from {ShortNumber.Of(target.Numbers!.Min)} to {ShortNumber.Of(target.Numbers.Max)}, median {ShortNumber.Of(target.Numbers.Median)}.",
    };

    private static string Values(ColumnProfile column) => column switch
    {
        { Numbers: { } numbers } => $"{ShortNumber.Of(numbers.Min)} … {ShortNumber.Of(numbers.Median)} … {ShortNumber.Of(numbers.Max)}",
        { Dates: { } dates } => $"{dates.First:yyyy-MM-dd} … {dates.Last:yyyy-MM-dd}",
        { Texts: { } texts } => $"{texts.Words.ToString("0.#", CultureInfo.InvariantCulture)} words",
        { Kind: ColumnKind.Json } => "objects",
        { Kind: ColumnKind.List } => "lists",
        { Kind: ColumnKind.Code } => "letters by place",
        { Kind: ColumnKind.Word } => "words of their own",
        { Kind: ColumnKind.File } => "a file per row",
        { Kind: ColumnKind.Id } => column.RunsInOrder ? "one per row, in order" : "one per row",
        { Kind: ColumnKind.Category } => $"{Count(column.Distinct)}: {string.Join(", ", column.Top.Take(3).Select(level => $"{Cut(level.Value)} {Percent(level.Share)}"))}",
        _ => Count(column.Distinct),
    };

    private static string Against(ColumnProfile column) => column switch
    {
        { InTest: false } => "absent",
        { Drift: null } => "",
        { Drift: { Word: DriftWord.None } } => "alike",
        { Drift: { Unseen: > 0.001 } drift } => $"{(drift.Word == DriftWord.Marked ? "other" : "slightly other")}, {Percent(drift.Unseen)} unseen",
        { Drift: var drift } => drift.Word == DriftWord.Marked ? "other" : "slightly other",
    };

    private static string Word(ColumnKind kind) => kind.ToString().ToLowerInvariant();

    private static string Words(ColumnKind kind) => kind == ColumnKind.Category ? "categories" : Word(kind) + (kind == ColumnKind.Json ? "" : "s");

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Cut(string text) => text.Length <= 24 ? text : text[..23] + "…";

    private static string Percent(double share) => share == 0 ? "0" : share < 0.001 ? "< 0.1 %" : (share * 100).ToString(share < 0.1 ? "0.0" : "0", CultureInfo.InvariantCulture) + " %";

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(
    WriteIndented = true, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(DataProfile))]
internal sealed partial class ProfileJson : JsonSerializerContext;
