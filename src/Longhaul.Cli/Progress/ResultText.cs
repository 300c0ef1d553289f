using System.Globalization;
using System.Text.Json;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Output;
using Longhaul.Evaluation.Grading;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Cli.Progress;

/// <summary>What came of a run, in lines for people; where the result lies comes last.</summary>
internal static class ResultText
{
    /// <summary>The lines.</summary>
    public static IEnumerable<string> Lines(RunResult result)
    {
        var failed = result.FailedExperiments == 0 ? "" : $", {result.FailedExperiments} failed";
        yield return $"{result.Status,-10}  {result.Experiments} experiments{failed} in {TimeText.Of(TimeSpan.FromSeconds(result.WallS))}";
        if (result.Reproduction is { } reproduction)
            yield return $"reproduced  {Reproduced(reproduction)}";
        else if (result.Best is { } best)
            yield return $"best        {Score(best.Score)} ± {Score(best.Spread)} {best.Metric} ({best.Candidate}{Interval(best)})";
        foreach (var alarm in result.Alarms)
            yield return $"alarm       {alarm.What}";
        if (result.Grade is { } grade)
            yield return $"grade       {Grade(grade)}{(result.Reproduction is null ? "" : " replication score")}";
        yield return $"journal     {result.JournalHead}";
        if (result.Status == "interrupted")
            yield return $"go on with  longhaul resume {Quoted(result.Run)}";
        yield return $"run         {result.Run}";
        if (result.Report is { } report)
            yield return $"report      {report}";
        if (result.Submission is { } submission)
            yield return $"{(result.Reproduction is null ? "submission" : "code      ")}  {submission}";
    }

    private static string Reproduced(LastReproduction last) => last switch
    {
        { Commit: null } => "not yet",
        { Skipped: true } => $"left out (--skip-reproduction), commit {PaperScreen.Short(last.Commit)}",
        { Ending: { } ending } => string.Create(CultureInfo.InvariantCulture, $"{EndingName.Of(ending)} in {TimeText.Of(TimeSpan.FromSeconds(last.WallS))}, {last.Files} files, commit {PaperScreen.Short(last.Commit)}; {last.Rehearsals} rehearsals before"),
        _ => $"not run: {string.Join("; ", last.Problems)}",
    };

    /// <summary>Prints the result: as the one JSON object, or as lines.</summary>
    public static void Print(Session session, RunResult result, bool json)
    {
        if (json)
            session.Out.WriteLine(result.ToJson());
        foreach (var line in json ? [] : Lines(result))
            session.Out.WriteLine(line);
    }

    private static string Interval(BestResult best) => best.Interval is [var low, var high] ? $", promised {Score(low)} to {Score(high)}" : "";

    private static string Grade(JsonElement grade)
    {
        var score = grade.TryGetProperty("score", out var value) && value.ValueKind == JsonValueKind.Number ? Score(value.GetDouble()) : "unscored";
        return grade.TryGetProperty("medal", out var medal) && medal.GetString() is { } name
            ? $"{score}, {(name == "none" ? "no medal" : $"{name} medal")}"
            : score;
    }

    private static string Score(double score) => ScoreFormat.ForPeople(score);

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"'{path}'" : path;
}
