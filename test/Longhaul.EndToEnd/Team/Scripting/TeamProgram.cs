using System.Diagnostics;
using Longhaul.Tests.Models;

namespace Longhaul.EndToEnd.Team.Scripting;

/// <summary>The real program with a settings folder and keys of its own, whatever those of the person who tests are.</summary>
internal sealed class TeamProgram : IDisposable
{
    /// <summary>US dollars of one scripted answer by <see cref="Prices"/>: 60 tokens uncached, 40 cached, 10 of output.</summary>
    public const double CostOfAnswer = ((60 * 2) + (40 * 1) + (10 * 10)) / 1e6;

    /// <summary>Tokens of one scripted answer.</summary>
    public const int TokensOfAnswer = 110;

    private const string Prices = """
        prices:
          openai:scripted: {input: 2, cached: 1, output: 10}
          anthropic:scripted: {input: 2, cached: 1, output: 10}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment;

    public TeamProgram(string key = "sk-planted-7f3a9c5e1b2d4860")
    {
        Directory.CreateDirectory(At("config/longhaul"));
        File.WriteAllText(At("config/longhaul/config.yaml"), Prices);
        Key = key;
        _environment = new Dictionary<string, string>
        {
            ["XDG_CONFIG_HOME"] = At("config"),
            ["OPENAI_API_KEY"] = key,
            ["ANTHROPIC_API_KEY"] = key,
            ["OPENAI_BASE_URL"] = "",
            ["ANTHROPIC_BASE_URL"] = "",
            ["ANTHROPIC_AUTH_TOKEN"] = "",
        };
    }

    public string Key { get; }

    /// <summary>Sets a variable of the program's.</summary>
    public TeamProgram With(string variable, string value)
    {
        _environment[variable] = value;
        return this;
    }

    public string Folder => _folder.Path;

    public string At(params string[] parts) => _folder.At(parts);

    /// <summary>Adds to the person's settings.</summary>
    public void Settings(string yaml) => File.AppendAllText(At("config/longhaul/config.yaml"), "\n" + yaml + "\n");

    /// <summary>What names the scripted model.</summary>
    public static string[] Model(string provider, ScriptedServer server) =>
        ["--model", $"{provider}:scripted", "--base-url", (provider == "anthropic" ? server.Address : server.OpenAI).ToString()];

    public Task<Outcome> RunAsync(params string[] arguments) => LonghaulProgram.RunAsync(Folder, _environment, arguments);

    public Process Start(params string[] arguments) => LonghaulProgram.Start(Folder, _environment, arguments);

    public JournalView Journal(string run) => JournalView.Read(At(run));

    public void Dispose() => _folder.Dispose();
}
