using System.CommandLine;
using System.Globalization;
using Longhaul.Cli.Arguments;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Output;
using Longhaul.Cli.Progress;
using Longhaul.Cli.Requests;
using Longhaul.Models.Profiles;
using Longhaul.Runs;
using Longhaul.Runs.Folder;
using Longhaul.Tracks.Papers.Grading;

namespace Longhaul.Cli.Commands;

/// <summary><c>grade RUN --as-of 2h</c>: a closed run of a paper, judged once more as it was at some working time.</summary>
internal sealed class RunGrading(Session session)
{
    private readonly Option<TimeSpan?> _asOf = DurationOption.Create("--as-of", "A paper's run: as it was at this working time. Default: as it was delivered.");
    private readonly Option<string?> _model = new("--model") { Description = "A paper's run: who judges. Default: the run's own model.", HelpName = "SPEC" };
    private readonly Option<string?> _baseUrl = new("--base-url") { Description = "Where that model's provider is reached.", HelpName = "URL" };
    private readonly Option<decimal?> _maxCost = AmountOption.Dollars("--max-cost", "US dollars that judging may cost at most.");
    private readonly Option<long?> _maxTokens = AmountOption.Tokens("--max-tokens", "Tokens that judging may use at most.");
    private readonly Option<string> _runs = CommonOptions.Runs();

    private IReadOnlyList<Option> OfRuns => [_asOf, _model, _baseUrl, _maxCost, _maxTokens];

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[.. OfRuns, _runs])
            command.Add(option);
    }

    /// <summary>Refuses what only a run's grading takes.</summary>
    /// <exception cref="UserErrorException">It was given.</exception>
    public void RefuseWithSubmission(ParseResult arguments)
    {
        var given = OfRuns.Where(option => arguments.GetResult(option) is { Implicit: false }).Select(option => option.Name).ToList();
        if (given.Count > 0)
            throw new UserErrorException($"{string.Join(", ", given)}: only where a closed run of a paper is judged once more, which takes no submission: longhaul grade RUN --as-of 2h");
    }

    /// <summary>Grades and prints; 0.</summary>
    /// <param name="named">A run, or what was meant as a task.</param>
    public async Task<int> GradeAsync(string named, ParseResult arguments, bool json, CancellationToken cancellationToken)
    {
        var run = Find(named, arguments.GetRequiredValue(_runs));
        var grade = await new LaterGrading(run, session.Clock, session.Error.WriteLine).GradeAsync(Request(run, arguments), cancellationToken);
        if (json)
            session.Out.WriteLine(grade.ToJson());
        foreach (var line in json ? [] : Lines(grade))
            session.Out.WriteLine(line);
        return 0;
    }

    private static RunFolder Find(string named, string runs)
    {
        if (new RunFolder(named) is { Exists: true } run)
            return run;
        return Path.Exists(named)
            ? throw new UserErrorException($"{named}: what is to be graded is missing: longhaul grade {named} SUBMISSION (of a paper: a graded tree). A run of a paper needs none: longhaul grade RUN --as-of 2h")
            : RunArgument.Find(named, runs);
    }

    private LaterGradeRequest Request(RunFolder run, ParseResult arguments)
    {
        var settings = RunSettings.Read(run);
        var (spec, url) = (arguments.GetValue(_model), arguments.GetValue(_baseUrl));
        var wish = spec is null && url is null ? new ModelWish(settings.Model, settings.Models) : ModelWish.Of(spec, url, UserConfig.OfProcess);
        if (!wish.HasTeam || wish.Model.StartsWith("replay:", StringComparison.Ordinal))
            throw new UserErrorException("A judge is a language model that answers now: name one with --model (openai:NAME, anthropic:NAME, ollama:NAME, mailbox:DIR …).");
        wish.CheckPriced(arguments.GetValue(_maxCost), UserConfig.OfProcess);
        wish.CheckReachable();
        return new LaterGradeRequest(arguments.GetValue(_asOf), wish.Model, wish.Models, arguments.GetValue(_maxTokens), arguments.GetValue(_maxCost));
    }

    private static IEnumerable<string> Lines(LaterGrade grade)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{grade.Score:0.0000} replication score after grading, {grade.Leaves} leaves{(grade.Unjudged > 0 ? $", {grade.Unjudged} not judged" : "")}; the run's own grade stays as it is");
        yield return $"as of       {(grade.AsOfS is { } seconds ? TimeText.Of(TimeSpan.FromSeconds(seconds)) : "the end")}: commit {PaperScreen.Short(grade.Commit)} at {TimeText.Of(TimeSpan.FromSeconds(grade.CommitAtS))}";
        yield return $"reproduced  {(grade.Ending is { } ending ? EndingName.Of(ending) : "not run")}{string.Concat(grade.Problems.Select(problem => $"; {problem}"))}";
        yield return $"judge       {grade.Model}, {grade.Tokens} tokens";
        yield return $"folder      {grade.Folder}";
    }
}
