using System.Text.Json;
using Longhaul.Runs;

namespace Longhaul.Tracks.Recording;

/// <summary>A recorded session, read whole.</summary>
internal sealed class SessionRecording
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SessionCall> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<(int, string, int), SessionReading> _readings = [];
    private readonly Dictionary<string, SessionEvidence> _evidence = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SessionJob> _jobs = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), SessionLook> _looks = [];
    private readonly Dictionary<string, SessionCurve> _curves = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SessionTool> _tools = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SessionDownload> _downloads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SessionInstall> _installs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SessionToolResult> _results = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SessionCommand> _commands = new(StringComparer.Ordinal);

    private SessionRecording(SessionHeader header) => Header = header;

    public SessionHeader Header { get; }

    /// <summary>How it ended; null where it was cut off.</summary>
    public SessionResult? Result { get; private set; }

    public IEnumerable<SessionTool> Tools => _tools.Values;

    public IEnumerable<SessionCommand> Commands => _commands.Values;

    /// <summary>Reads a recording.</summary>
    /// <exception cref="UserErrorException">It isn't there, or is none.</exception>
    public static SessionRecording Read(string path) => Reading(path, lines =>
    {
        SessionRecording? recording = null;
        foreach (var line in lines)
        {
            if (recording is null)
                recording = new SessionRecording(HeaderOf(path, line));
            else if (line is not null)
                recording.Add(line);
        }

        return recording;
    });

    /// <summary>Reads the beginning of a recording.</summary>
    /// <exception cref="UserErrorException">It isn't there, or is none.</exception>
    public static SessionHeader ReadHeader(string path) => Reading(path, lines => lines.Take(1).Select(line => HeaderOf(path, line)).FirstOrDefault());

    private static T Reading<T>(string path, Func<IEnumerable<SessionLine?>, T?> read)
        where T : class
    {
        try
        {
            return read(File.ReadLines(path).Select(Parse)) ?? throw new UserErrorException($"{path}: is empty.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path}: can't be read: {problem.Message}");
        }
    }

    private static SessionHeader HeaderOf(string path, SessionLine? first) =>
        first as SessionHeader ?? throw new UserErrorException($"{path}: line 1 is not the beginning of a recorded session.");

    public SessionCall? Call(string id) => _calls.GetValueOrDefault(id);

    public string Text(string hash) => _texts.GetValueOrDefault(hash) ?? "";

    public SessionReading? Reading(int at, string name, int n) => _readings.GetValueOrDefault((at, name, n));

    public SessionEvidence? Evidence(string id) => _evidence.GetValueOrDefault(id);

    public SessionJob? Job(string id) => _jobs.GetValueOrDefault(id);

    public SessionLook? Look(string id, string job) => _looks.GetValueOrDefault((id, job));

    public SessionCurve? Curve(string experiment) => _curves.GetValueOrDefault(experiment);

    public SessionToolResult? ToolResult(string use) => _results.GetValueOrDefault(use);

    public SessionDownload? Download(string use) => _downloads.GetValueOrDefault(use);

    public SessionInstall? Install(string use) => _installs.GetValueOrDefault(use);

    private static SessionLine? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, SessionJson.Default.SessionLine);
        }
        catch (Exception problem) when (problem is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private void Add(SessionLine line)
    {
        switch (line)
        {
            case SessionText text:
                _texts[text.Hash] = text.Text;
                break;
            case SessionCall call:
                _calls[call.Id] = call;
                break;
            case SessionReading reading:
                _readings[(reading.At, reading.Name, reading.N)] = reading;
                break;
            case SessionEvidence evidence:
                _evidence[evidence.Id] = evidence;
                break;
            case SessionJob job:
                _jobs[job.Id] = job;
                break;
            case SessionLook look:
                _looks[(look.Id, look.Job)] = look;
                break;
            case SessionCurve curve:
                _curves[curve.Experiment] = curve;
                break;
            case SessionResult result:
                Result = result;
                break;
            case SessionTool tool:
                _tools[tool.Name] = tool;
                break;
            case SessionToolResult given:
                _results[given.Use] = given;
                break;
            case SessionDownload download:
                _downloads[download.Use] = download;
                break;
            case SessionInstall install:
                _installs[install.Use] = install;
                break;
            case SessionCommand command:
                _commands[command.Id] = command;
                break;
        }
    }
}
