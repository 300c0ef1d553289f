using System.CommandLine;
using System.CommandLine.Parsing;
using Longhaul.Cli.Arguments;
using Longhaul.Runs.Tasks;
using Longhaul.Team.Sessions;

namespace Longhaul.Cli.Requests;

/// <summary>The options by which a person says how a run shall be.</summary>
internal sealed class RunOptions
{
    private readonly Option<string?> _model = Choice("--model", "Who decides: builtin (default), openai:, anthropic:, azure: or ollama:NAME, mailbox:DIR, replay:FILE, a profile.", "SPEC");
    private readonly Option<string?> _baseUrl = Choice("--base-url", "Where the model's provider is reached; for openai:NAME any server that speaks its protocol.", "URL");
    private readonly Option<decimal?> _maxCost = AmountOption.Dollars("--max-cost", "US dollars that models may cost at most; then the run ends with what it has.");
    private readonly Option<long?> _maxTokens = AmountOption.Tokens("--max-tokens", "Tokens that models may use at most: 200000, 200k, 2M.");
    private readonly Option<bool> _cold = new("--cold") { Description = "Start the team without the built-in researcher's result." };
    private readonly Option<string[]> _ablate = new("--ablate") { Description = "Switch a part of the team off: bus, team, helpers, discipline, reconstruction; may repeat.", HelpName = "PART", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _record = Choice("--record", "Record the session in a file that --model replay:FILE plays again.", "FILE");
    private readonly Option<bool> _web = new("--web") { Description = "Let the team's roles search the web and read public pages; needs `search:` in config.yaml (docs/team.md)." };
    private readonly Option<bool> _skipReproduction = new("--skip-reproduction") { Description = "Papers: leave out the last run of reproduce.sh in a fresh sandbox; the report says so." };
    private readonly Option<string[]> _packages = new("--packages")
    {
        Description = "What the host may install when the team asks: pip, sdist (built from source), npm, nuget, apt; none. Default: as the task says.",
        HelpName = "LIST",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = PackagesOf,
    };

    private readonly Option<string?> _files = Choice("--files", "A folder with code that the team starts from.", "DIR");
    private readonly Option<string?> _rubric = Choice("--rubric", "Papers: hidden (default), or visible: the team sees requirements and weights, and the report says so.", "hidden|visible");
    private readonly Option<TimeSpan?> _budget = DurationOption.Create("--budget", "Working time: 90s, 30m, 1h30m. Default 30m, none with --max-experiments.");
    private readonly Option<DateTimeOffset?> _deadline;
    private readonly Option<int?> _maxExperiments = CountOption.Create("--max-experiments", "How many experiments at most.", least: 1);
    private readonly Option<string?> _policy = Choice("--policy", "How the next experiment is chosen: greedy.", "NAME");
    private readonly Option<string[]> _pipelines = new("--pipeline") { Description = "A pipeline.yaml of your own (docs/pipeline.md) to begin with; may repeat.", HelpName = "FILE", Arity = ArgumentArity.OneOrMore };
    private readonly Option<int?> _workers = CountOption.Create("--workers", "Experiments at the same time, sharing the cores. Default: half the cores, at most 4; 1 without a time budget.", least: 1, most: 64);
    private readonly Option<string?> _python = Choice("--python", "An interpreter or virtual environment that candidates may use.", "PATH");
    private readonly Option<int?> _seed = CountOption.Create("--seed", "Default 0. Same seed and --max-experiments alone: same run.", int.MinValue);
    private readonly Option<IReadOnlyList<int>?> _gpus = GpuOption.Create();
    private readonly Option<string?> _sandbox = Choice("--sandbox", "bwrap, or none: candidates then run with your rights.", "bwrap|none");
    private readonly Option<string?> _executor = Choice("--executor", "Where experiments run: local.", "local");

    public RunOptions(TimeProvider clock)
    {
        // Each takes one value so far: nothing to choose, and so nothing for the help.
        _policy.Hidden = true;
        _executor.Hidden = true;
        _deadline = Deadline.Option(clock);
        _policy.AcceptOnlyFromAmong("greedy");
        _rubric.AcceptOnlyFromAmong("hidden", "visible");
        _sandbox.AcceptOnlyFromAmong("bwrap", "none");
        _executor.AcceptOnlyFromAmong("local");
        _ablate.AcceptOnlyFromAmong([.. Ablations.Known]);
    }

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_model, _baseUrl, _budget, _deadline, _maxExperiments, _maxCost, _maxTokens, _cold, _ablate, _files, _web, _rubric, _skipReproduction, _packages, _record, _policy, _workers, _pipelines, _seed, _python, _gpus, _sandbox, _executor])
            command.Add(option);
    }

    /// <summary>What was asked for; null where nothing was.</summary>
    public RunWish Read(ParseResult arguments) => new()
    {
        Model = arguments.GetValue(_model),
        BaseUrl = arguments.GetValue(_baseUrl),
        MaxCost = arguments.GetValue(_maxCost),
        MaxTokens = arguments.GetValue(_maxTokens),
        Cold = arguments.GetValue(_cold),
        Ablate = arguments.GetValue(_ablate) ?? [],
        Files = arguments.GetValue(_files),
        Web = arguments.GetValue(_web),
        SkipReproduction = arguments.GetValue(_skipReproduction),
        Packages = arguments.GetValue(_packages) ?? [],
        Rubric = arguments.GetValue(_rubric),
        Record = arguments.GetValue(_record),
        Budget = arguments.GetValue(_budget),
        Deadline = arguments.GetValue(_deadline),
        MaxExperiments = arguments.GetValue(_maxExperiments),
        Policy = arguments.GetValue(_policy),
        Python = arguments.GetValue(_python),
        Seed = arguments.GetValue(_seed),
        Workers = arguments.GetValue(_workers),
        Pipelines = arguments.GetValue(_pipelines) ?? [],
        Gpus = arguments.GetValue(_gpus),
        Sandbox = arguments.GetValue(_sandbox),
    };

    // Words apart or with commas: pip,npm.
    private static string[] PackagesOf(ArgumentResult result)
    {
        string[] words = [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        if (Array.Find(words, word => word != PackageWords.None && !PackageWords.All.Contains(word, StringComparer.Ordinal)) is { } unknown)
            result.AddError($"--packages {unknown}: expected some of {string.Join(", ", PackageWords.All)}, or none.");
        return words;
    }

    private static Option<string?> Choice(string name, string description, string value) => new(name) { Description = description, HelpName = value };
}
