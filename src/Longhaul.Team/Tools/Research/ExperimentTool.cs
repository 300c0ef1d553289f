using System.Globalization;
using System.Text;
using System.Text.Json;
using Longhaul.Execution.Files;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Search.Events;
using Longhaul.Search.Experiments;
using Longhaul.Search.Graph;
using Longhaul.Search.Loop;
using Longhaul.Search.Policies;
using Longhaul.Search.State;
using Longhaul.Team.Desk;
using Longhaul.Team.Sessions;
using Longhaul.Team.Texts;

namespace Longhaul.Team.Tools.Research;

/// <summary><c>run_experiment</c>: a program becomes a candidate, and the host scores it by the candidate contract.</summary>
public sealed class ExperimentTool(IResearchDesk desk, Func<RunState> state, Ablations without) : ITool
{
    private const double UsualMinutes = 15;
    private const int LogShown = 3_000;
    private const int LogOfSuccess = 1_200;
    private const long LargestPipeline = 1 << 20;
    private static readonly Bytes LargestProgram = Bytes.FromMiB(64);

    public string Name => "run_experiment";

    public string Description =>
        "Evaluates a candidate: runs your command once per fold in a copy of the folder, where data/train.csv is labelled and data/test.csv holds rows to predict; it must write predictions.csv in the form of data/sample_submission.csv, a row for every row of data/test.csv. The host computes the score. Or give a pipeline.yaml for the built-in trainer.";

    public JsonElement Schema { get; } = new ToolSchema()
        .Text("title", "A short name.")
        .Text("hypothesis", "Why it should be better, in one sentence.")
        .TextOr("folder", "Folder with the program, such as code/NAME.")
        .Texts("command", "The program and its arguments, such as [\"python3\", \"train.py\"].", required: false)
        .TextOr("pipeline", "Path of a pipeline.yaml instead of a program.")
        .Texts("parents", "Candidates it grew from: c3.", required: false)
        .NumberOr("minutes", "Time for all folds together, default 15.")
        .Build();

    // Its candidate and its experiment have ids of their own in the journal: done again, it goes on where it was.
    public bool Repeatable => true;

    public async Task<ToolResult> UseAsync(ToolArguments arguments, ToolScene scene, CancellationToken cancellationToken)
    {
        var asked = TimeSpan.FromMinutes(arguments.NumberOr("minutes", 0.1, 24 * 60) ?? UsualMinutes);
        var limit = scene.TimeLeft is { } left && left < asked ? left : asked;
        if (scene.ExperimentsLeft <= 0)
            return ToolResult.Refused("All experiments of the run were made.");
        Proposal proposal;
        try
        {
            proposal = ProposalOf(arguments, scene) with { By = scene.Use };
        }
        catch (UserErrorException problem)
        {
            return ToolResult.Wrong(problem.Message);
        }

        if (!without.Discipline && Known(proposal, scene.Use) is { } known)
            return ToolResult.Refused($"This very program was run already, as {known.Id} ({known.Experiment}). Change something first.");
        var ended = await desk.ExperimentAsync(proposal, limit, cancellationToken).ConfigureAwait(false);
        return Result(scene.Run, ended);
    }

    // What this very use had proposed before a crash is no repetition.
    private Candidate? Known(Proposal proposal, string use)
    {
        var code = ProgramStore.CodeHash(proposal.Files, proposal.Command);
        return state().Graph.Candidates.Find(candidate => candidate.Code == code && state().Programs[candidate.Id.Number].By != use && SawTheSame(candidate, proposal));
    }

    // With other packages the same program is another one.
    private bool SawTheSame(Candidate candidate, Proposal proposal) => proposal.Command.Count == 0 || candidate.Experiment is not { } experiment
        || state().Experiments[experiment.Number].Started.Environment == state().Environment.Hash;

    private Proposal ProposalOf(ToolArguments arguments, ToolScene scene)
    {
        var (title, hypothesis) = (arguments.Text("title"), arguments.Text("hypothesis"));
        var parents = arguments.Texts("parents").Select(Parent).ToList();
        var move = new Move(parents.Count == 0 ? Operator.Draft : parents.Count == 1 ? Operator.Improve : Operator.Fuse, parents);
        if (arguments.TextOr("pipeline") is { } path)
            return desk.Pipeline(TextOf(Place(scene, path), path), hypothesis) with { Title = title, Move = move };
        var command = arguments.Texts("command");
        if (command.Count == 0)
            throw new ToolArgumentException("run_experiment: give 'folder' and 'command', or 'pipeline'.");
        return new Proposal("code", title, hypothesis, FilesOf(Place(scene, arguments.Text("folder")))) { Command = command, Move = move };
    }

    private CandidateId Parent(string text) =>
        int.TryParse(text.TrimStart('c'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && state().Graph.Candidates.Exists(candidate => candidate.Id.Number == number)
            ? new CandidateId(number)
            : throw new ToolArgumentException($"run_experiment: there is no candidate '{text}'.");

    // What is named without the region is looked for there.
    private static string Place(ToolScene scene, string path) =>
        scene.Locate(path, out var problem) is not { } place ? throw new ToolArgumentException($"run_experiment: {problem}.")
        : Path.Exists(place) ? place
        : scene.Locate($"code/{path}", out _) is { } below && Path.Exists(below) ? below
        : throw new ToolArgumentException($"run_experiment: {path} isn't there. Programs stand below code/.");

    private static string TextOf(string place, string path) => JobFiles.PlainLength(place) is { } length && length.Value <= LargestPipeline
        ? File.ReadAllText(place)
        : throw new ToolArgumentException($"run_experiment: {path} must be a plain file of at most {new Bytes(LargestPipeline)}.");

    private static Dictionary<string, byte[]> FilesOf(string folder)
    {
        if (!Directory.Exists(folder))
            throw new ToolArgumentException("run_experiment: 'folder' must be a folder.");
        var files = JobFiles.List(folder).Where(file => IsProgram(file.Path)).ToList();
        foreach (var file in files)
            ProgramStore.Check(file.Path);
        var total = files.Sum(file => file.Length.Value);
        if (total > LargestProgram.Value)
            throw new ToolArgumentException($"run_experiment: the folder holds {new Bytes(total)}; at most {LargestProgram}. Keep data and models out of it.");
        return files.ToDictionary(file => file.Path, file => File.ReadAllBytes(Path.Combine(folder, file.Path)), StringComparer.Ordinal);
    }

    // The candidate finds the task's data where a copy of them may lie here; histories and caches are no part of a program.
    private static bool IsProgram(string path) =>
        path.Split('/') is var parts && path != "predictions.csv" && parts[0] != "data" && !parts.Contains(".git", StringComparer.OrdinalIgnoreCase) && !parts.Contains("__pycache__", StringComparer.Ordinal);

    private ToolResult Result(RunFolder run, ExperimentEnded ended)
    {
        var name = $"e{ended.Experiment} (c{ended.Candidate})";
        if (ended.Score is not { } score)
            return ToolResult.Failed($"{name} has no score: {ended.Detail ?? ended.Ending.ToString()}\n{LogOf(run, ended, LogShown)}", $"{name}: {ended.Ending}");
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{name}: {score.Metric} {score.Value:0.######} (spread over folds {score.Spread:0.######}; folds: {string.Join(", ", score.Folds.Select(fold => fold.ToString("0.####", CultureInfo.InvariantCulture)))}).\n"));
        var rank = state().Graph.Ranked.Select((candidate, i) => (candidate.Id.Number, Rank: i + 1)).First(entry => entry.Number == ended.Candidate).Rank;
        var best = state().Graph.Best!;
        text.Append(rank == 1 ? "It is the best now.\n" : best.Score!.Value == score.Value ? $"It is as good as the best, {best.Id}.\n"
            : string.Create(CultureInfo.InvariantCulture, $"It is number {rank} of {state().Graph.Ranked.Count}; the best is {best.Id}.\n"));
        if (ended.Insight is { } insight)
            text.Append(insight).Append('\n');
        return ToolResult.Ok(text.Append(LogOf(run, ended, LogOfSuccess)).ToString(), string.Create(CultureInfo.InvariantCulture, $"{name}: {score.Metric} {score.Value:0.#####}"));
    }

    private static string LogOf(RunFolder run, ExperimentEnded ended, int most)
    {
        var path = Path.Combine(run.Experiment($"e{ended.Experiment}"), "log.txt");
        return File.Exists(path) ? $"Its log:\n{Cut.Middle(Plain.Of(File.ReadAllText(path)), most, $"experiments/e{ended.Experiment}/log.txt")}" : "";
    }
}
