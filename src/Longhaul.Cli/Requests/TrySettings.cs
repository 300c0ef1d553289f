using System.CommandLine;
using Longhaul.Cli.Arguments;
using Longhaul.Runs.Folder;
using Longhaul.Tracks.Hosting;

namespace Longhaul.Cli.Requests;

/// <summary>How the run that <c>try</c> makes for a task shall be; a run that is there already has its own settings.</summary>
internal sealed class TrySettings
{
    private readonly Option<int?> _seed = CountOption.Create("--seed", "Default 0.", int.MinValue);
    private readonly Option<string?> _python = new("--python") { Description = "An interpreter or virtual environment it may use.", HelpName = "PATH" };
    private readonly Option<IReadOnlyList<int>?> _gpus = GpuOption.Create();
    private readonly Option<string?> _sandbox = new("--sandbox") { Description = "bwrap, or none: it then runs with your rights.", HelpName = "bwrap|none" };
    private readonly Option<IReadOnlyDictionary<string, string>> _answers = AnswerOption.Create();
    private readonly Option<string?> _out = new("--out") { Description = "The new run's folder.", HelpName = "RUN" };
    private readonly Option<bool> _yes = CommonOptions.Yes();

    public TrySettings() => _sandbox.AcceptOnlyFromAmong("bwrap", "none");

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_seed, _python, _gpus, _sandbox, _answers, _out, _yes])
            command.Add(option);
    }

    /// <summary>Whether what is inferred is accepted.</summary>
    public bool Yes(ParseResult arguments) => arguments.GetValue(_yes);

    /// <summary>The options that ask for something else than the run has, which keeps what it was made with.</summary>
    public IReadOnlyList<string> Unlike(RunSettings run, ParseResult arguments)
    {
        var asked = Read(arguments);
        (Option Option, bool Same)[] settled =
        [
            (_seed, asked.Seed == run.Seed), (_python, asked.Python == run.Python), (_gpus, asked.Gpus.SequenceEqual(run.Gpus)), (_sandbox, asked.Sandbox == run.Sandbox),
            (_answers, asked.Answers.All(answer => run.Answers.GetValueOrDefault(answer.Key) == answer.Value)), (_out, false),
        ];
        return [.. settled.Where(setting => !setting.Same && arguments.GetResult(setting.Option) is { Implicit: false }).Select(setting => setting.Option.Name)];
    }

    /// <summary>A request with these settings; the command is still to be filled in.</summary>
    public TryRequest Read(ParseResult arguments) => new()
    {
        Command = [],
        Budget = TimeSpan.Zero,
        Seed = arguments.GetValue(_seed) ?? 0,
        Python = arguments.GetValue(_python) is { } python ? RunWish.ExistingPython(python) : null,
        Gpus = arguments.GetValue(_gpus) ?? [],
        Sandbox = arguments.GetValue(_sandbox) ?? "bwrap",
        Answers = arguments.GetRequiredValue(_answers),
        Out = arguments.GetValue(_out),
    };
}
