using System.CommandLine;
using Longhaul.Cli.Arguments;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Progress;
using Longhaul.Cli.Requests;
using Longhaul.Evaluation.Grading;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tasks.Papers;
using Longhaul.Tracks.Hosting;
using Longhaul.Tracks.Papers;

namespace Longhaul.Cli.Commands;

/// <summary>
/// <c>longhaul try</c>: evaluates a person's own candidate: same sandbox, same folds, same scoring, recorded. 1 when it has no score. On a paper's run it is a
/// command of the delivered code; 1 when that fails.
/// </summary>
internal sealed class TryCommand : LonghaulCommand
{
    private static readonly TimeSpan UsualBudget = TimeSpan.FromMinutes(10);
    private readonly Argument<string> _target = new("TASK|RUN") { Description = "A task (its run is made), or the run it shall join." };
    private readonly Argument<string[]> _command = new("COMMAND") { Description = "The program and its arguments, after --.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _files = new("--files") { Description = "A folder whose files the program finds in its own.", HelpName = "DIR" };
    private readonly Option<TimeSpan?> _budget = DurationOption.Create("--budget", "Working time for all folds together. Default 10m.");
    private readonly TrySettings _settings = new();
    private readonly Option<string> _runs = CommonOptions.Runs();
    private readonly Option<bool> _json = CommonOptions.Json();

    public TryCommand(Session session)
        : base(session, "try", "Score a program of your own like any other candidate.", "longhaul try tasks/penguins --files my-model -- python3 train.py")
    {
        Add(_target);
        Add(_command);
        Add(_files);
        Add(_budget);
        _settings.AddTo(this);
        Add(_runs);
        Add(_json);
    }

    protected override async Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var request = await RequestAsync(arguments, cancellationToken);
        var json = arguments.GetValue(_json);
        if (request.Run is { } run && RunSettings.Read(run).Track == "paper")
            return await TryPaperAsync(run, request, json, cancellationToken);
        var result = await new RunShow(Session, json).WatchAsync(progress => new TryHost(Session.Clock, progress).RunAsync(request, cancellationToken), newAlone: request.Run is not null);
        if (json)
            Session.Out.WriteLine(result.ToJson());
        foreach (var line in json ? [] : Lines(result))
            Session.Out.WriteLine(line);
        return result.ExitStatus;
    }

    private async Task<int> TryPaperAsync(RunFolder run, TryRequest request, bool json, CancellationToken cancellationToken)
    {
        if (request.Files is not null)
            throw new UserErrorException($"--files is for competitions: an experiment of a paper runs the run's own code. Put the files into {run.Code}; the experiment commits what is there.");
        var result = await new RunShow(Session, json).WatchAsync(progress => new PaperTry(Session.Clock, progress).RunAsync(run, request.Command, request.Budget, request.Limits, cancellationToken), newAlone: true);
        if (json)
            Session.Out.WriteLine(result.ToJson());
        foreach (var line in json ? [] : Lines(result))
            Session.Out.WriteLine(line);
        return result.ExitStatus;
    }

    private async Task<TryRequest> RequestAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var target = arguments.GetRequiredValue(_target);
        var request = _settings.Read(arguments) with
        {
            Command = arguments.GetRequiredValue(_command),
            Files = arguments.GetValue(_files) is { } files ? Path.GetFullPath(files) : null,
            Budget = arguments.GetValue(_budget) ?? UsualBudget,
        };
        if (RunOf(target, arguments.GetRequiredValue(_runs)) is { } run)
            return _settings.Unlike(RunSettings.Read(run), arguments) is { Count: > 0 } unlike
                ? throw new UserErrorException($"{string.Join(", ", unlike)}: {run.Id} keeps what it was made with. Name its task instead, and a run is made with these.")
                : request with { Run = run };
        if (PaperPackageReader.IsPaper(target))
            throw new UserErrorException($"{target} is a paper: an experiment of it needs the code of a run. Start one (longhaul run {target} --model SPEC), then: longhaul try RUN -- COMMAND");
        var (reading, answers) = await new TaskIntake(Session).ReadAsync(target, request.Answers, _settings.Yes(arguments), cancellationToken);
        var task = reading.Require();
        return request with
        {
            Task = task,
            Answers = answers,
            Out = Path.GetFullPath(request.Out ?? RunWish.NewFolder(arguments.GetRequiredValue(_runs), task.Id, Session.Clock.GetLocalNow())),
        };
    }

    private static RunFolder? RunOf(string target, string runs)
    {
        if (Directory.Exists(target))
            return new RunFolder(target) is { Exists: true } run ? run : null;
        if (File.Exists(target))
            return null;
        return RunArgument.Below(runs).Any(run => run.Id.StartsWith(target, StringComparison.Ordinal))
            ? RunArgument.Find(target, runs)
            : throw new UserErrorException($"{target}: there is neither such a task nor such a run in {Path.GetFullPath(runs)}.");
    }

    private static IEnumerable<string> Lines(PaperTryResult result)
    {
        yield return $"ended       {Output.EndingName.Of(result.Ending)}{(result.Detail is { } detail ? $": {detail}" : "")}";
        yield return $"experiment  {result.Experiment}, {TimeText.Of(TimeSpan.FromSeconds(result.WallS))}, commit {PaperScreen.Short(result.Commit)}";
        yield return $"run         {result.Run}";
        if (result.Files is { } files)
            yield return $"files       {files}";
        yield return $"log         {result.Log}";
    }

    private static IEnumerable<string> Lines(TryResult result)
    {
        yield return result.Score is { } score
            ? $"score       {ScoreFormat.ForPeople(score)}{(result.Spread is > 0 and var spread ? $" ± {ScoreFormat.ForPeople(spread)}" : "")} {result.Metric} ({result.Direction})"
            : $"no score    {Output.EndingName.Of(result.Ending)}{(result.Detail is { } detail ? $": {detail}" : "")}";
        foreach (var attempt in result.Attempts)
            yield return $"noticed     {attempt}";
        yield return $"experiment  {result.Experiment}, {TimeText.Of(TimeSpan.FromSeconds(result.WallS))}";
        yield return $"run         {result.Run}";
        yield return $"log         {result.Log}";
    }
}
