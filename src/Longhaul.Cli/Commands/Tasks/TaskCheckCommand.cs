using System.CommandLine;
using Longhaul.Cli.Arguments;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Output;
using Longhaul.Runs;
using Longhaul.Runs.Tasks;
using Longhaul.Runs.Tasks.Checking;
using Longhaul.Search.Alarms;
using Longhaul.Tracks.Mle;

namespace Longhaul.Cli.Commands.Tasks;

/// <summary><c>longhaul task check</c>: reads a task and says what it is, what was inferred, and what is wrong. 1 when something is.</summary>
internal sealed class TaskCheckCommand : LonghaulCommand
{
    private readonly Argument<string> _task = new("TASK") { Description = "A task package, a folder or zip of CSV files, a folder as MLE-bench prepares it, or a paper." };
    private readonly Option<IReadOnlyDictionary<string, string>> _answers = AnswerOption.Create();
    private readonly Option<bool> _json = CommonOptions.Json();

    public TaskCheckCommand(Session session)
        : base(session, "check", "Read a task: what it asks for, what was inferred, what is wrong.", "longhaul task check tasks/penguins")
    {
        Add(_task);
        Add(_answers);
        Add(_json);
    }

    protected override Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var path = TaskPath.Existing(arguments.GetRequiredValue(_task));
        if (PaperCheck.Of(path) is { } paper)
            return Task.FromResult(PaperCheck.Show(Session, paper, arguments.GetValue(_json)));
        var facts = Read(path, arguments.GetRequiredValue(_answers));
        if (arguments.GetValue(_json))
            CliJson.Print(Session, facts, CliJson.Default.TaskFacts);
        else
            Show(facts);
        return Task.FromResult(facts.Valid ? 0 : 1);
    }

    private static TaskFacts Read(string path, IReadOnlyDictionary<string, string> answers)
    {
        try
        {
            var reading = TaskPackageReader.Read(path, new TaskReaderOptions { Answers = answers });
            if (reading is not { Package: { } task, Tables: { } tables })
                return TaskFacts.Of(reading, []);
            return TaskFacts.Of(reading, [.. TaskCheck.Run(task, tables).Concat(Alarms(task, tables)).OrderByDescending(finding => finding.Level)]);
        }
        catch (UserErrorException fault)
        {
            return new TaskFacts { Valid = false, Fault = fault.Message };
        }
    }

    // The labels are part of what a task must have right: one class only, no number where the metric needs one.
    private static IReadOnlyList<TaskFinding> Alarms(TaskPackage task, TaskTables tables)
    {
        try
        {
            return task.Track == "mle" ? [.. TaskAlarms.Of(task, tables).Select(Finding)] : [];
        }
        catch (UserErrorException fault)
        {
            return [new TaskFinding(FindingLevel.Error, fault.Message)];
        }
    }

    private static TaskFinding Finding(Alarm alarm) => new(FindingLevel.Warning, Printable.Of($"{alarm.What} {alarm.FigureText}: {alarm.Measure}."));

    private void Show(TaskFacts facts)
    {
        if (facts.Fault is { } fault)
            Session.Error.WriteLine(fault);
        if (facts.Task is not null)
            ShowTask(facts);
        foreach (var line in facts.Inferred)
            Session.Out.WriteLine($"inferred    {line}");
        foreach (var finding in facts.Findings)
            Session.Out.WriteLine($"{finding.Level.ToString().ToLowerInvariant(),-10}  {finding.Text}");
        foreach (var question in facts.Questions)
            Session.Out.WriteLine(TaskIntake.Describe(question));
        Session.Out.WriteLine(facts.Valid ? "The task can be run." : "The task can't be run as it is.");
    }

    private void ShowTask(TaskFacts facts)
    {
        Session.Out.WriteLine($"task        {facts.Task}: {facts.Title}");
        Session.Out.WriteLine($"folder      {facts.Folder}");
        Session.Out.WriteLine($"predict     {string.Join(", ", facts.Targets)} ({facts.Split} split)");
        Session.Out.WriteLine($"metric      {facts.Metric}, {facts.Direction}");
        Session.Out.WriteLine($"submission  {facts.Submission}, rows by {(facts.IdColumns.Count == 0 ? "order" : string.Join(", ", facts.IdColumns))}");
        Session.Out.WriteLine($"graded      {(facts.Graded ? "yes, answers are there" : "no, answers are missing")}");
    }
}
