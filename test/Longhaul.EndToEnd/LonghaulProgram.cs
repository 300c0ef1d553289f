using System.Diagnostics;

namespace Longhaul.EndToEnd;

/// <summary>The real program, started by its launcher.</summary>
internal static class LonghaulProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly Dictionary<string, string> NoVariables = [];

    /// <summary>The repository's root.</summary>
    public static string Repository { get; } = Find(AppContext.BaseDirectory);

    public static string Launcher => Path.Combine(Repository, "longhaul");

    // A build of one's own, where the launcher's would have to be made first.
    private static string Program => System.Environment.GetEnvironmentVariable("LONGHAUL_PROGRAM") is { Length: > 0 } own ? own : Launcher;

    public static string Task(string name) => Path.Combine(Repository, "tasks", name);

    /// <summary>Runs it to its end in a working folder.</summary>
    public static Task<Outcome> RunAsync(string folder, params string[] arguments) => StartAsync(Program, arguments, folder);

    /// <summary>The same with environment variables; an empty value takes one away.</summary>
    public static Task<Outcome> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) => StartAsync(Program, arguments, folder, environment);

    /// <summary>Starts it and comes back at once.</summary>
    public static Process Start(string folder, params string[] arguments) => Start(folder, NoVariables, arguments);

    /// <summary>The same with environment variables. Where the tests themselves run in the background of a shell, which ignores Ctrl-C, the program doesn't.</summary>
    public static Process Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Process.Start(Information("env", ["--default-signal=INT", Program, .. arguments], folder, environment))!;

    /// <summary>Runs any program to its end.</summary>
    public static async Task<Outcome> StartAsync(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Process.Start(Information(program, arguments, folder, environment ?? NoVariables))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {Patience}:\n{await error}");
        }

        return new Outcome(process.ExitCode, await output, await error);
    }

    private static ProcessStartInfo Information(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var information = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            information.Environment[name] = value.Length > 0 ? value : null;
        return information;
    }

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "Longhaul.slnx"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Longhaul.slnx"));
}

/// <summary>How a program ended and what it said.</summary>
internal sealed record Outcome(int ExitCode, string Out, string Error)
{
    /// <summary>The one JSON object on standard output.</summary>
    public System.Text.Json.JsonElement Json => System.Text.Json.JsonDocument.Parse(Out).RootElement;

    /// <summary>Fails with all that was said unless the exit code is the expected one.</summary>
    public Outcome ShouldEndWith(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, $"out:\n{Out}\nerror:\n{Error}");
        return this;
    }
}
