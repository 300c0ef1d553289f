using Longhaul.Evaluation.Metrics;
using Longhaul.Evaluation.Submissions;
using Longhaul.Execution.Executors;
using Longhaul.Runs;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Evaluation.Grading;

/// <summary>Grades a submission with a task's private part.</summary>
/// <param name="time">Says when.</param>
/// <param name="executor">Where graders that are programs run; null: those are refused.</param>
public sealed class Grader(TimeProvider time, IExecutor? executor = null)
{
    /// <summary>
    /// Checks the submission, scores it by the task's metric or its grader program, and compares the score with the thresholds. A submission that
    /// is missing, invalid or unscored has a grade too, which says why.
    /// </summary>
    /// <exception cref="UserErrorException">The task can't be graded: it has no private part, or a grader of another kind.</exception>
    public async Task<Grade> GradeAsync(TaskPackage package, string submissionPath, CancellationToken cancellationToken)
    {
        var spec = package.Grader ?? throw new UserErrorException($"{package.Id}: the task has no grader: task.yaml names no answers.");
        var thresholds = MedalRule.For(package);
        var path = Path.GetFullPath(submissionPath);
        var verdict = spec.Kind switch
        {
            "metric" => ByMetric(package, spec, path),
            "program" => await ByProgramAsync(package, spec, path, cancellationToken).ConfigureAwait(false),
            _ => throw new UserErrorException($"{package.Id}: a submission can't be graded by a grader of kind '{spec.Kind}'; there are: metric, program."),
        };
        return Compare(package, path, thresholds, verdict);
    }

    private static Verdict ByMetric(TaskPackage package, GraderSpec spec, string path)
    {
        var scorer = Scorer.For(package);
        var answers = ReadAnswers(package, spec);
        var report = SubmissionCheck.Check(package, answers, path);
        if (!report.Valid)
            return new Verdict(null, false, [.. report.Faults], [.. report.Warnings]);
        var score = scorer.Score(answers, report.Submission!);
        return double.IsNaN(score)
            ? new Verdict(null, true, [$"unscored: {scorer.Metric.Id} is undefined here ({Why(scorer.Metric.Definition)})."], [.. report.Warnings])
            : new Verdict(score, true, [], [.. report.Warnings]);
    }

    // What was submitted has been checked.
    private static string Why(MetricDefinition metric) => metric.EdgeCases is { Length: > 0 } cases ? cases : "a cell of the answers is no number, or a sum too large";

    private async Task<Verdict> ByProgramAsync(TaskPackage package, GraderSpec spec, string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return new Verdict(null, false, [$"{path} doesn't exist."], []);
        var program = new ProgramGrader(executor ?? throw new UserErrorException($"{package.Id}: its grader is a program, which needs an executor."));
        var result = await program.RunAsync(package, spec, path, cancellationToken).ConfigureAwait(false);
        return result.Score is { } score ? new Verdict(score, true, [], []) : new Verdict(null, false, [$"unscored: {result.Message}"], []);
    }

    private static Table ReadAnswers(TaskPackage package, GraderSpec spec)
    {
        var path = spec.Answers ?? throw new UserErrorException($"{package.Id}: the grader names no answers in task.yaml.");
        return File.Exists(path) ? Table.Read(path) : throw new UserErrorException($"{path}: the answers are not there; without the private part there is no grade.");
    }

    private Grade Compare(TaskPackage package, string path, MedalThresholds? thresholds, Verdict verdict)
    {
        var direction = package.Metric.Direction;
        var medals = thresholds is { HasMedals: true };
        return new Grade
        {
            CompetitionId = package.Id,
            Metric = package.Metric.Name,
            Score = verdict.Score is { } score ? ScoreFormat.Round(score) : null,
            ExactScore = verdict.Score,
            AboveMedian = verdict.Score is { } value ? thresholds?.IsAboveMedian(value, direction) : thresholds?.Median is null ? null : false,
            SubmissionExists = File.Exists(path),
            ValidSubmission = verdict.Valid,
            IsLowerBetter = direction == Direction.Minimize,
            CreatedAt = time.GetUtcNow(),
            SubmissionPath = path,
            Medal = !medals ? null : verdict.Score is { } reached ? thresholds!.MedalOf(reached, direction) : Medal.None,
            Thresholds = medals || thresholds?.Median is not null ? thresholds : null,
            Problems = verdict.Problems,
            Notes = verdict.Notes,
        };
    }

    /// <summary>What checking and scoring gave.</summary>
    private sealed record Verdict(double? Score, bool Valid, IReadOnlyList<string> Problems, IReadOnlyList<string> Notes);
}
