using System.Text.Json;
using System.Text.Json.Serialization;
using Longhaul.Pipelines;
using Longhaul.Pipelines.Decisions;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tables;

namespace Longhaul.Trainer.Solutions;

/// <summary>
/// An exported solution: saved models, and the decision that makes a submission of what they say.
/// <code>
/// using var solution = Solution.Load("my-solution");
/// Table predictions = solution.Predict("new.csv");
/// </code>
/// </summary>
public sealed class Solution : IDisposable
{
    private readonly SolutionNotes _notes;
    private readonly FrozenDecision _decision;
    private readonly IReadOnlyDictionary<int, SavedModel> _members;

    private Solution(SolutionNotes notes, FrozenDecision decision, IReadOnlyDictionary<int, SavedModel> members) => (_notes, _decision, _members) = (notes, decision, members);

    /// <summary>The members' folder in a solution's.</summary>
    public static string MemberFolder(string folder, int member) => Path.Combine(folder, "members", FrozenDecision.NameOf(member));

    /// <summary>Loads an exported folder.</summary>
    /// <exception cref="PipelineException">A file is missing, damaged, or not of the others' kind.</exception>
    public static Solution Load(string folder)
    {
        var notes = SolutionNotes.Read(Path.Combine(folder, SolutionNotes.FileName));
        var decision = FrozenDecision.Read(Path.Combine(folder, FrozenDecision.FileName));
        return new Solution(notes, decision, decision.Blend.Members.ToDictionary(member => member, member => SavedModel.Load(MemberFolder(folder, member))));
    }

    /// <summary>Predicts the rows of a CSV file.</summary>
    /// <param name="csv">The rows, perhaps compressed (<c>.csv.gz</c>), with the columns of the task's test file.</param>
    /// <param name="files">Where images and other files lie that cells name; null: beside the CSV.</param>
    /// <returns>The id columns that the rows have, then the submission's columns.</returns>
    /// <exception cref="PipelineException">A column is missing, or an image can't be read.</exception>
    /// <exception cref="TableException">The file is no table.</exception>
    public Table Predict(string csv, string? files = null) => Predict(NewRows.Read(csv), files ?? Path.GetDirectoryName(Path.GetFullPath(csv))!);

    /// <summary>What a person should know of the rows that were predicted last, such as images that can't be decoded.</summary>
    public IReadOnlyList<string> Notes => [.. _members.Values.SelectMany(member => member.Notes).Distinct(StringComparer.Ordinal)];

    /// <summary>Predicts rows.</summary>
    /// <param name="rows">With the columns of the task's test file.</param>
    /// <param name="files">Where images and other files lie that cells name.</param>
    public Table Predict(Table rows, string files)
    {
        var columns = _decision.Decide(_members.ToDictionary(member => member.Key, member => member.Value.Predict(rows, files)));
        return new Table([.. _notes.Id.Where(rows.Has).Select(name => rows[name]), .. columns]);
    }

    public void Dispose()
    {
        foreach (var member in _members.Values)
            member.Dispose();
    }
}

/// <summary>What a solution is for (<c>solution.json</c>).</summary>
/// <param name="Task">The task's title.</param>
/// <param name="Id">The submission's id columns.</param>
public sealed record SolutionNotes(string Task, IReadOnlyList<string> Id)
{
    public const string FileName = "solution.json";

    public void Write(string path) => AtomicFile.Write(path, JsonSerializer.Serialize(this, SolutionNotesJson.Default.SolutionNotes) + "\n");

    /// <summary>Reads the file.</summary>
    /// <exception cref="PipelineException">It is missing or damaged.</exception>
    public static SolutionNotes Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, SolutionNotesJson.Default.SolutionNotes) is { Id: not null } notes ? notes : throw new PipelineException($"{path}: names no id columns");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new PipelineException($"{path}: no solution that can be read: {problem.Message}");
        }
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SolutionNotes))]
internal sealed partial class SolutionNotesJson : JsonSerializerContext;
