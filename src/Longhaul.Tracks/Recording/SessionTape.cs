using System.Globalization;
using Longhaul.Execution.Sandbox;
using Longhaul.Models.Addresses;
using Longhaul.Pipelines;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;
using Longhaul.Search.Budgets;
using Longhaul.Search.Events;
using Longhaul.Search.Experiments;
using Longhaul.Search.FinalFit;
using Longhaul.Search.Loop;
using Longhaul.Search.State;
using Longhaul.Team.Desk;
using Longhaul.Team.Sessions;
using Longhaul.Team.Tools;
using Longhaul.Tracks.Environments;
using Longhaul.Tracks.Papers.Reproduction;
using Microsoft.Extensions.AI;

namespace Longhaul.Tracks.Recording;

/// <summary>
/// A run's session on tape: being recorded (<c>--record</c>), played again (<c>--model replay:FILE</c>), or neither. It stands between the run and what is not
/// determined by its files: models, experiments, commands, clocks, and what a person says.
/// </summary>
public sealed class SessionTape : IDisposable
{
    private const int Version = 1;
    private const string Live = "?live";

    private readonly RunLedger _ledger;
    private readonly StoredTexts _texts;
    private readonly SessionWriter? _writer;
    private readonly SessionRecording? _recording;
    private readonly bool _live;

    private SessionTape(RunLedger ledger, SessionWriter? writer, SessionRecording? recording, bool live)
    {
        (_ledger, _writer, _recording, _live) = (ledger, writer, recording, live);
        _texts = new StoredTexts(new ContentStore(ledger.Folder.Objects));
        Readings = writer is not null ? new RecordedTape(writer) : Replays ? new ReplayedTape(recording!) : null;
        ledger.Recorded += Follow;
    }

    /// <summary>What decisions read; null: the world alone.</summary>
    public IReadingTape? Readings { get; }

    private bool Replays => _recording is not null && !_live;

    /// <summary>Whether experiments come from a recording, so that nothing needs to be there to run them.</summary>
    internal bool IsPlayed => Replays;

    /// <summary>Opens what the settings name.</summary>
    /// <exception cref="UserErrorException">The recording can't be read.</exception>
    public static SessionTape Open(RunLedger ledger, RunSettings settings)
    {
        var (file, live) = FileOf(settings.Model);
        var recording = file is null ? null : SessionRecording.Read(file);
        var writer = settings.Record is { } path ? new SessionWriter(path) : null;
        if (writer is not null && new FileInfo(settings.Record!).Length == 0)
            writer.Add(new SessionHeader(Version, settings.Task, file is null ? settings.Model.Split(':')[0] : SessionRecording.ReadHeader(file).Model, settings.Threads, settings.MemoryBytes, settings.Seed));
        return new SessionTape(ledger, writer, recording, live);
    }

    /// <summary>The settings of a run that plays a recording: what of the machine entered decisions is as it was then.</summary>
    /// <exception cref="UserErrorException">The recording can't be read.</exception>
    public static RunSettings AsRecorded(RunSettings settings) => FileOf(settings.Model) switch
    {
        ({ } file, false) when SessionRecording.ReadHeader(file) is var header => settings with { Threads = header.Threads, MemoryBytes = header.MemoryBytes, Workers = 1 },
        _ => settings.Record is null ? settings : settings with { Workers = 1 },
    };

    /// <summary>The model that plays the recording; null where none is played.</summary>
    internal IChatClient? Model => _recording is null ? null : new ReplayChatClient(_recording, compares: !_live);

    /// <summary>What runs experiments.</summary>
    internal IExperimenter Around(IExperimenter live) => Replays ? new ReplayedExperimenter(_recording!) : live;

    /// <summary>What makes final fits.</summary>
    internal IFinalFitter Around(IFinalFitter live) => Replays ? new ReplayedFinalFitter(_recording!, live) : live;

    /// <summary>Whether sessions must follow one another, so that they are recorded, or played, in the same order.</summary>
    internal bool KeepsOrder => _writer is not null || _recording is not null;

    /// <summary>How many sessions one answer may start at once, at least 1.</summary>
    internal int SideBySide => KeepsOrder ? 1 : 3;

    /// <summary>What runs the scripts of delivered code.</summary>
    internal ScriptRun Around(ScriptRun live) => _writer is not null
        ? (plan, token) => JobTape.RecordAsync(_writer, plan.Id, Clone(plan), LogOf(plan), () => live(plan, token))
        : Replays ? (plan, _) => Task.FromResult(JobTape.Play(_recording!, plan.Id, Clone(plan), LogOf(plan))) : live;

    /// <summary>What runs roles' commands.</summary>
    internal IDesk Around(IDesk desk) =>
        _writer is not null ? new RecordingDesk(desk, _writer) : Replays ? new ReplayedDesk(desk, _recording!) : desk;

    /// <summary>What installs packages.</summary>
    internal IPackageInstaller Around(IPackageInstaller live) =>
        _writer is not null ? new RecordingInstaller(live, _writer) : Replays ? new ReplayedInstaller(_recording!) : live;

    /// <summary>What fetches files.</summary>
    internal IDownloader Around(IDownloader live) =>
        _writer is not null ? new RecordingDownloader(live, _writer) : Replays ? new ReplayedDownloader(_recording!) : live;

    /// <summary>The tools of servers.</summary>
    internal IReadOnlyList<ITool> Around(IReadOnlyList<ITool> tools)
    {
        if (Replays)
            return [.. _recording!.Tools.Select(tool => new ReplayedTool(tool, _recording))];
        if (_writer is null)
            return tools;
        foreach (var tool in tools)
            _writer.Add(new SessionTool(tool.Name, tool.Description, tool.Schema, tool.Repeatable));
        return [.. tools.Select(tool => new RecordingTool(tool, _writer))];
    }

    /// <summary>Whether a model can be run by now.</summary>
    internal Func<ModelSpec, bool> Around(Func<ModelSpec, bool> offers) => Readings is null
        ? offers
        : model => Readings.Read(_ledger.State, $"offers {model.Kind}", () => offers(model) ? 1 : 0) > 0;

    public void Dispose()
    {
        _ledger.Recorded -= Follow;
        _writer?.Dispose();
    }

    private static (string? File, bool Live) FileOf(string model)
    {
        if (!model.StartsWith("replay:", StringComparison.Ordinal))
            return (null, false);
        var name = ModelAddress.Parse(model).Name;
        var live = name.EndsWith(Live, StringComparison.Ordinal);
        return (Path.GetFullPath(live ? name[..^Live.Length] : name), live);
    }

    private static IReadOnlyList<Mount> Clone(ReproductionPlan plan) => [new Mount(plan.Folder, "clone", Writable: true)];

    private static string LogOf(ReproductionPlan plan) => Path.Combine(plan.Folder, ReproductionResult.Log);

    private void Follow(RunState state, RunEvent what)
    {
        if (_writer is not null)
            Keep(state, what);
        if (Replays && ResultOf(state, what) is { } result && _recording!.Result is { } recorded && recorded != result)
            throw new ReplayDifferenceException("the result", Words(recorded), Words(result));
        if (Replays && what is not CommandReceived)
        {
            foreach (var command in _recording!.Commands.Where(command => command.At == state.Steps && !state.Commands.Contains(command.Id)).ToList())
                _ledger.Record(command.Id, new CommandReceived(command.Id, command.What, command.Who, command.Value));
        }
    }

    private void Keep(RunState state, RunEvent what)
    {
        switch (what)
        {
            case ModelAnswered answered:
                Keep(state, answered);
                break;
            case ExperimentEnded ended:
                _writer!.Add(new SessionEvidence(
                    $"e{ended.Experiment}", state.Programs[ended.Candidate].Code, ended.Ending, ended.ExitCode, ended.WallSeconds, ended.CpuSeconds, ended.PeakMemoryBytes,
                    ended.Detail, ended.Attempts, PackedFiles.Of(_ledger.Folder.Experiment($"e{ended.Experiment}"))));
                break;
            case MemberFitted fitted:
                var id = string.Create(CultureInfo.InvariantCulture, $"c{fitted.Candidate}");
                _writer!.Add(new SessionEvidence(
                    $"final-{id}", state.Programs[fitted.Candidate].Code, fitted.Ending, null, fitted.WallSeconds, 0, 0, fitted.Detail, [], PackedFiles.Of(_ledger.Folder.FinalFit(id))));
                break;
            case RunEnded or GradeComputed when ResultOf(state, what) is { } result:
                _writer!.Add(result);
                break;
            case CurveMeasured curve:
                _writer!.Add(new SessionCurve(state.Graph[new Search.Graph.CandidateId(curve.Candidate)].Experiment?.ToString() ?? "", curve.Half));
                break;
            case CommandReceived { What: "answer" or "advise" or "stop" } command:
                _writer!.Add(new SessionCommand(state.Steps, command.Command, command.What, command.Who, command.Value));
                break;
        }
    }

    /// <summary>How it came out: of a competition the best candidate, of a paper the rubric's score; null where the event doesn't say.</summary>
    private static SessionResult? ResultOf(RunState state, RunEvent what) => (what, IsPaper: state.Paper.Reproduced is not null) switch
    {
        (RunEnded ended, IsPaper: false) => new SessionResult(ended.Best, ended.Best is { } best ? state.Graph[new Search.Graph.CandidateId(best)].Score?.Value : null),
        (GradeComputed grade, IsPaper: true) => new SessionResult(null, grade.Score),
        _ => null,
    };

    private static string Words(SessionResult result) => string.Create(CultureInfo.InvariantCulture, $"{(result.Candidate is { } candidate ? $"c{candidate} " : "")}{result.Score:R}");

    private void Keep(RunState state, ModelAnswered answered)
    {
        var asked = state.Team.Sessions[answered.Session].Prompt!;
        _writer!.Add(new SessionCall(
            $"{answered.Session}.{answered.Call}", [.. _texts.GetPrompt(asked).Select(part => _writer.Text(MessageText.Of(part.Message)))], _texts.Get(answered.Answer),
            answered.Finish, answered.Input, answered.Cached, answered.Output));
    }
}
