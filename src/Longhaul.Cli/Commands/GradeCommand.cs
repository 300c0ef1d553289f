using System.CommandLine;
using System.Text.Json;
using Longhaul.Cli.Arguments;
using Longhaul.Cli.Hosting;
using Longhaul.Evaluation.Grading;
using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs.Tasks.Papers;

namespace Longhaul.Cli.Commands;

/// <summary>
/// <c>longhaul grade</c>: checks a submission and grades it with the task's private part. 2 when it is invalid, 1 when it has no score. For a paper the
/// submission is a graded tree, whose leaves are summed up; a closed run of a paper is judged once more (<see cref="RunGrading"/>).
/// </summary>
internal sealed class GradeCommand : LonghaulCommand
{
    private readonly Argument<string> _task = new("TASK|RUN") { Description = "The task, with its private part; a paper with its rubric; or a closed run of a paper, which is judged once more." };
    private readonly Argument<string?> _submission = new("SUBMISSION") { Description = "The submission's file; for a paper, a tree of its rubric with a score on each leaf; none for a run.", Arity = ArgumentArity.ZeroOrOne };
    private readonly RunGrading _run;
    private readonly Option<IReadOnlyDictionary<string, string>> _answers = AnswerOption.Create();
    private readonly Option<bool> _json = CommonOptions.Json();

    public GradeCommand(Session session)
        : base(session, "grade", "Check and grade a submission with the task's answers.", "longhaul grade tasks/penguins submission.csv")
    {
        Add(_task);
        Add(_submission);
        Add(_answers);
        _run = new RunGrading(session);
        _run.AddTo(this);
        Add(_json);
    }

    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(_submission) is not { } submission)
            return await _run.GradeAsync(arguments.GetRequiredValue(_task), arguments, arguments.GetValue(_json), cancellationToken);
        _run.RefuseWithSubmission(arguments);
        if (PaperPackageReader.Rubric(TaskPath.Existing(arguments.GetRequiredValue(_task))) is { } rubric)
            return new TreeGrading(Session).Grade(rubric, submission, arguments.GetValue(_json));
        var (reading, _) = await new TaskIntake(Session).ReadAsync(arguments.GetRequiredValue(_task), arguments.GetRequiredValue(_answers), yes: true, cancellationToken);
        var scratch = Directory.CreateTempSubdirectory("longhaul-grade-");
        try
        {
            await using var executor = new LocalExecutor(Session.Clock, SandboxKind.Bubblewrap, scratch.FullName);
            var grade = await new Grader(Session.Clock, executor).GradeAsync(reading.Require(), submission, cancellationToken);
            Show(grade, arguments.GetValue(_json));
            return grade switch { { ValidSubmission: false } => 2, { Score: null } => 1, _ => 0 };
        }
        finally
        {
            FolderRemoval.Remove(scratch.FullName);
        }
    }

    private void Show(Grade grade, bool json)
    {
        foreach (var problem in grade.Problems)
            Session.Error.WriteLine(problem);
        foreach (var note in grade.Notes)
            Session.Error.WriteLine(note);
        if (json)
            Session.Out.WriteLine(JsonSerializer.Serialize(grade, GradeJson.Default.Grade));
        else if (grade.Score is { } score)
            Session.Out.WriteLine($"{ScoreFormat.ForPeople(score)} {grade.Metric}{Medal(grade)}");
    }

    private static string Medal(Grade grade) => grade.Medal is not { } medal ? ""
        : medal == Evaluation.Grading.Medal.None ? $", no medal (bronze at {grade.BronzeThreshold})"
        : $", {medal.ToString().ToLowerInvariant()} medal";
}
