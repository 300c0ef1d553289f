using System.CommandLine;
using Longhaul.Cli.Arguments;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Output;
using Longhaul.Cli.Progress;
using Longhaul.Cli.Requests;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks;
using Longhaul.Runs.Tasks.Papers;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Cli.Commands;

/// <summary><c>longhaul run</c>: from a task to a graded submission and a report.</summary>
internal sealed class RunCommand : LonghaulCommand
{
    private readonly Argument<string> _task = new("TASK") { Description = "A task package, a folder or zip of CSV files, a folder as MLE-bench prepares it, or a paper." };
    private readonly RunOptions _options;
    private readonly Option<IReadOnlyDictionary<string, string>> _answers = AnswerOption.Create();
    private readonly Option<string?> _like = new("--like") { Description = "Settings as an earlier run had them, unless given here.", HelpName = "RUN" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show what would be inferred, mounted, granted and spent; start nothing." };
    private readonly Option<bool> _detach = new("--detach") { Description = "Work in the background; `longhaul attach` shows it." };
    private readonly Option<string?> _out = new("--out") { Description = "The run's folder. Default: runs/TASK-YYYYMMDD-HHMMSS.", HelpName = "RUN" };
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _yes = CommonOptions.Yes();

    public RunCommand(Session session)
        : base(session, "run", "Work on a task and leave a submission, its grade and a report.", "longhaul run tasks/adult-income --budget 5m")
    {
        _options = new RunOptions(session.Clock);
        Add(_task);
        _options.AddTo(this);
        foreach (var option in (Option[])[_answers, _like, _dryRun, _detach, _out, _json, _yes])
            Add(option);
    }

    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var like = arguments.GetValue(_like) is { } earlier ? RunSettings.Read(RunArgument.Find(earlier, "runs")) : null;
        var (request, warnings) = PaperPackageReader.Read(TaskPath.Existing(arguments.GetRequiredValue(_task))) is { } paper
            ? (Request(paper, arguments, like), paper.Inferred)
            : await RequestAsync(arguments, like, cancellationToken);
        var json = arguments.GetValue(_json);
        if (arguments.GetValue(_dryRun))
            return ShowPlan(request, warnings, json);
        if (arguments.GetValue(_detach))
            return await new DetachedRun(Session, json).StartAsync(request, arguments, cancellationToken);
        if (EstimateText.Estimate(request) is { } estimate)
            Session.Error.WriteLine($"model     {request.Model}: {EstimateText.Of(estimate)}");
        return await new RunShow(Session, json).RunAsync(host => host.StartAsync(request, cancellationToken));
    }

    private async Task<(RunRequest Request, IReadOnlyList<string> Notes)> RequestAsync(ParseResult arguments, RunSettings? like, CancellationToken cancellationToken)
    {
        var given = new Dictionary<string, string>(like?.Answers ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (key, value) in arguments.GetRequiredValue(_answers))
            given[key] = value;
        var yes = arguments.GetValue(_yes) || arguments.GetValue(_dryRun);
        var (reading, answers) = await new TaskIntake(Session).ReadAsync(arguments.GetRequiredValue(_task), given, yes, cancellationToken);
        var task = reading.Require();
        return (_options.Read(arguments).For(task, FolderOf(task, arguments), like) with { Answers = answers }, ((IRunTask)task).Remarks);
    }

    private string FolderOf(IRunTask task, ParseResult arguments)
    {
        var folder = arguments.GetValue(_out) ?? RunWish.NewFolder("runs", task.Id, Session.Clock.GetLocalNow());
        return IsTaken(folder)
            ? throw new UserErrorException($"--out {folder}: it is there already. Name another folder, or go on with it: longhaul resume {folder}")
            : folder;
    }

    private RunRequest Request(PaperPackage paper, ParseResult arguments, RunSettings? like)
    {
        var wish = _options.Read(arguments);
        if ((wish.Model ?? like?.Model ?? "builtin") == "builtin")
        {
            throw new EnvironmentLacksException(
                $"{paper.Id} is a paper (track paper), and reproducing one takes a language model, which --model names: --model openai:NAME, anthropic:NAME, ollama:NAME …");
        }

        return wish.For(paper, FolderOf(paper, arguments), like);
    }

    // A detached run finds its own log there.
    private static bool IsTaken(string folder) =>
        File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any(entry => Path.GetFileName(entry) != "cache"));

    private int ShowPlan(RunRequest request, IReadOnlyList<string> notes, bool json)
    {
        var plan = RunPlan.Of(request, notes);
        if (json)
            CliJson.Print(Session, plan, CliJson.Default.RunPlan);
        foreach (var line in json ? [] : plan.Lines())
            Session.Out.WriteLine(line);
        return 0;
    }
}
