using System.CommandLine;
using Longhaul.Cli.Hosting;
using Longhaul.Cli.Output;
using Longhaul.Cli.Progress;
using Longhaul.Cli.Requests;
using Longhaul.Runs;
using Longhaul.Runs.Folder;

namespace Longhaul.Cli.Commands;

/// <summary><c>longhaul answer</c>: answers the oldest question that a role asked.</summary>
internal sealed class AnswerCommand : RunNamingCommand
{
    private readonly Argument<string[]> _text = WordsArgument.Create("The answer.");

    public AnswerCommand(Session session)
        : base(session, "answer", "Answer the question that a role of the run asked you.", "longhaul answer penguins \"the id is a serial number\"") => Add(_text);

    protected override Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var folder = Folder(arguments);
        if (RunOnDisk.Read(folder).State.Team.Questions.Find(question => question.Answer is null) is not { } open)
            throw new UserErrorException($"{folder.Root}: no question is open. To say something unasked: longhaul advise {folder.Id} TEXT");
        var owner = Said.Leave(Session, folder, "answer", WordsArgument.Text(arguments, _text));
        if (Json(arguments))
            CliJson.Print(Session, new SaidResult(folder.Root, "answer", owner), CliJson.Default.SaidResult);
        else
            Session.Out.WriteLine($"Answered: {open.Text}");
        return Task.FromResult(0);
    }
}

/// <summary><c>longhaul advise</c>: says something to the team that leads a run.</summary>
internal sealed class AdviseCommand : RunNamingCommand
{
    private readonly Argument<string[]> _text = WordsArgument.Create("What the team shall know.");

    public AdviseCommand(Session session)
        : base(session, "advise", "Tell the team of a run something; its leader sees it at the next step.", "longhaul advise penguins \"try the ratio of the two lengths\"") => Add(_text);

    protected override Task<int> ExecuteAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var folder = Folder(arguments);
        if (!RunSettings.Read(folder).HasTeam)
            throw new UserErrorException($"{folder.Root}: no language model works on this run, so nobody would read it.");
        var owner = Said.Leave(Session, folder, "advise", WordsArgument.Text(arguments, _text));
        if (Json(arguments))
            CliJson.Print(Session, new SaidResult(folder.Root, "advise", owner), CliJson.Default.SaidResult);
        else
            Session.Out.WriteLine(owner is { } process ? $"Told process {process}." : $"Left for the next start: longhaul resume {folder.Root}");
        return Task.FromResult(0);
    }
}

/// <summary>Words for the owner of a run.</summary>
internal static class Said
{
    /// <summary>Leaves them; the process that owns the run, or null.</summary>
    public static int? Leave(Session session, RunFolder folder, string what, string text)
    {
        if (File.Exists(folder.Grade))
            throw new UserErrorException($"{folder.Root}: this run was graded, and no research may follow a grade. Start another with --like {folder.Id}.");
        Commander.Leave(session.Clock, folder, what, text);
        return RunLock.Owner(folder);
    }
}

/// <summary>A text as the last words of a command line.</summary>
internal static class WordsArgument
{
    public static Argument<string[]> Create(string description) => new("TEXT") { Description = description, Arity = ArgumentArity.OneOrMore };

    /// <summary>The text.</summary>
    /// <exception cref="UserErrorException">It is empty.</exception>
    public static string Text(ParseResult arguments, Argument<string[]> words) =>
        string.Join(' ', arguments.GetValue(words) ?? []).Trim() is { Length: > 0 } text ? text : throw new UserErrorException("There is no text. Put it in quotes.");
}

/// <summary>What <c>answer --json</c> and <c>advise --json</c> print; the owner is null where nobody works on the run.</summary>
internal sealed record SaidResult(string Run, string What, int? Owner);
