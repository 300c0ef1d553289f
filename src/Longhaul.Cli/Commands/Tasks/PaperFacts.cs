using Longhaul.Evaluation.Rubrics;
using Longhaul.Papers;
using Longhaul.Runs.Tasks.Papers;

namespace Longhaul.Cli.Commands.Tasks;

/// <summary>What <c>task check</c> says of a paper.</summary>
internal sealed record PaperFacts
{
    public required bool Valid { get; init; }
    public string? Task { get; init; }
    public string? Title { get; init; }
    public string Track { get; init; } = "paper";
    public string? Paper { get; init; }
    public ReadFacts? Read { get; init; }
    public string? Addendum { get; init; }
    public string? Blacklist { get; init; }
    public string? Code { get; init; }
    public int Files { get; init; }
    public RubricFacts? Rubric { get; init; }
    public IReadOnlyList<string> Network { get; init; } = [];
    public IReadOnlyList<string> Inferred { get; init; } = [];
    public string? Fault { get; init; }

    public static PaperFacts Of(PaperPackage paper, Paper read, Rubric? rubric) => new()
    {
        Valid = true,
        Task = paper.Id,
        Title = paper.Title == paper.Id && read.Title.Length > 0 ? read.Title : paper.Title,
        Paper = paper.Paper,
        Read = ReadFacts.Of(read),
        Addendum = paper.Addendum,
        Blacklist = paper.Blacklist,
        Code = paper.Code,
        Files = paper.Files.Count,
        Rubric = rubric is null ? null : RubricFacts.Of(rubric),
        Network = paper.Resources.Hosts,
        Inferred = paper.Inferred,
    };

    /// <summary>For people, a line each.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"task        {Task}: {Title}";
        yield return $"paper       {Paper}";
        if (Read is { } read)
            yield return $"read        {read.Line()}";
        foreach (var note in Read?.Notes ?? [])
            yield return $"not read    {note}";
        yield return $"beside it   {(Addendum is null ? "no addendum" : "an addendum")}, {(Blacklist is null ? "no blacklist" : "a blacklist")}, {(Code is null ? "no code" : "code")}; {Files} files in all";
        yield return Rubric is null
            ? "graded      no, there is no rubric"
            : $"graded      yes, by {Rubric.Leaves} leaves: {Rubric.CodeDevelopment} code development, {Rubric.CodeExecution} code execution, {Rubric.ResultAnalysis} result analysis";
        yield return $"network     {(Network.Count == 0 ? "none" : string.Join(", ", Network))}";
        foreach (var line in Inferred)
            yield return $"inferred    {line}";
    }
}

/// <summary>How many leaves a rubric has, by category.</summary>
internal sealed record RubricFacts(int Leaves, int CodeDevelopment, int CodeExecution, int ResultAnalysis)
{
    public static RubricFacts Of(Rubric rubric)
    {
        int Count(RubricCategory category) => rubric.Leaves.Count(leaf => leaf.Category == category);
        return new RubricFacts(rubric.Leaves.Count, Count(RubricCategory.CodeDevelopment), Count(RubricCategory.CodeExecution), Count(RubricCategory.ResultAnalysis));
    }
}

/// <summary>What was read of a paper; look through its sections before a run takes it for the whole.</summary>
internal sealed record ReadFacts(int Pages, int Sections, int Tables, int Figures, int Equations, int References, IReadOnlyList<string> Notes)
{
    public static ReadFacts Of(Paper paper) => new(
        paper.Pages,
        paper.AllSections.Count(section => section.Title.Length > 0),
        paper.Tables.Count(),
        paper.Figures.Count(),
        paper.Equations.Count(),
        paper.References.Count,
        paper.Notes);

    public string Line() =>
        $"{(Pages > 0 ? $"{Pages} pages, " : "")}{Sections} sections, {Tables} tables, {Figures} figures, {Equations} equations, {References} references";
}
