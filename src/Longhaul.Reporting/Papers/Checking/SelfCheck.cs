using System.Globalization;
using System.Text;
using Longhaul.Reporting.Figures;
using Longhaul.Runs;
using Longhaul.Search.State;

namespace Longhaul.Reporting.Papers.Checking;

/// <summary>An entry of the inventory: a claim, a target value, a baseline or a variant.</summary>
/// <param name="Value">The paper's value; null where there is none.</param>
internal sealed record InventoryEntry(string Id, string Kind, string What, string Where, double? Value);

/// <summary>What the self-checker says of an entry.</summary>
/// <param name="Experiment"><c>e3</c>; null: none.</param>
/// <param name="Ours">Null: no value.</param>
internal sealed record SelfClaim(string Id, string Status, string? Experiment, double? Ours, string Deviation, string Note);

/// <summary>An entry as the host found it.</summary>
/// <param name="Status"><c>reproduced</c>, <c>partly</c>, <c>not_reproduced</c>, <c>not_attempted</c>, or <c>unsupported</c>: claimed, and no evidence holds it.</param>
/// <param name="Gap">Ours over the paper's value, less 1; null where one is missing.</param>
internal sealed record CheckedEntry(InventoryEntry Entry, string Status, string? Experiment, double? Ours, double? Gap, string Deviation, string Note);

/// <summary>Holds what the team says of its work against the evidence: pure.</summary>
internal static class SelfCheck
{
    private static readonly string[] Statuses = ["reproduced", "partly", "not_reproduced", "not_attempted"];

    /// <summary>Every entry of the inventory, whatever the self-checker left out.</summary>
    /// <param name="stands">Whether a value stands in an experiment's evidence.</param>
    public static IReadOnlyList<CheckedEntry> Of(IReadOnlyList<InventoryEntry> inventory, IReadOnlyList<SelfClaim> claims, PaperState paper, Func<Trial, double, bool> stands)
    {
        var byId = claims.GroupBy(claim => claim.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        return [.. inventory.Select(entry => byId.TryGetValue(entry.Id, out var claim) ? Check(entry, claim, paper, stands) : new CheckedEntry(entry, "not_attempted", null, null, null, "", "The self-check leaves it out."))];
    }

    /// <summary>As Markdown, numbers with the experiment that holds them.</summary>
    public static string Markdown(IReadOnlyList<CheckedEntry> entries)
    {
        var text = new StringBuilder("# Self-check\n\nWhat the paper has, and what this reproduction shows of it. Values stand in the evidence of the experiment beside them.\n\n");
        foreach (var group in entries.GroupBy(entry => entry.Status, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"- {group.Key.Replace('_', ' ')}: {group.Count()}\n");
        text.Append("\n| id | what | status | experiment | paper | ours | gap | deviation |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var entry in entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Cell(entry.Entry.Id)} | {Cell(entry.Entry.What)} | {entry.Status.Replace('_', ' ')} | {entry.Experiment ?? "–"} | {Number(entry.Entry.Value)} | {Number(entry.Ours)} | ")
                .Append(CultureInfo.InvariantCulture, $"{(entry.Gap is { } gap ? $"{gap:+0.0 %;-0.0 %;0 %}" : "–")} | {Cell(entry.Deviation.Length > 0 ? entry.Deviation : entry.Note)} |\n");
        }

        return text.ToString();
    }

    private static CheckedEntry Check(InventoryEntry entry, SelfClaim claim, PaperState paper, Func<Trial, double, bool> stands)
    {
        var status = Statuses.Contains(claim.Status, StringComparer.Ordinal) ? claim.Status : "not_attempted";
        var trial = paper.Trials.Values.FirstOrDefault(known => known.Id == claim.Experiment && known.Ended is not null);
        var ours = claim.Ours is { } value && trial is not null && stands(trial, value) ? value : (double?)null;
        var fault = status is "not_attempted" ? null
            : trial is null ? claim.Experiment is null ? "No experiment is named." : $"There is no finished experiment {Printable.Line(claim.Experiment, 20)}."
            : claim.Ours is not null && ours is null ? $"The value doesn't stand in the evidence of {trial.Id}." : null;
        return new CheckedEntry(
            entry, fault is null ? status : "unsupported", trial?.Id, ours, ours is { } mine && entry.Value is { } theirs && theirs != 0 ? (mine / theirs) - 1 : null,
            claim.Deviation, fault is null ? claim.Note : $"{fault} {claim.Note}".TrimEnd());
    }

    private static string Number(double? value) => value is { } number ? WrittenNumber.Of(number) : "–";

    private static string Cell(string text) => Printable.Line(text, 160).Replace('|', '/');
}
